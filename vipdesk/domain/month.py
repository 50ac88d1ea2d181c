"""A month of desk time: what figures and reports are made of."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import Span
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")
_EARLIEST, _LATEST = 1970, 2999


class Month(Struct, frozen=True, order=True):
    """One month, from its first midnight on the desk's wall until the next one's."""

    year: int
    number: int

    def __str__(self) -> str:
        """As `parse_month` reads it."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def next(self) -> "Month":
        """The month after."""
        return self.on(1)

    def on(self, by: int) -> "Month":
        """So many months later; earlier where it is negative."""
        count = self.year * 12 + self.number - 1 + by
        return Month(count // 12, count % 12 + 1)

    def span(self, zone: ZoneInfo) -> Span:
        """From when to when it is that month in `zone`."""
        return Span(_midnight(self._first, zone), _midnight(self.next._first, zone))

    @property
    def _first(self) -> date:
        return date(self.year, self.number, 1)


def month_of(at: datetime, zone: ZoneInfo) -> Month:
    """The month that `at` (aware) lies in on a wall in `zone`."""
    here = at.astimezone(zone)
    return Month(here.year, here.month)


def parse_month(text: str) -> Month:
    """A month as people write it, 2026-11; BadInput says what is right."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is not None:
        year, number = int(written[1]), int(written[2])
        if _EARLIEST <= year <= _LATEST and 1 <= number <= 12:
            return Month(year, number)
    raise BadInput(_('"{text}" is no month: write it as 2026-11').format(text=clean_line(text, 40)))


def week_of(at: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week that `at` (aware) lies in on a wall in `zone`."""
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def week_span(monday: date, zone: ZoneInfo) -> Span:
    """From when to when it is the week of that Monday in `zone`."""
    return Span(_midnight(monday, zone), _midnight(monday + timedelta(days=7), zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
