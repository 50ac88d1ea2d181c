"""Instants as people say them, in desk time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line

SAYING = "09:15, yesterday 09:15, or 2026-11-23 09:15"


def said(at: datetime, zone: ZoneInfo) -> str:
    """The instant `at` (aware) on the desk's wall: "Mon 23 Nov 10:30"."""
    return f"{at.astimezone(zone):%a %d %b %H:%M}"


def moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant somebody typed, aware; None for nothing, BadInput for what is no instant."""
    words = clean_line(text, 60).casefold()
    if not words:
        return None
    day = now.astimezone(zone).date()
    if words.startswith("yesterday "):
        day -= timedelta(days=1)
    clock = words.removeprefix("yesterday ").removeprefix("today ")
    if len(clock) <= len("09:15"):
        return _iso(f"{day}T{clock.zfill(5)}", words, zone)
    return _iso(clock, words, zone)


def _iso(reading: str, words: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(reading)
    except ValueError:
        raise BadInput(f"{words} is no instant: say it like {SAYING}") from None
    return at if at.tzinfo else at.replace(tzinfo=zone)
