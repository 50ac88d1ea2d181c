"""Which days the calendar shows, and how it goes on and back."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.widgets.diary import day_name


class Look(StrEnum):
    """How the calendar is looked at."""

    AGENDA = "agenda"
    DAY = "day"
    WEEK = "week"


DAYS = {Look.AGENDA: 14, Look.DAY: 1, Look.WEEK: 7}


class Stretch(Struct, frozen=True):
    """A stretch of days, looked at in one way, that holds `day`."""

    look: Look
    day: date

    @property
    def first(self) -> date:
        """Its first day: the Monday of a week."""
        return self.day - timedelta(days=self.day.weekday() if self.look is Look.WEEK else 0)

    @property
    def days(self) -> int:
        """How many days it has."""
        return DAYS[self.look]

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From its first midnight until its last, in desk time."""
        end = self.first + timedelta(days=self.days)
        return datetime.combine(self.first, time(), zone), datetime.combine(end, time(), zone)

    def moved(self, by: int) -> "Stretch":
        """The one after or before; itself where no calendar goes that far."""
        try:
            moved = replace(self, day=self.day + timedelta(days=by * self.days))
            moved.bounds(ZoneInfo("UTC"))
        except OverflowError:
            return self
        within = 2 < moved.first.year < 9998
        return moved if within else self

    def named(self) -> str:
        """`Mon 23 Nov 2026`, or `Mon 23 Nov - Sun 6 Dec 2026`."""
        if self.days == 1:
            return f"{day_name(self.day)} {self.day.year}"
        last = self.first + timedelta(days=self.days - 1)
        return f"{day_name(self.first)} - {day_name(last)} {last.year}"
