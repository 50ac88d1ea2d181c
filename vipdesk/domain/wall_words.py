"""Instants and lengths in words, as a client reads them: desk time, English, no locale."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from vipdesk.domain.hours import OfficeHours

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEK = timedelta(days=7)
_SECOND = timedelta(seconds=1)
_ZERO = timedelta(0)


def length_words(length: timedelta) -> str:
    """A length as "1 h 30 min"; whole seconds, unless it is shorter than one."""
    if _ZERO < length < _SECOND:
        return f"{length.microseconds / 1_000_000:.6f}".rstrip("0") + " s"
    minutes, seconds = divmod(length // _SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 s"


class WallWords(Struct, frozen=True):
    """Says moments in desk time; a day a week or more from `since` is said with its date."""

    hours: OfficeHours
    since: date

    def day(self, day: date) -> str:
        """A day as "Mon", further off as "Mon 30 Nov", in another year "Mon 4 Jan 2027"."""
        near = -_WEEK < day - self.since < _WEEK
        return WEEKDAYS[day.weekday()] if near else self.date(day)

    def date(self, day: date) -> str:
        """A day with its date, and its year where that is another one."""
        year = "" if day.year == self.since.year else f" {day.year}"
        return f"{WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"

    def moment(self, at: datetime) -> str:
        """An instant as "Mon 10:00"."""
        local = self.hours.local(at)
        return f"{self.day(local.date())} {_time(local)}"

    def full(self, at: datetime) -> str:
        """An instant with its date and year and the zone's name, for whoever reads only this."""
        local = self.hours.local(at)
        day = f"{WEEKDAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
        return f"{day} {_time(local)} ({self.hours.zone.key})"

    def span(self, start: datetime, end: datetime) -> str:
        """From one instant to another, "Fri 16:00-17:00" within a day, which may end at 24:00."""
        first, last = self.hours.local(start), self.hours.local(end)
        if last.date() == first.date():
            return f"{self.moment(start)}-{_time(last)}"
        if last.date() - first.date() == timedelta(days=1) and _time(last) == "00:00":
            return f"{self.moment(start)}-24:00"
        return f"{self.moment(start)} - {self.moment(end)}"

    def clock_change(self, start: datetime, end: datetime) -> str:
        """What the wall clocks did from one instant to another, nothing if they just ran."""
        first, last = self.hours.local(start), self.hours.local(end)
        change = (last.utcoffset() or _ZERO) - (first.utcoffset() or _ZERO)
        if not change:
            return ""
        return f", clocks go {'forward' if change > _ZERO else 'back'} {length_words(abs(change))}"


def _time(local: datetime) -> str:
    """The time of day, with the zone's name where the clock shows it twice that day."""
    time = f"{local.hour:02}:{local.minute:02}" + (f":{local.second:02}" if local.second else "")
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return time
    return f"{time} {local.tzname()}"
