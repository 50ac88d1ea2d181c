"""Several tickets marked: the next act is done on all of them, as one."""

from collections.abc import Callable, Sequence

from vipdesk.domain.language import counted
from vipdesk.domain.queue import QueueLine
from vipdesk.widgets.queue import Queue

NUMBERS_WIDE = 30


class Marks:
    """The marks on a queue; they stay on their tickets whatever comes, and go with them."""

    def __init__(self, queue: Callable[[], Queue]) -> None:
        self._queue = queue

    @property
    def numbers(self) -> frozenset[int]:
        """The tickets that are marked and in sight: what is filtered away is not acted on."""
        return frozenset(line.number for line in self.lines)

    @property
    def lines(self) -> Sequence[QueueLine]:
        """Their rows, in the order of the queue."""
        return self._queue().marked_lines

    @property
    def words(self) -> str:
        """`for all 3 marked`; nothing where none is."""
        count = len(self.numbers)
        return counted("for the marked one", "for all {count} marked", count) if count else ""

    def turn(self, number: int) -> None:
        """Mark a ticket, or mark it no more."""
        self._queue().mark(self._queue().marked ^ {number})

    def mark_all(self) -> None:
        """Mark every ticket in the queue; once more, none."""
        every = frozenset(line.number for line in self._queue().lines)
        self._queue().mark(frozenset() if every == self.numbers else every)

    def keep(self, lines: Sequence[QueueLine]) -> None:
        """Mark these and no others."""
        self._queue().mark(frozenset(line.number for line in lines))

    def clear(self) -> None:
        """Mark none."""
        self._queue().mark(frozenset())


def named(lines: Sequence[QueueLine]) -> str:
    """`#118`, or `3 tickets: #118 #121 #119`, with as many numbers as a title has room for."""
    if len(lines) == 1:
        return f"#{lines[0].number}"
    numbers = " ".join(f"#{line.number}" for line in lines)
    if len(numbers) > NUMBERS_WIDE:
        numbers = f"{numbers[:NUMBERS_WIDE].rpartition(' ')[0]} …"
    count = counted("{count} ticket", "{count} tickets", len(lines))
    return f"{count}: {numbers}"
