"""The rows of the queue as they were read last: of the next picture only what differs is made."""

from collections.abc import Mapping

from vipdesk.domain.queue import QueueLine
from vipdesk.store.damage import damage_told
from vipdesk.store.queries import QUEUE, Fetch, queue_row


class KnownRows:
    """Reads the unresolved tickets in queue order; what has not changed is the very same again."""

    def __init__(self) -> None:
        self._lines: tuple[QueueLine, ...] = ()
        self._by_number: Mapping[int, QueueLine] = {}

    def read(self, fetch: Fetch) -> tuple[QueueLine, ...]:
        """All of them; the tuple too is the same where every row is, in the same order."""
        lines = _lines(fetch, self._by_number)
        known = self._lines
        alike = len(lines) == len(known)
        if not (alike and all(one is other for one, other in zip(lines, known, strict=True))):
            self._lines = lines
            self._by_number = {line.number: line for line in lines}
        return self._lines


@damage_told
def _lines(fetch: Fetch, known: Mapping[int, QueueLine]) -> tuple[QueueLine, ...]:
    rows = fetch(QUEUE, (-1,))
    return tuple([old if (old := known.get(row[0])) == row else queue_row(row) for row in rows])
