"""What is asked of the store about our people and escalations, shared by reader and writer."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from vipdesk.domain.colleagues import Colleague
from vipdesk.domain.escalation import Escalation, Notice
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.escalation_values import (
    ASKED,
    COLLEAGUE,
    ESCALATION,
    NOTICE,
    colleague_of,
    escalation_of,
    notice_of,
)
from vipdesk.store.queries import Fetch
from vipdesk.store.values import Row

STANDING = "ended IS NULL"
"""Which escalations are not over, as SQL."""

TOLD_OF = (
    f"{STANDING} OR (status = 'handed back' AND"
    " ticket IN (SELECT number FROM ticket WHERE rank < 4))"
)
"""Which ones the agent may have to be told of."""


@damage_told
def colleagues(fetch: Fetch, condition: str) -> tuple[Colleague, ...]:
    """Our people who meet `condition` (trusted SQL), in the order they came."""
    rows = fetch(f"SELECT {COLLEAGUE} FROM colleague WHERE {condition} ORDER BY number", ())
    for row in rows:
        check_texts(row[1], row[2], *row[4:7], row[8])
    return tuple(map(colleague_of, rows))


@damage_told
def escalations(fetch: Fetch, condition: str, values: Sequence[Any] = ()) -> tuple[Escalation, ...]:
    """The escalations that meet `condition` (trusted SQL), in the order they were made."""
    rows = fetch(f"SELECT {ESCALATION} FROM escalation WHERE {condition} ORDER BY number", values)
    if not rows:
        return ()
    for row in rows:
        check_texts(*row[3:6], row[7], row[9])
    asked = _asked(fetch, condition, values)
    return tuple(escalation_of(row, asked.get(row[0], ())) for row in rows)


@damage_told
def notices(fetch: Fetch, escalation: int) -> tuple[Notice, ...]:
    """The mails that an escalation has come to, oldest first."""
    rows = fetch(f"SELECT {NOTICE} FROM notice WHERE escalation = ? ORDER BY number", (escalation,))
    for row in rows:
        check_texts(*row[1:5])
    return tuple(map(notice_of, rows))


def _asked(fetch: Fetch, condition: str, values: Sequence[Any]) -> Mapping[int, Sequence[Row]]:
    rows = fetch(
        f"SELECT {ASKED} FROM escalation_asked a JOIN colleague c ON c.number = a.senior"
        f" WHERE a.escalation IN (SELECT number FROM escalation WHERE {condition})"
        " ORDER BY a.escalation, a.place",
        values,
    )
    for row in rows:
        check_texts(row[2], *row[7:9])
    return {escalation: list(group) for escalation, group in groupby(rows, key=lambda r: r[0])}
