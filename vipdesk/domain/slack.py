"""How the day stands: what is due before closing, and where the most of it crowds.

A ticket asks for its answer by its due moment. What its row has left then is shared by all that
are to be answered by that moment, those that are late already too: they come first. The moment
that leaves each the least is the tightest.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from math import inf
from operator import attrgetter

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.openings import FIRST_YEAR, LAST_YEAR
from vipdesk.domain.queue import EPOCH, MICROSECOND, Ticks, instant, microseconds

ZERO = timedelta(0)
_DAY = timedelta(days=1)
FIRST = microseconds(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
END = microseconds(datetime(LAST_YEAR, 1, 1, tzinfo=UTC))
"""What is due beyond all calendars crowds nobody."""

_NEVER = (END, END)
_DUE = attrgetter("due")
_KIND = attrgetter("due", "length", "business")


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
    """What we owe among some rows; what time does to it is all that is left to be reckoned."""

    __slots__ = ("_dues", "_hours", "_known", "_origin", "_paused", "_points")

    def __init__(self, lines: Iterable[Ticks], hours: OfficeHours) -> None:
        within = (line for line in lines if line.due is not None and FIRST <= line.due < END)
        running = sorted((line for line in within if line.length is not None), key=_DUE)
        self._hours = hours
        self._dues = list(map(_DUE, running))
        self._origin = instant(self._dues[0]) if running else EPOCH
        self._paused = [line for line in running if line.paused]
        self._points = list(self._reckoned_once(running)) if running else []
        self._known: tuple[datetime, Slack | None] | None = None

    def slack(self, now: datetime) -> Slack | None:
        """From the full minute of `now` (aware), as rows are; None where nothing
        runs, or the desk opens no more."""
        if not self._dues:
            return None
        minute = now.replace(second=0, microsecond=0)
        if self._known is None or self._known[0] != minute:
            self._known = (minute, self._reckoned(minute))
        return self._known[1]

    def _reckoned(self, now: datetime) -> Slack | None:
        try:
            left, closing = _day(self._hours, now)
        except BadInput:  # the desk opens no more
            return None
        return Slack(self._count(closing), left, closing, self._tightest(now))

    def _count(self, by: datetime) -> int:
        return bisect_right(self._dues, microseconds(by))

    def _reckoned_once(self, running: Iterable[Ticks]) -> Iterator["_Point"]:
        """The due moments that differ, the last of each as it counts them all."""
        open_time = dict(zip(self._dues, self._open_time(), strict=True))
        plain = (line for line in running if not line.paused)
        counts = {due: place for place, due in enumerate(self._dues, 1)}
        for due, length, business in sorted(dict.fromkeys(map(_KIND, plain))):
            used = open_time[due] if business else due - self._dues[0]
            yield _Point(due, counts[due], length, bool(business), used)

    def _open_time(self) -> Iterator[int]:
        """Open time from the first due moment to each, in microseconds."""
        spans = self._hours.spans(self._origin, instant(self._dues[-1]))
        stretches = ((microseconds(span.start), microseconds(span.end)) for span in spans)
        used, (opening, closing) = 0, next(stretches, _NEVER)
        for due in self._dues:
            while closing <= due:
                used += closing - opening
                opening, closing = next(stretches, _NEVER)
            yield used + max(due - opening, 0)

    def _used(self, at: datetime, *, business: bool) -> int:
        """Time of its kind from the first due moment to `at`; negative before that."""
        after = self._hours.used(self._origin, at, business=business)
        return (after - self._hours.used(at, self._origin, business=business)) // MICROSECOND

    def _tightest(self, now: datetime) -> Crowd | None:
        used = {business: self._used(now, business=business) for business in (False, True)}
        least, found = inf, None
        for point in self._points:
            left = min(point.used - used[point.business], point.length)
            if 0 <= left < least * point.count:
                least, found = left / point.count, point
        crowds = [crowd for line in self._paused if (crowd := self._paused_crowd(line, now))]
        if found is not None:
            left = min(found.used - used[found.business], found.length)
            each = timedelta(microseconds=left) / found.count
            crowds.append(Crowd(found.count, instant(found.due), each, found.business))
        return min(crowds, key=lambda crowd: (crowd.each, crowd.by), default=None)

    def _paused_crowd(self, line: Ticks, now: datetime) -> Crowd | None:
        """Where we waited for the client beyond the due moment, some of it may be left after it."""
        running = line.countdown
        left = running.remaining(self._hours, now) if running else -MICROSECOND
        if running is None or left < ZERO:
            return None
        count = self._count(running.due)
        return Crowd(count, running.due, left / count, running.business)


class _Point(Struct, frozen=True):
    """So many are due by then; `used` is the time of its kind until then, in microseconds."""

    due: int
    count: int
    length: int
    business: bool
    used: int


def _day(hours: OfficeHours, now: datetime) -> tuple[timedelta, datetime]:
    """The office time that is left of the day that is or opens next, and when it closes."""
    date = hours.next_opening(now).date()
    midnight = datetime.combine(date + _DAY, time(), tzinfo=hours.zone)
    last = next(hours.spans(now, midnight, backwards=True))
    return hours.elapsed(now, midnight), hours.local(last.end)
