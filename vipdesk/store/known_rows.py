"""The rows of the queue as they were read last: for the next picture only what changed is read."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Protocol

from vipdesk.domain.queue import RANK_RESOLVED, QueueLine
from vipdesk.store.damage import damage_told
from vipdesk.store.queries import LINE, QUEUE, Fetch, queue_row
from vipdesk.store.values import Row

LATEST = "SELECT coalesce(max(generation), 0) FROM ticket"
CHANGED = f"{LINE} WHERE generation > ? LIMIT ?"
MOST_CHANGED = 2_000
"""Rows that are put in one by one; where more changed, all are read."""


class Opened(Protocol):
    """Where rows are read from."""

    @property
    def opened(self) -> int:
        """Counts the times at which it may have become another store."""
        ...


class KnownRows:
    """Reads the unresolved tickets in queue order; what has not changed is the very same again."""

    def __init__(self, connection: Opened) -> None:
        self._connection = connection
        self._lines: tuple[QueueLine, ...] = ()
        self._by_number: dict[int, QueueLine] = {}
        self._read = (-1, 0)

    def read(self, fetch: Fetch) -> tuple[QueueLine, ...]:
        """All of them; the tuple too is the same where every row is, in the same order."""
        ((latest,),) = fetch(LATEST, ())
        opened, known = self._connection.opened, self._read
        if opened == known[0] and latest == known[1]:
            return self._lines
        changed = None
        if opened == known[0] and latest > known[1]:
            changed = fetch(CHANGED, (known[1], MOST_CHANGED + 1))
        if changed is None or len(changed) > MOST_CHANGED:
            self._take(_all(fetch))
        else:
            self._put_in(_lines(changed))
        self._read = opened, latest
        return self._lines

    def _take(self, lines: tuple[QueueLine, ...]) -> None:
        self._by_number = {line.number: line for line in lines}
        self._lines = lines

    def _put_in(self, changed: Iterable[QueueLine]) -> None:
        here = [line for line in changed if self._differs(line)]
        if not here:
            return
        lines = list(self._lines)
        for line in here:
            known = self._by_number.get(line.number)
            if known is not None:
                del lines[bisect_left(lines, place(known), key=place)]
                del self._by_number[line.number]
            if line.rank < RANK_RESOLVED:
                insort(lines, line, key=place)
                self._by_number[line.number] = line
        self._lines = tuple(lines)

    def _differs(self, line: QueueLine) -> bool:
        known = self._by_number.get(line.number)
        return line.rank < RANK_RESOLVED if known is None else known != line


def place(line: QueueLine) -> tuple[int, int, int]:
    """Where the row stands in the queue."""
    return line.rank, line.position, line.number


@damage_told
def _all(fetch: Fetch) -> tuple[QueueLine, ...]:
    return tuple(map(queue_row, fetch(QUEUE, (-1,))))


@damage_told
def _lines(rows: Iterable[Row]) -> list[QueueLine]:
    return list(map(queue_row, rows))
