"""When a mail reached us (spec: clock): the topmost Received line, else Date, else the file."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from vipdesk.channels.mail.header import Fields

_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_WIDEST_OFFSET = 15 * 3600
_LONGEST = 200
_COMMENT = re.compile(r"\([^()]*\)")


def received(fields: Fields, file_time: datetime, now: datetime) -> datetime:
    """The instant the mail reached us, aware UTC, never later than `now`."""
    servers = [line.rpartition(";")[2] for line in fields.all("received") if ";" in line]
    for written in [*servers, *fields.all("date")]:
        at = instant(written)
        if at is not None:
            return min(at, now.astimezone(UTC))
    return min(file_time.astimezone(UTC), now.astimezone(UTC))


def instant(written: str) -> datetime | None:
    """The instant that a date of a header means, or None for what can't be one."""
    try:
        parsed = parsedate_tz(_COMMENT.sub(" ", written[:_LONGEST]))
        if parsed is None or abs(parsed[9] or 0) > _WIDEST_OFFSET:
            return None
        year, month, day, hour, minute, second = parsed[:6]
        at = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        at -= timedelta(seconds=parsed[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at >= _EARLIEST else None
