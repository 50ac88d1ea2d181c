"""What takes an act on a callback or in the calendar back, and why some are not."""

from vipdesk.domain.commands import Command, MarkHeard, NameCaller, ReceiveCall
from vipdesk.domain.done import Done, PutBack
from vipdesk.domain.elsewhere import SettleBooking
from vipdesk.domain.reminder_commands import PutOff, SeeTo
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.undo import Undo

NOTHING = "nothing is left to undo"


def undo_of_call(executed: Executed) -> Undo | None:
    """How to undo what was done in the calendar or to a callback; None where nothing can."""
    done = executed.done
    if done is None:
        return None
    return Undo(
        _ticket(done),
        (PutBack(done),),
        f"undone: {done.said}",
        callback=done.callback[1].number if done.callback else None,
        booking=done.booking[1].number if done.booking else None,
    )


def why_no_undo(command: Command) -> str:
    """Why what was done can't be undone, with what to do instead."""
    match command:
        case NameCaller():
            return "who calls from there stays named: `vipdesk callback caller` names another"
        case ReceiveCall():
            return "a call that was entered stays: d is done with it"
        case SettleBooking():
            return "what was settled stays settled: move or cancel the call instead"
    return NOTHING


def forgets_undo(command: Command) -> bool:
    """Whether it is an act of its own; hearing a message or a reminder is none."""
    return not isinstance(command, MarkHeard | SeeTo | PutOff)


def told_again(executed: Executed) -> str:
    """What an undo leaves to be done: a guest is told once more, files are picked once more."""
    if any(m.attachments and not m.stands for m in executed.change.messages):
        return " · its files are to be picked again"
    invitation = executed.change.invitation
    if invitation is None:
        return ""
    guest = clean_line(invitation.booking.guest.called, 60)
    return f" · {guest} was told of it, and is to be told again"


def _ticket(done: Done) -> int | None:
    """The ticket to look at then; one that the act opened is gone from the queue."""
    touched = done.ticket
    return touched.number if touched is not None and touched.opened_at is not None else None
