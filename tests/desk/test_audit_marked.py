"""Entries that are not as they were made are marked, and escalations held against the audit."""

from collections.abc import Iterable, Sequence

import pytest

from tests.desk.conftest import PAVEL, RealDesk
from tests.desk.test_audit import busy, faults, tamper
from vipdesk.domain.audit import Wanted
from vipdesk.domain.escalation_commands import AcceptEscalation, Escalate
from vipdesk.store import audit_queries
from vipdesk.store.chain import contents

__all__ = ["busy"]


@pytest.mark.parametrize(
    ("ill", "numbers"),
    [
        ("UPDATE audit SET detail = 'all was well' WHERE number = 5", [5]),
        ("UPDATE audit SET digest = 'f' WHERE number = 4", [4, 5]),
        ("DELETE FROM audit WHERE number = 3", [4]),
        ("DELETE FROM past WHERE entry = 5", [5]),
        ("UPDATE past SET value = x'00' WHERE entry = 5", [5]),
    ],
)
def test_entries_that_are_not_as_they_were_made_are_marked(
    busy: RealDesk, ill: str, numbers: list[int]
) -> None:
    tamper(busy.where, ill)
    found = busy.reader.audit(Wanted())
    assert [entry.number for entry in found if not entry.sealed] == numbers
    (last,) = busy.reader.audit(Wanted(most=1))
    assert last.sealed


def test_what_an_entry_kept_of_the_past_is_sealed_anew_only_where_somebody_wrote(
    busy: RealDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = []

    def counted(rows: Iterable[Sequence[object]]) -> str:
        sealed.append(rows)
        return contents(rows)

    monkeypatch.setattr(audit_queries, "contents", counted)
    count = len(busy.reader.audit(Wanted()))
    assert len(sealed) == count
    assert all(entry.sealed for entry in busy.reader.audit(Wanted(words="noted")))
    assert len(sealed) == count
    tamper(busy.where, "UPDATE past SET value = '{}' WHERE entry = 5")
    found = busy.reader.audit(Wanted())
    assert [entry.number for entry in found if not entry.sealed] == [5]


@pytest.mark.parametrize(
    "ill",
    [
        "UPDATE escalation SET result = 'x'",
        "UPDATE escalation_asked SET answered = answered - 1",
        "DELETE FROM escalation_asked",
    ],
)
def test_an_escalation_that_was_changed_is_named(manned: RealDesk, ill: str) -> None:
    manned.do(Escalate(101, "the proxy", to=PAVEL))
    manned.do(AcceptEscalation(1, by=PAVEL))
    assert faults(manned) == []
    tamper(manned.where, ill)
    assert faults(manned) == ["escalation 1 was changed without an audit entry"]
