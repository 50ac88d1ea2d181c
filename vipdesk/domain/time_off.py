"""The agent's next time off, with who is said to stand in; instants are aware UTC."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from vipdesk.domain.busy import Busy, occurrences

AHEAD = timedelta(days=60)


class TimeOff(Struct, frozen=True):
    """A stretch of days off, or one that has begun; `cover` is empty where nobody is named."""

    begins: datetime
    ends: datetime
    cover: str = ""


def time_off(busy: Iterable[Busy], now: datetime, cover: str = "") -> TimeOff | None:
    """The first that is not over; where a `cover` is asked for, theirs before anybody's."""
    found = sorted(
        (
            TimeOff(span.start, span.end, one.cover)
            for one in busy
            if one.away
            for span in occurrences(one, now, now + AHEAD)
        ),
        key=lambda off: (off.begins, off.ends),
    )
    theirs = [off for off in found if cover and off.cover.casefold() == cover.casefold()]
    return next(iter(theirs or found), None)
