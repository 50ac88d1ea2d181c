"""A store whose rows somebody else has written: one line, and never a mistake of the program's."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run

NEW = ("ticket", "new", "--subject", "Down", "--severity", "1", "--body", "Help.")

FORGED = {
    "a ticket's channel that there is not": "UPDATE ticket SET channel = 'fax'",
    "a channel that there is not": "UPDATE message SET channel = 'fax' || char(27)",
    "a kind that there is not": "UPDATE message SET kind = 'evil'",
    "a fact that there is not": "UPDATE fact SET what = 'evil'",
    "recipients that are no list": "UPDATE message SET recipients = '{'",
    "recipients without an end": f"UPDATE message SET recipients = '{'[' * 100_000}'",
    "an instant beyond all calendars": "UPDATE message SET at = 9223372036854775807",
    "a due moment beyond all calendars": "UPDATE ticket SET due = 9223372036854775807",
    "a number that is a word": "UPDATE ticket SET last_activity = 'late'",
    "a subject that is no text": "UPDATE ticket SET subject = x'00ff'",
    "a body that is no text": "UPDATE message SET text = zeroblob(1000)",
    "a day that is none": "UPDATE desk SET vip_from = 'soon'",
    "a cause that is no text": "INSERT INTO cause VALUES (101, 'initial', 1, x'00ff', 0, 'Eva')",
    "a cause of what there is not": "INSERT INTO cause VALUES (101, 'evil', 1, 'cut', 0, 'Eva')",
    "no desk": "DELETE FROM desk",
}


@pytest.mark.parametrize("sql", FORGED.values(), ids=FORGED)
def test_what_no_vipdesk_wrote_is_told_as_damage(desk: Run, store: Path, sql: str) -> None:
    desk(*NEW)
    with sqlite3.connect(store, isolation_level=None) as forger:
        forger.execute("PRAGMA ignore_check_constraints = ON")
        forger.execute(sql)
    forger.close()
    told = [desk("ticket", "show", "101"), desk("tickets")]
    refused = [said for said in told if said.code]
    assert refused
    for said in refused:
        assert said.code == 5
        assert "no vipdesk wrote" in said.err
        assert said.err.count("\n") == 1
        assert "\x1b" not in said.err
