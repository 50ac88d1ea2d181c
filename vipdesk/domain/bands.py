"""How many rows are in which band, told without a look at each of them.

Of targets that are as long and of the same kind, what is due sooner is never in a calmer band. In
the order in which they are due the bands are stretches, and their ends are found by halving.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import Ticks
from vipdesk.domain.target import Band

PRESSING = (Band.BREACHED, Band.URGENT)
"""The bands that are counted, the most pressing first."""

_PLACE = {band: PRESSING.index(band) if band in PRESSING else len(PRESSING) for band in Band}


class Bands:
    """The running targets among some rows, sorted so that their bands can be counted."""

    __slots__ = ("_alike", "_apart", "business")

    def __init__(self, lines: Iterable[Ticks]) -> None:
        """`business` is whether any target counts in office hours."""
        self._alike: dict[tuple[int, bool], list[Ticks]] = {}
        self._apart: list[Ticks] = []
        self.business = False
        for line in lines:
            if line.due is None or line.length is None:
                continue
            if line.breach or line.paused:
                self._apart.append(line)
            else:
                self._alike.setdefault((line.length, bool(line.business)), []).append(line)
            self.business = self.business or bool(line.business)
        for rows in self._alike.values():
            rows.sort(key=_due)

    def counted(self, policy: Policy, now: datetime) -> Counter[Band]:
        """How many rows are in each of the pressing bands at `now` (aware)."""
        counts = Counter(_band(line, policy, now) for line in self._apart)

        def place(line: Ticks) -> int:
            return _PLACE[_band(line, policy, now)]

        for rows in self._alike.values():
            begin = 0
            for at, band in enumerate(PRESSING):
                end = bisect_right(rows, at, begin, key=place)
                counts[band] += end - begin
                begin = end
        return counts


def _band(line: Ticks, policy: Policy, now: datetime) -> Band:
    running = line.countdown
    return running.band(policy, now) if running else Band.NONE


def _due(line: Ticks) -> int:
    return line.due or 0
