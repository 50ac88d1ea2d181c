"""Nothing that is read with a key looks through all the tickets that there ever were."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.desk.conftest import PETRA, RealDesk
from tests.desk.leaving import handed_over
from vipdesk.store import driver, views
from vipdesk.store.holder_then import HANDED

GROWN = [["SCAN", table] for table in ("ticket", "message", "fact", "event")]


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Sequence[Any]]]:
    """What is asked of the store while it is read."""
    asked: list[tuple[str, Sequence[Any]]] = []
    for view in (views._Live, views._Closed):

        def noted(self: Any, sql: str, values: Sequence[Any], fetch: Any = view.fetch) -> Any:
            asked.append((sql, values))
            return fetch(self, sql, values)

        monkeypatch.setattr(view, "fetch", noted)
    return asked


def steps(where: str, statements: list[tuple[str, Sequence[Any]]]) -> list[tuple[str, str]]:
    """How the store goes about these statements, each step with the whole."""
    raw = driver.sqlite.connect(where)
    found = [
        (step[3], sql)
        for sql, values in statements
        for step in raw.execute(f"EXPLAIN QUERY PLAN {sql}", tuple(values))
    ]
    raw.close()
    return found


def test_a_ticket_is_read_by_its_indexes(
    real: RealDesk, statements: list[tuple[str, Sequence[Any]]]
) -> None:
    real.mail()
    statements.clear()
    real.ticket()
    taken = steps(real.where, statements)
    assert len(taken) > 10
    assert [step for step in taken if step[0].split()[:2] in GROWN] == []


def test_who_had_the_desk_is_looked_for_among_entries_of_no_ticket(
    leaving: RealDesk, statements: list[tuple[str, Sequence[Any]]]
) -> None:
    handed_over(leaving)
    statements.clear()
    assert leaving.reader.hindsight(leaving.now).board.holder == PETRA
    (asked,) = [each for each in statements if each[0] == HANDED]
    (how,) = [step for step, _ in steps(leaving.where, [asked]) if "audit" in step]
    assert how == "SEARCH audit USING INDEX ix_audit_ticket (ticket=? AND rowid<?)"
