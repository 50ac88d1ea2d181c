"""Reminders between rows and values, as reader and writer share them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vipdesk.domain.queue import QueueLine, instant, microseconds
from vipdesk.domain.reminder import About, Key, Occasion, Reminder
from vipdesk.domain.target import TargetKind
from vipdesk.store.calendar_queries import bookings
from vipdesk.store.callback_queries import OPEN, callbacks
from vipdesk.store.cause_queries import explained
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch, first_lines, tickets
from vipdesk.store.values import Columns, Row

if TYPE_CHECKING:
    from vipdesk.domain.circumstances import Reminding

REMINDER = "number, about, subject, occasion, due, text, fired, done"
LOST = Occasion.NOT_DELIVERED
ANSWERED = (
    "SELECT max(at) FROM message WHERE ticket = ? AND kind IN ('answer', 'call') AND fact IS NOT"
    " NULL AND (delivery IS NULL OR delivery IN ('queued', 'sent'))"
)
STANDING = "fired IS NOT NULL AND done IS NULL"


@damage_told
def reminders(fetch: Fetch, condition: str, values: Sequence[Any] = ()) -> tuple[Reminder, ...]:
    """The reminders that meet `condition` (trusted SQL), in the order they were made."""
    rows = fetch(f"SELECT {REMINDER} FROM reminder WHERE {condition} ORDER BY number", values)
    check_texts(*(row[5] for row in rows))
    return tuple(map(_reminder, rows))


def reminding(fetch: Fetch) -> "Reminding":
    """All that can come due, and all that was told or put off."""
    from vipdesk.domain.circumstances import Reminding  # for what writes

    lines, told = first_lines(fetch, -1), reminders(fetch, "1 = 1")
    return Reminding(
        lines=lines,
        callbacks=callbacks(fetch, OPEN),
        bookings=bookings(fetch, "status = 'booked'"),
        reminders=told,
        paused=tickets(fetch, _may_have_waited(lines, told)),
        answered=_answered(fetch, told),
        explained=explained(fetch),
    )


def told_of(fetch: Fetch, about: About, number: int) -> tuple[Reminder, ...]:
    """What was told of one ticket or call, or is to be told again."""
    return reminders(fetch, "about = ? AND subject = ?", (about.value, number))


def _answered(fetch: Fetch, told: Iterable[Reminder]) -> dict[int, datetime]:
    """When the client was answered last, of the tickets whose answer was told not to arrive."""
    lost = {one.key.subject for one in told if one.done is None and one.key.occasion is LOST}
    found = {number: fetch(ANSWERED, (number,))[0][0] for number in lost}
    return {number: instant(at) for number, at in found.items() if at is not None}


def _may_have_waited(lines: Iterable[QueueLine], told: Iterable[Reminder]) -> list[int]:
    """The tickets whose follow-up is due later than something that was told of them."""
    first: dict[int, datetime] = {}
    for one in told:
        if one.key.about is About.TICKET and one.fired is not None:
            number, due = one.key.subject, one.key.due
            first[number] = min(first.get(number, due), due)
    return [
        line.number
        for line in lines
        if line.due_kind == TargetKind.FOLLOW_UP
        and (running := line.countdown) is not None
        and first.get(line.number, running.due) < running.due
    ]


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
    number, about, subject, occasion, due, text, fired, done = row
    what, why = _named(about, occasion)
    return Reminder(
        number=number,
        key=Key(what, subject, why, instant(due)),
        text=text,
        fired=_instant(fired),
        done=_instant(done),
    )


@lru_cache(maxsize=256)
def _named(about: str, occasion: str) -> tuple[About, Occasion]:
    """Thousands stand where nobody has looked for long, and differ in this a little."""
    return About(about), Occasion(occasion)


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)


@lru_cache(maxsize=64)
def _instant(stamp: int | None) -> datetime | None:
    """Of all that came due together the moment is the same."""
    return None if stamp is None else instant(stamp)
