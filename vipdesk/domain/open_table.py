"""The open time of some years as a table: every opening and closing in UTC, in order.

Instants are timedeltas since the UTC epoch: whole microseconds, exact throughout.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from vipdesk.domain.timetable import Timetable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZERO = timedelta(0)

_DAY = timedelta(days=1)
# A wall clock is at most a day from UTC, and a zone may skip a whole day on top of that.
_MARGIN = timedelta(days=3)

OpenTime = tuple[timedelta, timedelta]


class OpenTable:
    """Open stretches of the years `first` to `last`; stretch `i` is [opens[i], closes[i]).

    `closed[i]` is the closed time before stretch `i`, `used_up[i]` the open time until its end,
    both reckoned from the first opening. A table never changes, so threads may share it.
    """

    __slots__ = ("closed", "closes", "end", "first", "last", "opens", "start", "used_up")

    def __init__(self, first: int, last: int, stretches: Iterable[OpenTime]) -> None:
        self.first, self.last = first, last
        self.start, self.end = new_year(first), new_year(last + 1)
        merged = list(_merged(stretches))
        self.opens = [opening for opening, _ in merged]
        self.closes = [closing for _, closing in merged]
        self.closed: list[timedelta] = []
        self.used_up: list[timedelta] = []
        used = ZERO
        for opening, closing in merged:
            self.closed.append(opening - used)
            used += closing - opening
            self.used_up.append(used)

    def used(self, at: timedelta) -> timedelta:
        """The open time before `at`."""
        index = bisect_right(self.closes, at)
        if index == len(self.closes):
            return self.used_up[-1] if index else ZERO
        opening = self.opens[index]
        return (at if at > opening else opening) - self.closed[index]


def year_of(timetable: Timetable, year: int) -> list[OpenTime]:
    """The open stretches of one UTC year."""
    start, end = new_year(year), new_year(year + 1)
    return [
        (max(opening, start), min(closing, end))
        for opening, closing in _merged(sorted(_resolved(timetable, year)))
        if opening < end and closing > start
    ]


def new_year(year: int) -> timedelta:
    """The instant at which a UTC year begins."""
    return datetime(year, 1, 1, tzinfo=UTC) - EPOCH


def _resolved(timetable: Timetable, year: int) -> Iterator[OpenTime]:
    """Wall intervals as UTC; a skipped or repeated wall time is resolved with fold=0."""
    day, last = date(year, 1, 1) - _MARGIN, date(year, 12, 31) + _MARGIN
    while day <= last:
        if intervals := timetable.intervals(day):
            midnight = datetime(day.year, day.month, day.day, tzinfo=timetable.zone)
            for interval in intervals:
                opening = midnight + interval.start - EPOCH
                closing = midnight + interval.end - EPOCH
                if opening < closing:
                    yield opening, closing
        day += _DAY


def _merged(stretches: Iterable[OpenTime]) -> Iterator[OpenTime]:
    """Stretches in order of their opening, those that touch or overlap made one."""
    current: OpenTime | None = None
    for opening, closing in stretches:
        if current is None:
            current = opening, closing
        elif opening <= current[1]:
            current = current[0], max(current[1], closing)
        else:
            yield current
            current = opening, closing
    if current is not None:
        yield current
