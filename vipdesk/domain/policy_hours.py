"""[hours] of the policy file as a timetable (spec: policy)."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from vipdesk.domain import policy_keys
from vipdesk.domain.language import _
from vipdesk.domain.policy_entry import Entry, Section
from vipdesk.domain.timetable import DayHours, Timetable, WallInterval, no_holidays

Holidays = Callable[[int], frozenset[date]]


class HolidayTable(Protocol):
    """Where public holidays come from."""

    def __call__(self, region: str, /) -> Holidays | None:
        """The days off by year of a country, "SK", or a part, "DE-BY"; None if it isn't known."""


_INTERVAL = '"09:00-17:00"'
_TIME = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?"
_WRITTEN = re.compile(f"{_TIME}-{_TIME}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MIDNIGHT = timedelta(days=1)
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*")
_REGION = re.compile(r"[A-Z]{2}(?:-[A-Za-z0-9-]{1,20})?")
# Names that a machine's zone folder holds and that are no zones of the IANA list.
_NO_ZONES = re.compile(r"(?:posix|right)/|(?:localtime|posixrules|Factory)$")


def read_timetable(section: Section, holidays: HolidayTable) -> Timetable:
    """The timetable that [hours] describes; BadInput names the key that can't be."""
    special = _special(section)
    return Timetable(
        zone=_zone(section.need("timezone")),
        week=tuple(_weekday(section.find(day)) for day in policy_keys.DAYS),
        closed=_closed(section.find("closed"), special),
        special=special,
        holidays=_holidays(section.find("holidays"), holidays),
    )


def _weekday(entry: Entry | None) -> DayHours:
    return () if entry is None else _intervals(entry)


def _intervals(entry: Entry) -> DayHours:
    """The intervals of a day in order; those that overlap are refused."""
    read = sorted(((_interval(item), item) for item in entry.items(_INTERVAL)), key=lambda r: r[0])
    for (before, other), (after, item) in pairwise(read):
        if after.start < before.end:
            raise item.wrong(
                _('"{value}" overlaps {path} "{other}"').format(
                    value=item.value, path=other.path, other=other.value
                ),
                _("join the two, or part them"),
            )
    return tuple(interval for interval, _ in read)


def _interval(entry: Entry) -> WallInterval:
    written = _WRITTEN.fullmatch(entry.text())
    if written is None:
        raise entry.wrong(_('"{value}" is no interval "HH:MM-HH:MM"').format(value=entry.value))
    start, end = (_time(entry, *part) for part in (written.groups()[:3], written.groups()[3:]))
    if start == end:
        raise entry.wrong(
            _('"{value}" is no time at all').format(value=entry.value),
            _("write a later end, {interval}").format(interval=_INTERVAL),
        )
    if start > end:
        raise entry.wrong(
            _('"{value}" ends before it starts').format(value=entry.value),
            _('write the earlier time first; past midnight, end at "24:00" and go on the next day'),
        )
    return WallInterval(start, end)


def _time(entry: Entry, hours: str, minutes: str, seconds: str | None) -> timedelta:
    """A time of day as its distance from midnight, 24:00 at most."""
    time = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if int(minutes) > 59 or int(seconds or 0) > 59 or time > _MIDNIGHT:
        raise entry.wrong(
            _('"{value}" has no time of day').format(value=entry.value), _("write 00:00 to 24:00")
        )
    return time


def _closed(entry: Entry | None, special: dict[date, DayHours]) -> frozenset[date]:
    days: set[date] = set()
    for item in entry.items('"2026-12-24"') if entry else ():
        day = _day(item)
        if day in days:
            raise item.wrong(_("{day} is given twice").format(day=day), _("keep one of the two"))
        if day in special:
            raise item.wrong(
                _("{day} has hours of its own in hours.special").format(day=day),
                _("keep one of the two"),
            )
        days.add(day)
    return frozenset(days)


def _special(section: Section) -> dict[date, DayHours]:
    entry = section.find("special")
    days: dict[date, DayHours] = {}
    for item in entry.items(policy_keys.HOURS["special"][1:-1]) if entry else ():
        own = item.section(policy_keys.SPECIAL)
        day = _day(own.need("date"))
        if day in days:
            raise own.need("date").wrong(
                _("{day} is given twice").format(day=day), _("keep one of the two")
            )
        days[day] = _intervals(own.need("intervals"))
    return days


def _day(entry: Entry) -> date:
    text = entry.text()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        raise entry.wrong(_('"{text}" is in no calendar').format(text=text)) from None
    raise entry.wrong(_('"{text}" is no day "YYYY-MM-DD"').format(text=text[:40]))


def _zone(entry: Entry) -> ZoneInfo:
    """A zone of the IANA list; names that lead elsewhere on the disk are never looked up."""
    name = entry.text()
    if _ZONE.fullmatch(name) and not _NO_ZONES.match(name):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    known = {zone.lower(): zone for zone in available_timezones()}
    near = get_close_matches(name[:60].lower().replace(" ", "_"), known, n=1)
    mend = _("did you mean {near}?").format(near=known[near[0]]) if near else None
    raise entry.wrong(_('"{name}" is no IANA time zone').format(name=name[:60]), mend)


def _holidays(entry: Entry | None, table: HolidayTable) -> Holidays:
    region = entry.text() if entry else ""
    if entry is None or not region:
        return no_holidays
    found = table(region) if _REGION.fullmatch(region) else None
    if found is None:
        raise entry.wrong(
            _('"{region}" is no country or part of one with a known calendar').format(
                region=region[:40]
            )
        )
    return found
