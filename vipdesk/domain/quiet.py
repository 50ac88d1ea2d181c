"""Quiet hours: a stretch of each day in which somebody is not to be told anything."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

_FORM = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")
DAY = timedelta(days=1)


class Quiet(Struct, frozen=True):
    """From `start` until just before `end`, on the wall clock; across midnight where it is less."""

    start: time
    end: time

    @property
    def length(self) -> timedelta:
        """How long it is on the wall clock."""
        length = _since_midnight(self.end) - _since_midnight(self.start)
        return length if length > timedelta(0) else length + DAY

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether it is quiet at `at` (aware): of a time that comes twice the first one counts."""
        today = at.astimezone(zone).date()
        return any(
            _instant(day, self.start, zone) <= at < _instant(day + over, self.end, zone)
            for day in (today, today - DAY)
            for over in [DAY if self.end <= self.start else timedelta(0)]
        )

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def read_quiet(said: str) -> Quiet:
    """The hours in "22:00-07:00"; raises ValueError for any other text, and for no or all hours."""
    found = _FORM.fullmatch(said)
    if found is None:
        raise ValueError(said)
    hours = [int(part) for part in found.groups()]
    start, end = time(hours[0], hours[1]), time(hours[2], hours[3])
    if start == end:
        raise ValueError(said)
    return Quiet(start, end)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """In UTC: two datetimes of one zone would be compared by their wall times."""
    return datetime.combine(day, at, zone).astimezone(UTC)
