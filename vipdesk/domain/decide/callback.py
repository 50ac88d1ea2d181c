"""A call that nobody took: taken in, tried, put on a ticket, closed (spec: clock, callbacks)."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from vipdesk.domain.callback import Attempt, Callback, CallbackStatus, Outcome
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import FileCallback, LogAttempt, MarkHeard, PlanTry, ReceiveCall
from vipdesk.domain.decide.filing import Filed, file, logged
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.language import _, dated
from vipdesk.domain.people import Person
from vipdesk.domain.text import clean_block

LONGEST_NOTE = 4000
FARTHEST = timedelta(days=366)
AGAIN = frozenset({Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE})
"""After these somebody calls again."""


def receive_call(command: ReceiveCall, here: Circumstances) -> Change:
    """Keep the call; one that is here already may still bring its transcript."""
    call = command.call
    if here.callback is not None:
        return Change(callbacks=(replace(here.callback, transcript=call.transcript),))
    callback = Callback(
        number=here.next_callback,
        channel=call.channel,
        external_id=call.external_id,
        caller=here.client.caller(call.phone) or Person(call.name),
        phone=call.phone,
        shown=call.shown,
        received=call.received,
        length=call.length,
        urgent=call.urgent,
        mailbox=call.mailbox,
        transcript=call.transcript,
        remark=call.remark,
        recordings=call.recordings,
        heard=here.now if call.heard else None,
    )
    event = Event(here.now, What.CALL_MISSED, "", None, callback.called, None, callback.number)
    return Change(callbacks=(callback,), events=(event,))


def log_attempt(command: LogAttempt, here: Circumstances) -> Change:
    """One try; who was reached closes it, and that is a public answer on its ticket."""
    callback = _open_one(here)
    note = clean_block(command.note).strip()[:LONGEST_NOTE]
    attempt = Attempt(here.now, here.who, command.outcome, note)
    reached = command.outcome is Outcome.REACHED
    if reached and callback.ticket is None and command.filing is None:
        raise BadInput(
            _("{callback} needs a ticket to end in: say which, or a new one").format(
                callback=spoken(callback)
            )
        )
    filed = file(callback, command.filing, here) if command.filing else Filed.before(callback, here)
    told = logged(filed, attempt, here)
    tried = replace(
        told.callback,
        attempts=(*callback.attempts, attempt),
        next_try=_next_try(here) if command.outcome in AGAIN else None,
        closed=here.now if reached else None,
    )
    said = attempt.outcome.words
    if tried.next_try is not None:
        said += f", next try {here.policy.hours.local(tried.next_try):%a %d %b %H:%M}"
    return replace(told, callback=tried).change(_event(here, What.CALL_TRIED, tried, said))


def file_callback(command: FileCallback, here: Circumstances) -> Change:
    """Put it on a ticket, and close it where nobody has to be called any more."""
    callback = _open_one(here)
    if command.filing is None and not (command.done and callback.ticket):
        raise BadInput(
            _("{callback} needs a ticket to end in: say which, or a new one").format(
                callback=spoken(callback)
            )
        )
    filed = file(callback, command.filing, here) if command.filing else Filed.before(callback, here)
    if not command.done:
        return filed.change()
    closed = replace(filed.callback, closed=here.now, next_try=None)
    return replace(filed, callback=closed).change(_event(here, What.CALLBACK_CLOSED, closed))


def plan_try(command: PlanTry, here: Circumstances) -> Change:
    """Say when to call again."""
    callback = _open_one(here)
    at, local = command.at.astimezone(UTC), here.policy.hours.local(command.at)
    if at <= here.now:
        raise BadInput(
            _("{moment} has passed: name a moment to come").format(
                moment=dated(local, "%a %d %b %H:%M")
            )
        )
    if at - here.now > FARTHEST:
        raise BadInput(
            _("{moment} is more than a year ahead: name a nearer moment").format(
                moment=dated(local, "%a %d %b %Y")
            )
        )
    planned = replace(callback, next_try=at)
    event = _event(here, What.TRY_PLANNED, planned, f"{local:%a %d %b %H:%M}")
    return Change(callbacks=(planned,), events=(event,))


def mark_heard(command: MarkHeard, here: Circumstances) -> Change:
    """The recording was listened to; the first time counts."""
    callback = here.the_callback()
    if callback.heard is not None:
        return Change()
    heard = replace(callback, heard=here.now)
    return Change(callbacks=(heard,), events=(_event(here, What.HEARD, heard),))


def spoken(callback: Callback) -> str:
    """What to call it in a sentence for the agent."""
    return _("callback {number} ({who})").format(number=callback.number, who=callback.spoken)


def _open_one(here: Circumstances) -> Callback:
    callback = here.the_callback()
    if callback.status is CallbackStatus.REACHED:
        raise Refusal(_("{callback} was reached already").format(callback=spoken(callback)))
    if callback.status is CallbackStatus.CLOSED:
        raise Refusal(_("{callback} is closed already").format(callback=spoken(callback)))
    return callback


def _next_try(here: Circumstances) -> datetime:
    """In full minutes, as people plan calls."""
    hours, now = here.policy.hours, here.now.replace(second=0, microsecond=0)
    return hours.add(hours.next_opening(now), here.policy.callback_aim).astimezone(UTC)


def _event(here: Circumstances, what: What, callback: Callback, detail: str = "") -> Event:
    return Event(here.now, what, here.who, callback.ticket, detail, None, callback.number)
