"""Instants as people say them, in desk time."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from vipdesk.domain.instants import parse_instant
from vipdesk.domain.language import dated
from vipdesk.domain.text import clean_line

CLOCK = re.compile(r"((?:yesterday|ieri) )?([0-9]{1,2}:[0-9]{2})")


def said(at: datetime, zone: ZoneInfo) -> str:
    """The instant `at` (aware) on the desk's wall: "Mon 23 Nov 10:30"."""
    return dated(at.astimezone(zone), "%a %d %b %H:%M")


def written(at: datetime, zone: ZoneInfo) -> str:
    """The same for what goes out: never in the language of the screen."""
    return f"{at.astimezone(zone):%a %d %b %H:%M}"


def typed_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant somebody typed, aware; None for nothing, BadInput for what is no instant."""
    words = clean_line(text, 60)
    if not words:
        return None
    found = CLOCK.fullmatch(words.casefold())
    if found is None:
        return parse_instant(words, zone)
    day = now.astimezone(zone).date() - timedelta(days=1 if found[1] else 0)
    return parse_instant(f"{day}T{found[2].zfill(5)}", zone)
