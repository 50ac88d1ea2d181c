"""A week's wall hours as people write them: "Mon-Fri 09:00-17:00; Sat 10:00-12:00"."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line
from vipdesk.domain.timetable import DayHours, WallInterval

FORM = N_(
    'write them as "Mon-Fri 09:00-17:00" or "Mon,Wed 08:00-12:00 13:00-16:00; Fri 09:00-13:00"'
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DAY = "|".join(DAYS)
_TIMES = r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}"
_PART = re.compile(rf"((?:{_DAY})(?:[-,](?:{_DAY}))*)((?: {_TIMES})+)")
_LAST = timedelta(hours=24)


@lru_cache(maxsize=256)
def parse_week(text: str) -> tuple[DayHours, ...]:
    """The hours from Monday to Sunday; BadInput where they can't be, or never begin."""
    week: list[list[WallInterval]] = [[] for _ in DAYS]
    for part in clean_line(text, 400).casefold().split(";"):
        found = _PART.fullmatch(" ".join(part.split()))
        if found is None:
            raise _wrong(part)
        intervals = [_interval(said) for said in found[2].split()]
        for day in _days(found[1]):
            week[day] += intervals
    return tuple(map(_in_order, week))


def _days(said: str) -> Iterator[int]:
    for run in said.split(","):
        first, _, last = run.partition("-")
        if last.count("-"):
            raise _wrong(run)
        start, end = DAYS.index(first), DAYS.index(last or first)
        if end < start:
            raise _wrong(run)
        yield from range(start, end + 1)


def _interval(said: str) -> WallInterval:
    start, end = (_time(time) for time in said.split("-"))
    if not start < end <= _LAST:
        raise _wrong(said)
    return WallInterval(start, end)


def _time(said: str) -> timedelta:
    hours, minutes = map(int, said.split(":"))
    if minutes > 59:
        raise _wrong(said)
    return timedelta(hours=hours, minutes=minutes)


def _in_order(day: list[WallInterval]) -> DayHours:
    ordered = tuple(sorted(day))
    for before, after in pairwise(ordered):
        if after.start < before.end:
            raise BadInput(_("hours: two intervals of a day overlap: {form}").format(form=_(FORM)))
    return ordered


def _wrong(said: str) -> BadInput:
    return BadInput(
        _('hours: "{said}" can\'t be read: {form}').format(said=clean_line(said, 60), form=_(FORM))
    )
