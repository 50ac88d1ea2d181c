"""An act is taken back: everything stands as before it, and the history says that it was undone."""

from functools import reduce

from msgspec.structs import replace

from vipdesk.domain.callback import Callback
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.callback import spoken
from vipdesk.domain.decide.putting_back_calendar import booking_back, busy_back
from vipdesk.domain.decide.ticket import judged, with_facts
from vipdesk.domain.done import Done, PutBack, Touched
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import Status, StatusSet, Struck
from vipdesk.domain.language import _
from vipdesk.domain.message import Delivery, Message
from vipdesk.domain.ticket import Ticket


def put_back(command: PutBack, here: Circumstances) -> Change:
    """All of the act, or Refusal where something has been built on it."""
    done = command.done
    parts = (_callback_back, _ticket_back, booking_back, busy_back)
    change = reduce(lambda so_far, part: part(done, here, so_far), parts, Change())
    reminders = tuple(replace(one, done=None) for one in here.remains.reminders)
    return replace(change, reminders=reminders, events=(_undone(done, here),))


def _callback_back(done: Done, here: Circumstances, change: Change) -> Change:
    if done.callback is None:
        return change
    (before, after), stored = done.callback, here.the_callback()
    if not _stands(stored, before, after):
        raise Refusal(_gone_on(spoken(stored)))
    back = replace(
        stored,
        attempts=before.attempts,
        next_try=before.next_try,
        ticket=before.ticket,
        closed=before.closed,
        caller=before.caller if after.caller != before.caller else stored.caller,
    )
    learnt = dict(done.phones)
    gone = tuple(n for n, address in learnt.items() if here.client.phones.get(n) == address)
    return replace(change, callbacks=(back,), phones_gone=gone)


def _gone_on(what: str) -> str:
    return _("{what} has gone on since: what was done there can't be undone any more").format(
        what=what
    )


def _stands(stored: Callback, before: Callback, after: Callback) -> bool:
    """Whether nobody has called, planned or filed since; hearing the message changes nothing."""
    same = (stored.attempts, stored.next_try, stored.ticket, stored.closed) == (
        after.attempts,
        after.next_try,
        after.ticket,
        after.closed,
    )
    return same and (stored.caller == after.caller or after.caller == before.caller)


def _ticket_back(done: Done, here: Circumstances, change: Change) -> Change:
    touched = done.ticket
    if touched is None:
        return change
    ticket, ours = here.the_ticket(), set(touched.messages)
    followed = any(message.number not in ours for message in here.remains.messages)
    is_new = touched.opened_at is None
    if (touched.moved and ticket.facts != touched.facts) or (is_new and followed):
        raise Refusal(_gone_on(f"#{ticket.number}"))
    messages = tuple(map(_taken_back, (m for m in here.remains.messages if m.number in ours)))
    return replace(change, tickets=(_as_before(ticket, touched, here),), messages=messages)


def _as_before(ticket: Ticket, touched: Touched, here: Circumstances) -> Ticket:
    """The ticket without the facts of the act; one that the act opened is closed for good."""
    facts = tuple(
        replace(fact, struck=Struck.UNDONE) if fact.number > touched.known else fact
        for fact in ticket.facts
    )
    back = replace(ticket, facts=facts)
    if touched.opened_at is None:
        back = with_facts(back, StatusSet(back.next_fact, here.now, Status.RESOLVED))
    else:
        back = replace(back, opened_at=touched.opened_at)
    return judged(back, here.policy)


def _taken_back(message: Message) -> Message:
    """It stays to be read; its identity is free, for the same call may be filed again."""
    return replace(message, delivery=Delivery.TAKEN_BACK, external_id=None)


def _undone(done: Done, here: Circumstances) -> Event:
    return Event(
        here.now,
        What.UNDONE,
        here.who,
        done.ticket.number if done.ticket else None,
        done.said,
        None,
        done.callback[1].number if done.callback else None,
        done.booking[1].number if done.booking else None,
    )
