"""A moment to come, as people say it: a time of today or of a named day, in desk time."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from vipdesk.domain.errors import BadInput
from vipdesk.domain.instants import parse_instant
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line

FORM = N_('write it as 15:00, "tomorrow 10:00", "fri 16:30" or 2026-11-24T10:00')

TODAY = ("today", "oggi")
TOMORROW = ("tomorrow", "domani")
DAYS = (
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    *("lun", "mar", "mer", "gio", "ven", "sab", "dom"),
)
"""In each language of the screens, for nobody's habit hangs on what is spoken here."""

_NAMED = "|".join((*TODAY, *TOMORROW, *(rf"(?:{day})[a-zì]*" for day in DAYS)))
_SAID = re.compile(rf"(?:({_NAMED}) )?([0-9]{{1,2}}):([0-9]{{2}})")


def by_when(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant that was said, aware; BadInput for what is none.

    A weekday is the next one on which that time is still to come.
    """
    words = clean_line(text, 60).strip().casefold()
    if not words:
        raise BadInput(_("no moment is given: {form}").format(form=_(FORM)))
    found = _SAID.fullmatch(words)
    if found is None:
        return _written(words, zone)
    day, hour, minute = found.groups()
    today = now.astimezone(zone).date()
    moment = _at(_first(day, today), hour, minute, zone)
    if day is not None and day not in (*TODAY, *TOMORROW) and moment <= now:
        return _at(moment.date() + timedelta(days=7), hour, minute, zone)
    return moment


def _written(words: str, zone: ZoneInfo) -> datetime:
    try:
        return parse_instant(words, zone)
    except BadInput:
        raise BadInput(
            _('"{words}" is no moment to come: {form}').format(words=words, form=_(FORM))
        ) from None


def _at(day: date, hour: str, minute: str, zone: ZoneInfo) -> datetime:
    return _written(f"{day}t{hour.zfill(2)}:{minute}", zone)


def _first(day: str | None, today: date) -> date:
    if day is None or day in TODAY:
        return today
    if day in TOMORROW:
        return today + timedelta(days=1)
    return today + timedelta(days=(DAYS.index(day[:3]) - today.weekday()) % 7)
