"""Reminders between rows and values, as reader and writer share them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from vipdesk.domain.circumstances import Reminding
from vipdesk.domain.queue import instant, microseconds
from vipdesk.domain.reminder import About, Key, Occasion, Reminder
from vipdesk.store.calendar_queries import bookings
from vipdesk.store.callback_queries import OPEN, callbacks
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch, first_lines
from vipdesk.store.values import Columns, Row

REMINDER = "number, about, subject, occasion, due, text, fired, done"
STANDING = "fired IS NOT NULL AND done IS NULL"


@damage_told
def reminders(fetch: Fetch, condition: str, values: Sequence[Any] = ()) -> tuple[Reminder, ...]:
    """The reminders that meet `condition` (trusted SQL), in the order they were made."""
    rows = fetch(f"SELECT {REMINDER} FROM reminder WHERE {condition} ORDER BY number", values)
    for row in rows:
        check_texts(row[5])
    return tuple(map(_reminder, rows))


def reminding(fetch: Fetch) -> Reminding:
    """All that can come due, and all that was told or put off."""
    return Reminding(
        lines=first_lines(fetch, -1),
        callbacks=callbacks(fetch, OPEN),
        bookings=bookings(fetch, "status = 'booked'"),
        reminders=reminders(fetch, "1 = 1"),
    )


def reminder_columns(reminder: Reminder) -> Columns:
    """The columns of a reminder."""
    key = reminder.key
    return {
        "number": reminder.number,
        "about": key.about.value,
        "subject": key.subject,
        "occasion": key.occasion.value,
        "due": microseconds(key.due),
        "text": reminder.text,
        "fired": _stamp(reminder.fired),
        "done": _stamp(reminder.done),
    }


def _reminder(row: Row) -> Reminder:
    key = Key(About(row[1]), row[2], Occasion(row[3]), instant(row[4]))
    return Reminder(
        number=row[0], key=key, text=row[5], fired=_instant(row[6]), done=_instant(row[7])
    )


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)


def _instant(stamp: int | None) -> datetime | None:
    return None if stamp is None else instant(stamp)
