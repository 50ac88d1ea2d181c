"""Busy time of the agent's own: once or repeated, in the wall time of any zone.

A repeat is reckoned on the calendar, not by adding hours: 09:00 each week stays 09:00 when the
clocks change. A wall time that a time change skips or repeats is resolved with fold=0 (PEP 495).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import Span
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line

LONGEST = timedelta(days=366)
"""The longest that one occurrence may be, on the wall clock."""

# A wall clock is at most a day from UTC, and a zone may skip a whole day on top of that.
_MARGIN = 3


class Repeat(StrEnum):
    """How often busy time comes again."""

    ONCE = N_("once")
    DAILY = N_("daily")
    WEEKLY = N_("weekly")
    MONTHLY = N_("monthly")
    YEARLY = N_("yearly")


class Busy(Struct, frozen=True, kw_only=True):
    """Time that is not free, first from `begins` until just before `ends`.

    Both are naive wall times of `zone`, an IANA name; of an all-day one they are midnights. It
    comes again with every `every`th day, week (from Monday), month or year. A weekly one falls on
    `weekdays`, Monday 0, from `begins` on; on that of `begins` where none is given. A month
    without that day, and a year without 29 February, is left out. `until` is the last local day
    that an occurrence may begin on, `except_on` are days that none begins on. `away` is time off,
    `cover` is who stands in.
    """

    number: int
    title: str
    begins: datetime
    ends: datetime
    zone: str
    all_day: bool
    repeat: Repeat = Repeat.ONCE
    every: int = 1
    weekdays: frozenset[int] = frozenset()
    until: date | None = None
    except_on: frozenset[date] = frozenset()
    away: bool = False
    cover: str = ""


def check(busy: Busy) -> None:
    """Raise BadInput, one line with the mend, where `busy` can't be."""
    for problem in _problems(busy):
        raise BadInput(problem)


def occurrences(busy: Busy, start: datetime, end: datetime) -> Iterator[Span]:
    """The spans of a checked `busy` that overlap [start, end), whole and in order.

    `start` and `end` are aware UTC, as the spans are. How long ago `busy` began costs nothing. An
    occurrence that a time change leaves no time is none.
    """
    zone, length = ZoneInfo(busy.zone), busy.ends - busy.begins
    at = busy.begins.time().replace(fold=0)
    for number in _days(busy, start, end, length):
        day = date.fromordinal(number)
        if day in busy.except_on:
            continue
        begins = datetime.combine(day, at, zone)
        opening, closing = begins.astimezone(UTC), (begins + length).astimezone(UTC)
        if opening < end and start < closing and opening < closing:
            yield Span(opening, closing)


def _problems(busy: Busy) -> Iterator[str]:
    if busy.begins.tzinfo or busy.ends.tzinfo:
        yield _("begins and ends are wall times: give them without an offset, and the zone apart")
    if busy.ends <= busy.begins:
        told = _("ends: {ends} is not after {begins}: give an end after the begin")
        yield told.format(ends=busy.ends, begins=busy.begins)
    if busy.ends - busy.begins > LONGEST:
        told = _("ends: more than {most} days after the begin: give an earlier end")
        yield told.format(most=LONGEST.days)
    if busy.all_day and {busy.begins.time(), busy.ends.time()} != {time()}:
        yield _("all day: it begins and ends at midnight: give days, the end being the day after")
    if busy.every < 1:
        yield _("every: {every} is no step: give 1 or more").format(every=busy.every)
    if not busy.weekdays <= frozenset(range(7)):
        yield _("weekdays: a week has seven days: give numbers from 0, Monday, to 6, Sunday")
    if not is_zone(busy.zone):
        told = _("zone: {zone} is no IANA time zone: give one like Europe/Bratislava")
        yield told.format(zone=clean_line(busy.zone, 60))


def is_zone(name: str) -> bool:
    """Whether it names an IANA time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _days(busy: Busy, start: datetime, end: datetime, length: timedelta) -> Iterator[int]:
    """The local days, as ordinals, whose occurrence could reach into [start, end)."""
    begun = busy.begins.toordinal()
    first = max(begun, start.toordinal() - length.days - _MARGIN)
    last = min((busy.until or date.max).toordinal(), end.toordinal() + _MARGIN)
    if first > last or start >= end:
        return iter(())
    match busy.repeat:
        case Repeat.ONCE:
            return iter((begun,) if first == begun else ())
        case Repeat.DAILY:
            return iter(range(_jump(begun, first, busy.every), last + 1, busy.every))
        case Repeat.WEEKLY:
            return _weekly(busy, first, last)
        case Repeat.MONTHLY:
            return _monthly(busy, first, last, busy.every)
        case Repeat.YEARLY:
            return _monthly(busy, first, last, 12 * busy.every)


def _weekly(busy: Busy, first: int, last: int) -> Iterator[int]:
    weekday, step = busy.begins.weekday(), 7 * busy.every
    weekdays = sorted(busy.weekdays) or [weekday]
    monday = busy.begins.toordinal() - weekday
    for week in range(_jump(monday, first - 6, step), last + 1, step):
        yield from (day for day in (week + n for n in weekdays) if first <= day <= last)


def _monthly(busy: Busy, first: int, last: int, step: int) -> Iterator[int]:
    from calendar import monthrange  # slow to import, for what comes by the month

    begun = _month(busy.begins)
    start, end = _month(date.fromordinal(first)), _month(date.fromordinal(last))
    for month in range(_jump(begun, start, step), end + 1, step):
        year, index = divmod(month, 12)
        if busy.begins.day <= monthrange(year, index + 1)[1]:
            day = date(year, index + 1, busy.begins.day).toordinal()
            if first <= day <= last:
                yield day


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _jump(origin: int, wanted: int, step: int) -> int:
    """The first of origin, origin + step, ... that is not before `wanted`."""
    return origin + max(0, -((origin - wanted) // step)) * step
