"""How the day stands: what is due before closing, and where the most of it crowds.

A ticket asks for its answer by its due moment. What its row has left then is shared by all that
are to be answered by that moment, those that are late already too: they come first. The moment
that leaves each the least is the tightest.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.queue import QueueLine, microseconds
from vipdesk.domain.target import Countdown

ZERO = timedelta(0)
_DAY = timedelta(days=1)


class Crowd(Struct, frozen=True):
    """So many tickets are to be answered by `by` (aware UTC), in so much time each.

    `business` is whether that is office time.
    """

    count: int
    by: datetime
    each: timedelta
    business: bool


class Slack(Struct, frozen=True):
    """`due` tickets before `closing` (desk time), in `left` of office time.

    The day is today, or the next one that opens; `tightest` is None where all are late.
    """

    due: int
    left: timedelta
    closing: datetime
    tightest: Crowd | None


class Owed:
    """What we owe among some rows, sorted so that a day's slack is soon reckoned."""

    __slots__ = ("_dues", "_known", "_running")

    def __init__(self, lines: Iterable[QueueLine]) -> None:
        found = ((line.due, line.countdown) for line in lines if line.due is not None)
        running = sorted(((due, one) for due, one in found if one), key=lambda each: each[0])
        self._dues = [due for due, _ in running]
        self._running = [one for _, one in running]
        self._known: tuple[datetime, OfficeHours, Slack | None] | None = None

    def slack(self, hours: OfficeHours, now: datetime) -> Slack | None:
        """From the full minute of `now` (aware), as rows are; None where nothing
        runs, or the desk opens no more."""
        if not self._running:
            return None
        minute = now.replace(second=0, microsecond=0)
        if self._known is None or self._known[:2] != (minute, hours):
            self._known = (minute, hours, self._reckoned(hours, minute))
        return self._known[2]

    def _reckoned(self, hours: OfficeHours, now: datetime) -> Slack | None:
        try:
            left, closing = _day(hours, now)
        except BadInput:  # the desk opens no more
            return None
        return Slack(self._count(closing), left, closing, self._tightest(hours, now))

    def _count(self, by: datetime) -> int:
        return bisect_right(self._dues, microseconds(by))

    def _tightest(self, hours: OfficeHours, now: datetime) -> Crowd | None:
        lefts = ((one.remaining(hours, now), one) for one in self._running)
        crowds = (self._crowd(one, left) for left, one in lefts if left >= ZERO)
        return min(crowds, key=lambda crowd: (crowd.each, crowd.by), default=None)

    def _crowd(self, one: Countdown, left: timedelta) -> Crowd:
        count = self._count(one.due)
        return Crowd(count, one.due, left / count, one.business)


def _day(hours: OfficeHours, now: datetime) -> tuple[timedelta, datetime]:
    """The office time that is left of the day that is or opens next, and when it closes."""
    date = hours.next_opening(now).date()
    midnight = datetime.combine(date + _DAY, time(), tzinfo=hours.zone)
    last = next(hours.spans(now, midnight, backwards=True))
    return hours.elapsed(now, midnight), hours.local(last.end)
