"""Office hours: when a duration is used up, and how much time went by (spec: clock).

Instants go in as aware datetimes of any zone and come out in desk time, the zone of the office;
a `Span` is in UTC. Differences are taken in UTC throughout, never on the wall clock.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from vipdesk.domain.duration import Duration, Unit
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.open_table import EPOCH, ZERO
from vipdesk.domain.openings import Openings
from vipdesk.domain.timetable import Timetable


class Span(Struct, frozen=True):
    """The time from `start` until just before `end`, both aware UTC."""

    start: datetime
    end: datetime


class OfficeHours:
    """The desk's open time; every act raises BadInput where the answer is out of reach."""

    __slots__ = ("_epoch", "_from_utc", "_openings", "business_day", "timetable", "zone")

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        self.zone: ZoneInfo = timetable.zone
        self.business_day: timedelta = timetable.business_day
        self._openings = Openings(timetable)
        # UTC's wall clock under the office's name: what `ZoneInfo.fromutc` turns to desk time.
        self._epoch = EPOCH.replace(tzinfo=timetable.zone)
        self._from_utc = timetable.zone.fromutc

    def length(self, duration: Duration) -> timedelta:
        """How long a duration is in its own kind of time."""
        if duration.business and duration.unit is Unit.DAY:
            try:
                return self.business_day * duration.count
            except OverflowError:
                raise _unreachable() from None
        return duration.calendar

    def local(self, at: datetime) -> datetime:
        """`at` in desk time."""
        return self._at(at - EPOCH)

    def is_open(self, at: datetime) -> bool:
        """Whether the desk is open at `at`; at closing time it no longer is."""
        return self._openings.is_open(at - EPOCH)

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself if the desk is open, else the next opening."""
        return self._at(self._openings.opening(at - EPOCH))

    def next_closing(self, at: datetime) -> datetime | None:
        """When the open stretch that `at` is in, or the next one, ends; None if it never does."""
        closing = self._openings.closing(at - EPOCH)
        return None if closing is None else self._at(closing)

    def add(self, start: datetime, duration: Duration) -> datetime:
        """When `duration` from `start` is used up; exactly at closing, that is the closing."""
        return self.add_length(start, self.length(duration), business=duration.business)

    def add_length(self, start: datetime, length: timedelta, *, business: bool) -> datetime:
        """When `length` (not negative) of business or calendar time from `start` is used up."""
        try:
            at = start - EPOCH
            at = self._openings.after(at, length) if business else at + length
            return self._from_utc(self._epoch + at)
        except OverflowError:
            raise _unreachable() from None

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        """Business time in [a, b), zero where `b` is before `a`."""
        return self._openings.between(a - EPOCH, b - EPOCH)

    def used(self, a: datetime, b: datetime, *, business: bool) -> timedelta:
        """Business or calendar time in [a, b), zero where `b` is before `a`."""
        if business:
            return self.elapsed(a, b)
        return max((b - EPOCH) - (a - EPOCH), ZERO)

    def spans(self, a: datetime, b: datetime, *, backwards: bool = False) -> Iterator[Span]:
        """The open spans of [a, b), cut to it, in order or from the last back."""
        stretches = self._openings.stretches(a - EPOCH, b - EPOCH, backwards=backwards)
        for opening, closing in stretches:
            yield Span(EPOCH + opening, EPOCH + closing)

    def _at(self, at: timedelta) -> datetime:
        try:
            return self._from_utc(self._epoch + at)
        except OverflowError:
            raise _unreachable() from None


def _unreachable() -> BadInput:
    return BadInput(_("no calendar goes that far; use a nearer date or a shorter duration"))
