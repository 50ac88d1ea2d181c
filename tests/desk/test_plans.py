"""Nothing that is read with a key looks through all the tickets that there ever were."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.desk.conftest import RealDesk
from vipdesk.store import driver, views

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


def test_a_ticket_is_read_by_its_indexes(
    real: RealDesk, statements: list[tuple[str, Sequence[Any]]]
) -> None:
    real.mail()
    statements.clear()
    real.ticket()
    raw = driver.sqlite.connect(real.where)
    steps = [
        (step[3], sql)
        for sql, values in statements
        for step in raw.execute(f"EXPLAIN QUERY PLAN {sql}", tuple(values))
    ]
    raw.close()
    assert len(steps) > 10
    assert [step for step in steps if step[0].split()[:2] in GROWN] == []
