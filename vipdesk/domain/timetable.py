"""When the desk is meant to be open, in wall time: weekly hours, days off, days of their own."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _


class WallInterval(Struct, frozen=True, order=True):
    """Open from `start` until just before `end`, both counted from midnight; `end` up to 24 h."""

    start: timedelta
    end: timedelta

    @property
    def length(self) -> timedelta:
        """How long it is on the wall clock."""
        return self.end - self.start


DayHours = tuple[WallInterval, ...]


class DayKind(StrEnum):
    """Why a day has the hours it has."""

    WEEKLY = N_("weekly hours")
    SPECIAL = N_("special hours")
    CLOSED = N_("closed day")
    HOLIDAY = N_("public holiday")


def no_holidays(_year: int) -> frozenset[date]:
    """The public holidays of a desk that keeps none."""
    return frozenset()


class Timetable(Struct, frozen=True):
    """Wall hours of each day; `week` runs from Monday, `holidays` gives a year's days off.

    A special day's own hours win over a public holiday and over the weekly hours.
    """

    zone: ZoneInfo
    week: tuple[DayHours, ...]
    closed: frozenset[date] = frozenset()
    special: Mapping[date, DayHours] = field(default_factory=dict)
    holidays: Callable[[int], frozenset[date]] = no_holidays

    @property
    def business_day(self) -> timedelta:
        """The business time of the longest day of the weekly hours (spec: clock)."""
        return max(sum((i.length for i in day), timedelta(0)) for day in self.week)

    @property
    def last_year(self) -> int | None:
        """The last year with an open minute; None where the weekly hours go on for ever."""
        if any(self.week):
            return None
        years = [day.year for day, intervals in self.special.items() if intervals]
        if not years:
            raise BadInput(_("the desk never opens: give at least one day of [hours] an interval"))
        return max(years)

    def kind(self, day: date) -> DayKind:
        """Which rule gives `day` its hours."""
        if day in self.special:
            return DayKind.SPECIAL
        if day in self.closed:
            return DayKind.CLOSED
        return DayKind.HOLIDAY if day in self.holidays(day.year) else DayKind.WEEKLY

    def intervals(self, day: date) -> DayHours:
        """The wall hours of `day`, in order."""
        kind = self.kind(day)
        if kind is DayKind.SPECIAL:
            return self.special[day]
        return self.week[day.weekday()] if kind is DayKind.WEEKLY else ()
