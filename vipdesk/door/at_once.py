"""How much each contact may have under way at once: what comes slowly holds memory and disk."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from vipdesk.door.faults import Again

A_MOMENT = 2.0


class Work(Enum):
    """What takes its time, and how many of it go on together: several tabs, and no flood."""

    WORD = ("word", 6)
    FILE = ("file", 4)


class AtOnce:
    """Counts what is under way in one process."""

    def __init__(self) -> None:
        self._going_on: Counter[tuple[Work, str]] = Counter()

    @contextmanager
    def one(self, work: Work, whose: str) -> Iterator[None]:
        """For so long it is one of them; Again where there are too many already."""
        key, (_, most) = (work, whose), work.value
        if self._going_on[key] >= most:
            raise Again(A_MOMENT)
        self._going_on[key] += 1
        try:
            yield
        finally:
            self._going_on[key] -= 1
            if not self._going_on[key]:
                del self._going_on[key]
