"""The index of words takes in what a senior's connection wrote, and nothing is taken out by it."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.desk.conftest import PAVEL, RealDesk
from tests.store.test_narrow import asked, desk_on, pavels
from vipdesk.domain.errors import StoreError
from vipdesk.domain.escalation_commands import SeniorNote
from vipdesk.store import driver
from vipdesk.store.health import Severity, examine

__all__ = ["asked", "pavels"]

TAKEN_IN = "INSERT INTO written (rowid, subject, sender, body) VALUES ({0}, '', '', 'x')"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO written (written) VALUES ('delete-all')",
        "INSERT INTO written (written) VALUES ('rebuild')",
        "INSERT INTO written (written, rank) VALUES ('automerge', 0)",
        "INSERT INTO written (written, rank) VALUES ('rank', 'bm25(10.0)')",
        "INSERT INTO written (written, rowid, subject, sender, body)"
        " SELECT 'delete', number << 32, subject, '', number FROM ticket",
        TAKEN_IN.format("101 << 32"),
        TAKEN_IN.format("102 << 32 | 99"),
        TAKEN_IN.format("101 << 32 | 1"),
        TAKEN_IN.format("101 << 32").replace("INSERT", "INSERT OR REPLACE"),
        "UPDATE written SET subject = '' WHERE rowid = 101 << 32",
        "DELETE FROM written WHERE rowid = 101 << 32",
        "DELETE FROM written_docsize",
        "DELETE FROM written_config",
    ],
)
def test_nothing_is_taken_out_of_what_is_found(
    asked: RealDesk, pavels: Engine, statement: str
) -> None:
    with pavels.begin() as connection, pytest.raises(StoreError):
        connection.exec_driver_sql(statement)
    assert [each.what for each in examine(asked.where) if each.severity is Severity.ERROR] == []
    assert [line.number for line in asked.reader.board().lines if line.subject] == [101, 102]
    found = driver.connect(Path(asked.where), "mode=ro")
    ((many,),) = found.execute(
        "SELECT count(*) FROM written WHERE written MATCH 'login'"
    ).fetchall()
    found.close()
    assert many == 2


def test_many_notes_are_taken_in_though_nothing_is_taken_out(asked: RealDesk) -> None:
    pavel = desk_on(asked, 1, PAVEL)
    for number in range(40):
        pavel.execute(SeniorNote(1, f"word{number} " * 20))
    pavel.close()
    assert [each.what for each in examine(asked.where) if each.severity is Severity.ERROR] == []


WITH_THE_SYSTEMS_LIBRARY = """
import sys
sys.modules["pysqlite3"] = None
from functools import partial
from vipdesk.clock import system_clock
from vipdesk.desk import Desk
from vipdesk.domain.escalation_commands import SeniorNote
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.narrow import narrow
from vipdesk.store.writer import Writer
where, name = sys.argv[1:]
desk = Desk(Writer(open_writer(where, partial(narrow, senior=1)), policy_for), system_clock, name)
desk.execute(SeniorNote(1, "looking"))
desk.close()
"""


def test_the_systems_library_takes_a_seniors_note_too(asked: RealDesk) -> None:
    command = [sys.executable, "-c", WITH_THE_SYSTEMS_LIBRARY, asked.where, PAVEL]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert asked.ticket().messages[-1].text == "looking"
