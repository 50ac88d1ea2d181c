"""Which acts on callbacks and in the calendar are not taken back, and what is told of others."""

from vipdesk.domain.commands import Command, MarkHeard, NameCaller, ReceiveCall
from vipdesk.domain.elsewhere import SettleBooking
from vipdesk.domain.handover_commands import WriteForSheet
from vipdesk.domain.language import N_, _
from vipdesk.domain.reminder_commands import PutOff, SeeTo
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.undos import NOTHING


def why_no_undo(command: Command) -> str:
    """Why what was done can't be undone, with what to do instead."""
    match command:
        case NameCaller():
            return N_("who calls from there stays named: `vipdesk callback caller` names another")
        case ReceiveCall():
            return N_("a call that was entered stays: d is done with it")
        case SettleBooking():
            return N_("what was settled stays settled: move or cancel the call instead")
    return NOTHING


def forgets_undo(command: Command) -> bool:
    """Whether it is an act of its own; hearing a message, a reminder or a draft is none."""
    return not isinstance(command, MarkHeard | SeeTo | PutOff | WriteForSheet)


def told_again(executed: Executed) -> str:
    """What an undo leaves to be done: a guest is told once more; and what comes back."""
    if any(m.attachments and not m.stands for m in executed.change.messages):
        return _(" · its files go with it again")
    invitation = executed.change.invitation
    if invitation is None:
        return ""
    guest = clean_line(invitation.booking.guest.spoken, 60)
    return _(" · {guest} was told of it, and is to be told again").format(guest=guest)
