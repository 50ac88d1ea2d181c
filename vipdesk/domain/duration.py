"""Durations as the policy and the command line write them: "2 business hours", "1 day"."""

import re
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from vipdesk.domain.language import _, counted

FORM = '"<n> [business] seconds|minutes|hours|days"'

_WRITTEN = re.compile(r"([0-9]+) (business )?(second|minute|hour|day)s?")
_MOST_DIGITS = 15


class Unit(StrEnum):
    """What a duration counts."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


_LENGTHS = {
    Unit.SECOND: timedelta(seconds=1),
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
}


class Duration(Struct, frozen=True):
    """So many units of calendar or business time.

    A business day is as long as the office hours say: ask `OfficeHours.length`.
    """

    count: int
    unit: Unit
    business: bool

    def __post_init__(self) -> None:
        """Refuse what no calendar holds; ValueError says why."""
        if self.count < 0:
            raise ValueError(_("{count} is negative; count from 0").format(count=self.count))
        if self.count > timedelta.max // _LENGTHS[self.unit]:
            raise ValueError(_("it is longer than any calendar; use a smaller number"))

    @property
    def calendar(self) -> timedelta:
        """Its length with 24 h to a day."""
        return _LENGTHS[self.unit] * self.count

    def __str__(self) -> str:
        """The duration as `parse_duration` reads it."""
        kind = "business " if self.business else ""
        return f"{self.count} {kind}{self.unit.value}{'' if self.count == 1 else 's'}"


def duration_words(duration: Duration) -> str:
    """The duration as people say it."""
    count = duration.count
    if duration.business:
        return _business_words(duration)
    match duration.unit:
        case Unit.SECOND:
            return counted("{count} second", "{count} seconds", count)
        case Unit.MINUTE:
            return counted("{count} minute", "{count} minutes", count)
        case Unit.HOUR:
            return counted("{count} hour", "{count} hours", count)
        case Unit.DAY:
            return counted("{count} day", "{count} days", count)


def _business_words(duration: Duration) -> str:
    count = duration.count
    match duration.unit:
        case Unit.SECOND:
            return counted("{count} business second", "{count} business seconds", count)
        case Unit.MINUTE:
            return counted("{count} business minute", "{count} business minutes", count)
        case Unit.HOUR:
            return counted("{count} business hour", "{count} business hours", count)
        case Unit.DAY:
            return counted("{count} business day", "{count} business days", count)


@lru_cache(maxsize=1024)
def parse_duration(text: str) -> Duration:
    """Read a duration (spec: clock, office hours and durations); ValueError says what is right."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError(
            _("{text!r} is no duration; write {form}").format(text=text[:60], form=FORM)
        )
    count, business, unit = written.groups()
    if len(count) > _MOST_DIGITS:
        raise ValueError(
            _("a number of {count} digits is too long; use a smaller one").format(count=len(count))
        )
    return Duration(int(count), Unit(unit), business is not None)
