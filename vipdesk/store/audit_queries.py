"""What is asked of the audit."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol

from msgspec.structs import replace

from vipdesk.domain.audit import Entry, Head, Wanted
from vipdesk.domain.queue import instant, microseconds
from vipdesk.store.chain import SEALED, contents, digest
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch
from vipdesk.store.values import Row

AT_ONCE = 2_000
SEALS_AT_ONCE = 300


class Opened(Protocol):
    """Where entries are read from."""

    @property
    def opened(self) -> int:
        """Counts the times at which it may have become another store."""
        ...


class Pasts:
    """The digests of what entries kept of the past, each reckoned once until somebody commits.

    The first entry of a store that was upgraded keeps the whole queue.
    """

    def __init__(self, source: Opened) -> None:
        self._source = source
        self._as_of: tuple[int, object] = (-1, None)
        self._digests: dict[int, str | None] = {}

    def read(self, fetch: Fetch, numbers: Sequence[int]) -> Mapping[int, str | None]:
        """Those of these entries at least; None where there is what no vipdesk wrote."""
        ((version,),) = fetch("PRAGMA data_version", ())
        as_of = (self._source.opened, version)
        if as_of != self._as_of:
            self._as_of, self._digests = as_of, {}
        if new := [number for number in numbers if number not in self._digests]:
            past = _past(fetch, new)
            self._digests.update((number, _digest(past.get(number, ()))) for number in new)
        return self._digests


@damage_told
def entries(fetch: Fetch, wanted: Wanted, pasts: Pasts) -> tuple[Entry, ...]:
    """The latest entries that are wanted, oldest first."""
    found: list[Entry] = []
    for entry in _latest_first(fetch, wanted):
        if len(found) == wanted.most:
            break
        if wanted.meets(entry):
            found.append(entry)
    changed = _changed(fetch, [entry.number for entry in found], pasts)
    return tuple(
        replace(entry, sealed=False) if entry.number in changed else entry
        for entry in reversed(found)
    )


@damage_told
def last_entry(fetch: Fetch) -> Head:
    """The head of the audit."""
    ((number, digest),) = fetch("SELECT number, digest FROM audit_head", ())
    check_texts(digest)
    return Head(number, digest)


def is_sealed(before: str, row: Sequence[Any], past: Sequence[Sequence[Any]]) -> bool:
    """Whether an entry (SEALED and its digest) with what it kept of the past is as it was made."""
    return _follows(before, row, _digest(past))


def _follows(before: str, row: Sequence[Any], kept: str | None) -> bool:
    try:
        return kept is not None and bool(digest(before, row[:-1], kept) == row[-1])
    except TypeError:  # bytes where no vipdesk writes any
        return False


def _digest(past: Sequence[Sequence[Any]]) -> str | None:
    try:
        return contents(past)
    except TypeError:  # as above
        return None


def _changed(fetch: Fetch, numbers: Sequence[int], pasts: Pasts) -> set[int]:
    """Those entries that are not as they were made, or do not follow on the one before."""
    found: set[int] = set()
    for start in range(0, len(numbers), SEALS_AT_ONCE):
        some = numbers[start : start + SEALS_AT_ONCE]
        before = _of(fetch, "number, digest", "audit", [number - 1 for number in some])
        seals = {0: "", **{row[0]: row[1] for row in before}}
        kept = pasts.read(fetch, some)
        found |= {
            row[0]
            for row in _of(fetch, f"{SEALED}, digest", "audit", some)
            if not _follows(seals.get(row[0] - 1, "?"), row, kept[row[0]])
        }
    return found


def _past(fetch: Fetch, numbers: Sequence[int]) -> Mapping[int, Sequence[Row]]:
    rows = _of(fetch, "entry, kind, key, value", "past", numbers, "entry")
    in_order = groupby(sorted(map(tuple, rows)), key=lambda row: row[0])
    return {entry: [row[1:] for row in some] for entry, some in in_order}


def _of(
    fetch: Fetch, what: str, table: str, numbers: Sequence[int], by: str = "number"
) -> Sequence[Row]:
    marks = ", ".join("?" * len(numbers))
    return fetch(f"SELECT {what} FROM {table} WHERE {by} IN ({marks})", tuple(numbers))


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
