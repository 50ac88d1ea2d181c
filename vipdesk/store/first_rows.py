"""The first rows of the queue, and of those below them no more than what ticks."""

from collections.abc import Sequence, Set

from vipdesk.domain.queue import QueueLine, Ticking
from vipdesk.store.damage import damage_told
from vipdesk.store.queries import FARTHEST, NEAREST, Fetch, first_lines
from vipdesk.store.values import Row

FIRST = 200
"""Rows; no terminal shows more."""

_BELOW = (
    "(SELECT due, length, paused, business, breach, policy_version FROM ticket"
    " INDEXED BY ix_ticket_queue WHERE rank < 4 ORDER BY rank, position, number LIMIT -1 OFFSET ?)"
)
"""All of it stands in the index: no row is looked up."""

TICKS = f"SELECT due, length, paused, business, breach FROM {_BELOW} WHERE due IS NOT NULL"
ALL_OF_THEM = (
    "SELECT count(*) - count(due), min(policy_version), max(policy_version), min(due), max(due),"
    f" min(length), max(length), min(paused), max(paused) FROM {_BELOW}"
)
"""What thousands of rows have in common is asked of the store: it tells in a tenth of the time."""

STANDS = Ticking(None, None, 0, False, None)
"""One in which nothing ticks."""


@damage_told
def first_rows(
    fetch: Fetch, pinned: Set[int], version: str
) -> tuple[tuple[QueueLine, ...], tuple[Ticking, ...]] | None:
    """None where all rows have to be read to know the first: under a new policy, or with pins."""
    lines = first_lines(fetch, FIRST)
    versions = {line.policy_version for line in lines}
    standing = 0
    ticking: Sequence[Row] = ()
    if len(lines) == FIRST:
        standing, *common = fetch(ALL_OF_THEM, (FIRST,))[0]
        versions |= {each for each in common[:2] if each is not None}
        _check(*common[2:])
        ticking = fetch(TICKS, (FIRST,))
    if versions - {version} or pinned - {line.number for line in lines}:
        return None
    return lines, (*map(Ticking._make, ticking), *(STANDS,) * standing)


def _check(*bounds: int | None) -> None:
    """ValueError or TypeError where the least or the greatest is no instant, and no length."""
    for value in bounds:
        if value is not None and not NEAREST <= value <= FARTHEST:
            raise ValueError("an instant beyond all calendars")
