"""The first rows of the queue, and of those below them no more than what ticks."""

from collections.abc import Set

from vipdesk.domain.queue import QueueLine, Ticking
from vipdesk.store.damage import damage_told
from vipdesk.store.queries import FARTHEST, NEAREST, Fetch, first_lines
from vipdesk.store.values import Row

FIRST = 200
"""Rows; no terminal shows more."""

BELOW = (
    "SELECT due, length, paused, business, breach, policy_version FROM ticket"
    " INDEXED BY ix_ticket_queue WHERE rank < 4 ORDER BY rank, position, number LIMIT -1 OFFSET ?"
)
"""All of it stands in the index: no row is looked up."""


@damage_told
def first_rows(
    fetch: Fetch, pinned: Set[int], version: str
) -> tuple[tuple[QueueLine, ...], tuple[Ticking, ...]] | None:
    """None where all rows have to be read to know the first: under a new policy, or with pins."""
    lines = first_lines(fetch, FIRST)
    below = fetch(BELOW, (FIRST,)) if len(lines) == FIRST else ()
    versions = {line.policy_version for line in lines} | {row[5] for row in below}
    if versions - {version} or pinned - {line.number for line in lines}:
        return None
    return lines, tuple(map(_ticking, below))


def _ticking(row: Row) -> Ticking:
    due, length, paused = row[:3]
    for value in (due or 0, length or 0, paused):
        if not NEAREST <= value <= FARTHEST:
            raise ValueError("an instant beyond all calendars")
    return Ticking._make(row[:5])
