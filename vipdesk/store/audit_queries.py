"""What is asked of the audit."""

from collections.abc import Iterator

from vipdesk.domain.audit import Entry, Head, Wanted
from vipdesk.domain.queue import instant, microseconds
from vipdesk.store.chain import SEALED
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch
from vipdesk.store.values import Row

AT_ONCE = 2_000


@damage_told
def entries(fetch: Fetch, wanted: Wanted) -> tuple[Entry, ...]:
    """The latest entries that are wanted, oldest first."""
    found: list[Entry] = []
    for entry in _latest_first(fetch, wanted):
        if len(found) == wanted.most:
            break
        if wanted.meets(entry):
            found.append(entry)
    return tuple(reversed(found))


@damage_told
def last_entry(fetch: Fetch) -> Head:
    """The head of the audit."""
    ((number, digest),) = fetch("SELECT number, digest FROM audit_head", ())
    check_texts(digest)
    return Head(number, digest)


def _latest_first(fetch: Fetch, wanted: Wanted) -> Iterator[Entry]:
    terms: list[tuple[str, object]] = []
    if wanted.ticket is not None:
        terms.append(("ticket = ?", wanted.ticket))
    for at, term in ((wanted.since, "at >= ?"), (wanted.until, "at <= ?")):
        if at is not None:
            terms.append((term, microseconds(at)))
    condition = "".join(f" AND {term}" for term, _ in terms)
    sql = (
        f"SELECT {SEALED}, digest FROM audit WHERE number < ?{condition}"
        f" ORDER BY number DESC LIMIT {AT_ONCE}"
    )
    below = 2**62
    while rows := fetch(sql, (below, *(value for _, value in terms))):
        yield from map(_entry, rows)
        below = rows[-1][0]


def _entry(row: Row) -> Entry:
    number, at, who, worked_by, role, terminal, what, *about, detail, event, happened, digest = row
    check_texts(who, worked_by, role, terminal, what, detail, digest)
    ticket, callback, booking = about
    return Entry(
        number=number,
        at=instant(at),
        who=who,
        worked_by=worked_by,
        role=role,
        terminal=terminal,
        what=what,
        ticket=ticket,
        callback=callback,
        booking=booking,
        detail=detail,
        event=event,
        happened=instant(happened),
        digest=digest,
    )
