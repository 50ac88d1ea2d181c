"""Whom at the door it may concern what was committed since a look: only theirs is read again."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from vipdesk.store.damage import damage_told
from vipdesk.store.queries import Fetch, Registration, registration

Pages = Mapping[tuple[int, str], tuple[int, int]]
"""How far the words have come, by ticket and contact."""

MOST_CHANGED = 200
"""Tickets, or messages, that are looked up one by one; where more changed, all are read."""

STANDING = (
    "SELECT (SELECT coalesce(max(number), 0) FROM audit),"
    " (SELECT coalesce(max(generation), 0) FROM ticket),"
    " EXISTS (SELECT 1 FROM carried_account)"
)
TICKETS = f"SELECT number FROM ticket WHERE generation > ? LIMIT {MOST_CHANGED + 1}"
MESSAGES = (
    "SELECT DISTINCT m.ticket, m.came_from, m.author_address FROM past p"
    " JOIN message m ON m.number = p.key WHERE p.entry > ? AND p.kind = 'message'"
    f" LIMIT {MOST_CHANGED + 1}"
)
CALLS = "SELECT 1 FROM audit WHERE number > ? AND booking IS NOT NULL LIMIT 1"
REQUESTERS = (
    "WITH RECURSIVE part(number) AS (SELECT number FROM ticket WHERE number IN ({tickets})"
    " UNION SELECT t.number FROM part JOIN ticket t ON t.merged_into = part.number)"
    " SELECT DISTINCT requester_address FROM ticket WHERE number IN (SELECT number FROM part)"
)
"""Of what was merged into them too: it is where their next word goes."""

AUTHORS = (
    "SELECT DISTINCT author_address FROM message"
    " WHERE author_address IN ({addresses}) AND ticket IN ({tickets})"
)
MARKS = (
    "SELECT ticket, address, delivered, seen FROM door_mark"
    " WHERE ticket IN ({tickets}) OR address IN ({addresses})"
)


class Listened(Struct, frozen=True):
    """What is listened to: tickets, and contacts who are told of all that is theirs."""

    tickets: Sequence[int] = ()
    addresses: Sequence[str] = ()


class Looked(Struct, frozen=True):
    """How far a look has come; what it is by itself, nothing has come so far."""

    opened: int = -1
    entry: int = 0
    generation: int = 0
    known: Registration | None = None
    carried: bool = False
    marks: Pages = {}


class News(Struct, frozen=True):
    """What may stand otherwise: `everything`, or what is on these tickets or of these contacts.

    `calls` where any call may. `looked` is from where the next look goes on.
    """

    looked: Looked
    everything: bool = False
    calls: bool = False
    tickets: frozenset[int] = frozenset()
    addresses: frozenset[str] = frozenset()

    def concerns(self, address: str, ticket: int) -> bool:
        """Whether a page of this contact's that shows this ticket has to look."""
        return self.everything or ticket in self.tickets or address in self.addresses


@damage_told
def news(fetch: Fetch, opened: int, before: Looked, listened: Listened) -> News:
    """What is new since `before`, where `listened` were the same or are read anyway.

    A text that is none is no address of anybody's: who reads it finds out.
    """
    ((entry, generation, carried),) = fetch(STANDING, ())
    looked = Looked(
        opened=opened,
        entry=int(entry),
        generation=int(generation),
        known=registration(fetch),
        carried=bool(carried),
        marks=_marks(fetch, listened),
    )
    tickets = _numbers(fetch(TICKETS, (before.generation,)))
    said = fetch(MESSAGES, (before.entry,))
    if _is_other(before, looked) or max(len(tickets), len(said)) > MOST_CHANGED:
        return News(looked, everything=True, calls=True)
    for row in said:
        tickets.update(int(number) for number in row[:2] if number is not None)
    marked = looked.marks.items() - before.marks.items()
    whose = {str(row[2]) for row in said} | {address for (_, address), _ in marked}
    return News(
        looked,
        calls=bool(fetch(CALLS, (before.entry,))),
        tickets=frozenset(tickets | {ticket for (ticket, _), _ in marked}),
        addresses=frozenset(whose | _concerned(fetch, tickets, listened)),
    )


def _is_other(before: Looked, now: Looked) -> bool:
    """Another store, or what every page depends on."""
    back = now.entry < before.entry or now.generation < before.generation
    same = (now.opened, now.known, now.carried) == (before.opened, before.known, before.carried)
    return back or not same


def _marks(fetch: Fetch, listened: Listened) -> Pages:
    sql = _with(MARKS, listened.tickets, listened.addresses)
    rows = fetch(sql, (*listened.tickets, *listened.addresses))
    return {(int(row[0]), str(row[1])): (int(row[2]), int(row[3])) for row in rows}


def _concerned(fetch: Fetch, tickets: Iterable[int], listened: Listened) -> set[str]:
    """Whose these tickets are, or who of those that listen wrote on them."""
    numbers = sorted(tickets)
    if not numbers:
        return set()
    whose = fetch(_with(REQUESTERS, numbers), numbers)
    if listened.addresses:
        wrote = _with(AUTHORS, numbers, listened.addresses)
        whose = [*whose, *fetch(wrote, (*listened.addresses, *numbers))]
    return {str(row[0]) for row in whose}


def _with(sql: str, tickets: Sequence[int], addresses: Sequence[str] = ()) -> str:
    marks = {"tickets": tickets, "addresses": addresses}
    return sql.format(**{name: ", ".join("?" * len(those)) for name, those in marks.items()})


def _numbers(rows: Iterable[Sequence[int]]) -> set[int]:
    return {int(row[0]) for row in rows}
