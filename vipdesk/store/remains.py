"""What is there of an act that is taken back, read inside the transaction that does it."""

from collections.abc import Iterator

from vipdesk.domain.circumstances import NOTHING_REMAINS, Remains
from vipdesk.domain.commands import Command
from vipdesk.domain.done import Done, PutBack
from vipdesk.domain.message import Message
from vipdesk.domain.queue import microseconds
from vipdesk.domain.reminder import About, Reminder
from vipdesk.store.calendar_values import QUEUED
from vipdesk.store.queries import Fetch, messages
from vipdesk.store.reminders import reminders


def remains(fetch: Fetch, command: Command) -> Remains:
    """Nothing for commands that take nothing back."""
    if not isinstance(command, PutBack):
        return NOTHING_REMAINS
    done = command.done
    return Remains(
        messages=_messages(fetch, done),
        reminders=tuple(_reminders(fetch, done)),
        handed_over=_handed_over(fetch, done),
    )


def _messages(fetch: Fetch, done: Done) -> tuple[Message, ...]:
    if done.ticket is None:
        return ()
    since = "ticket = ? AND number >= ? ORDER BY number"
    return messages(fetch, since, (done.ticket.number, min(done.ticket.messages)))


def _reminders(fetch: Fetch, done: Done) -> Iterator[Reminder]:
    """Those that the act has seen to: of what it was on, and of the ticket whose clock it moved."""
    about = [(About.CALLBACK, done.callback[1].number)] if done.callback else []
    about += [(About.BOOKING, done.booking[1].number)] if done.booking else []
    if done.ticket is not None and done.ticket.moved:
        about.append((About.TICKET, done.ticket.number))
    for what, number in about:
        values = (what.value, number, microseconds(done.at))
        yield from reminders(fetch, "about = ? AND subject = ? AND done >= ?", values)


def _handed_over(fetch: Fetch, done: Done) -> bool:
    """Whether the invitation that the act queued has left the queue."""
    if done.booking is None or not done.invited:
        return False
    after = done.booking[1]
    this = "SELECT delivery FROM invitation WHERE booking = ? AND sequence = ?"
    return any(row[0] != QUEUED for row in fetch(this, (after.number, after.sequence)))
