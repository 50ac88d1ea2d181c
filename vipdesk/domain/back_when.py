"""A moment that is over, as people say it: a time of today, of a named day, or so long ago."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from vipdesk.domain.by_when import DAYS, TODAY
from vipdesk.domain.errors import BadInput
from vipdesk.domain.instants import parse_instant
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line

FORM = N_('write it as 10:42, "yesterday 10:42", "fri 16:30", 2h, 3d or 2026-11-23T10:42')

YESTERDAY = ("yesterday", "ieri")
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}

_NAMED = "|".join((*TODAY, *YESTERDAY, *(rf"(?:{day})[a-zì]*" for day in DAYS)))
_SAID = re.compile(rf"(?:({_NAMED}) )?([0-9]{{1,2}}):([0-9]{{2}})")
_AGO = re.compile(rf"-?([0-9]{{1,4}}) ?([{''.join(UNITS)}])(?: ago| fa)?")


def back_when(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant that was said, aware; BadInput for what is none, or has yet to come.

    A time alone, or on a weekday, is the last one that is over.
    """
    words = clean_line(text, 60).strip().casefold()
    if ago := _AGO.fullmatch(words):
        return now - int(ago[1]) * UNITS[ago[2]]
    found = _SAID.fullmatch(words)
    moment = _last(found, now, zone) if found else _written(words, zone)
    if moment > now:
        raise BadInput(_("that has yet to come: name a moment that is over"))
    return moment


def _last(said: re.Match[str], now: datetime, zone: ZoneInfo) -> datetime:
    day, hour, minute = said.groups()
    today = now.astimezone(zone).date()
    moment = _on(_day(day, today), hour, minute, zone)
    if moment <= now or day in TODAY:
        return moment
    days = 1 if day is None else 7
    return _on(moment.date() - timedelta(days=days), hour, minute, zone)


def _on(day: date, hour: str, minute: str, zone: ZoneInfo) -> datetime:
    return _written(f"{day}t{hour.zfill(2)}:{minute}", zone)


def _day(day: str | None, today: date) -> date:
    if day is None or day in TODAY:
        return today
    if day in YESTERDAY:
        return today - timedelta(days=1)
    return today - timedelta(days=(today.weekday() - DAYS.index(day[:3])) % 7)


def _written(words: str, zone: ZoneInfo) -> datetime:
    try:
        return parse_instant(words, zone)
    except BadInput:
        raise BadInput(
            _('"{words}" is no moment that is over: {form}').format(words=words, form=_(FORM))
        ) from None
