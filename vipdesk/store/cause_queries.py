"""What is asked of the store about the causes of missed targets, by reader and writer."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from vipdesk.domain.cause import Cause, CauseCommand
from vipdesk.domain.queue import instant
from vipdesk.domain.target import TargetKind
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import AT_ONCE, Fetch

if TYPE_CHECKING:
    from vipdesk.domain.commands import Command

CAUSE = "ticket, kind, opened_by, text, at, who"

EXPLAINED = (
    "SELECT c.ticket FROM cause c JOIN ticket t ON t.number = c.ticket WHERE t.rank < 4"
    " AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.ticket = c.ticket AND v.kind = c.kind"
    " AND v.opened_by = c.opened_by AND NOT v.void)"
)
"""Open tickets with a cause of what is not judged yet."""


@damage_told
def causes(fetch: Fetch, condition: str, values: Sequence[Any] = ()) -> tuple[Cause, ...]:
    """The causes that meet `condition` (trusted SQL), in the order of their tickets."""
    sql = f"SELECT {CAUSE} FROM cause WHERE {condition} ORDER BY ticket, opened_by, kind"
    rows = fetch(sql, values)
    for row in rows:
        check_texts(row[3], row[5])
    return tuple(Cause(r[0], TargetKind(r[1]), r[2], r[3], instant(r[4]), r[5]) for r in rows)


def causes_of(fetch: Fetch, numbers: Iterable[int]) -> tuple[Cause, ...]:
    """Those of these tickets."""
    wanted, found = sorted(set(numbers)), list[Cause]()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found += causes(fetch, f"ticket IN ({', '.join('?' * len(some))})", some)
    return tuple(found)


def causes_for(fetch: Fetch, command: "Command") -> tuple[Cause, ...]:
    """Those that a command is decided on: of its ticket, where it is about a cause."""
    if not isinstance(command, CauseCommand):
        return ()
    return causes(fetch, "ticket = ?", (command.ticket,))


def explained(fetch: Fetch) -> frozenset[int]:
    """The open tickets that are late for a cause that somebody gave."""
    return frozenset(row[0] for row in fetch(EXPLAINED, ()))
