"""What a command is called in the audit, and whether it is one to answer for."""

import re

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.alarm import AlarmAgain, AlarmTold
from vipdesk.domain.audit import NOWHERE, Terminal
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import Command, ReceiveCall, SaveDraft
from vipdesk.domain.door_commands import MarkRead, MarkSeen
from vipdesk.domain.elsewhere import RecordItems
from vipdesk.domain.handover import WHOLE
from vipdesk.domain.handover_commands import WriteForSheet
from vipdesk.domain.language import N_
from vipdesk.domain.mail_commands import (
    Carry,
    DropCopy,
    GiveUp,
    KeepCopy,
    Leave,
    MarkLeft,
    PutMailPlace,
    SendWaiting,
    TryAgain,
)
from vipdesk.domain.recutting import Pin
from vipdesk.domain.reminded_of import named, only_ticket, reminded
from vipdesk.domain.reminder_commands import PutOff, SeeTo, Sweep
from vipdesk.domain.saved_view import SaveView

LET_GO = N_("let go from the top")

CALLED = {
    Pin: N_("kept on top"),
    SaveView: N_("view kept"),
    SeeTo: N_("reminder seen to"),
    PutOff: N_("reminder put off"),
    Sweep: N_("reminded"),
    TryAgain: N_("to be sent again"),
    MarkLeft: N_("handed to the mail server"),
    GiveUp: N_("given up"),
    Carry: N_("mailbox taken up"),
    AlarmTold: N_("told off the terminal"),
    AlarmAgain: N_("to be told again"),
    SendWaiting: N_("waiting mail let go"),
    ReceiveCall: N_("transcript of a call kept"),
    WriteForSheet: N_("note for the hand-over sheet"),
    RecordItems: N_("time free again elsewhere"),
}
"""What acts without an event of their own are called."""

HOUSEKEEPING = (
    SaveDraft,
    PutMailPlace,
    Leave,
    KeepCopy,
    DropCopy,
    RecordItems,
    MarkSeen,
    MarkRead,
)
"""Commands that nobody answers for: what is half typed, how far the machine or a reader is."""

_NOTHING = Change()


class Deed(Struct, frozen=True):
    """A command as the audit calls it, and where it was given; `by_client` at their own door."""

    command: Command
    terminal: Terminal = NOWHERE
    by_client: bool = False


def called(command: Command) -> str:
    """What an act that makes no event is called."""
    if isinstance(command, Pin) and not command.pinned:
        return LET_GO
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", type(command).__name__).lower()
    return CALLED.get(type(command), words)


def ticket_of(command: Command, change: Change) -> int | None:
    """The ticket that it was about, if any."""
    if isinstance(command, SeeTo | PutOff | Sweep) and change.reminders:
        return only_ticket(change.reminders)
    if isinstance(command, AlarmTold | AlarmAgain):
        return next((one.key.matter.ticket for one in change.alarms), None)
    named: int | None = getattr(command, "ticket", None)
    # what is written for all of a hand-over sheet is about no ticket
    named = None if isinstance(command, WriteForSheet) and named == WHOLE else named
    if named is None and change.ticket is not None:
        return change.ticket.number
    return named


def callback_of(command: Command, change: Change) -> int | None:
    """The callback that it was about, if any."""
    named: int | None = getattr(command, "callback", None)
    return next((one.number for one in change.callbacks), named)


def about(command: Command, change: Change, here: Circumstances) -> str:
    """What it was about, beside the ticket."""
    match command:
        case Sweep():
            return reminded(change, here)
        case AlarmTold() | AlarmAgain():
            return ", ".join(f"{one.key.to}: {one.key.matter.cause.value}" for one in change.alarms)
        case SaveView():
            return f"{command.place}: {command.words}"
        case SeeTo() | PutOff():
            return f"reminder {command.reminder}: {named(change.reminders[:1], here)}"
        case TryAgain() | GiveUp():
            return f"{command.what.value} {command.number}: {command.why}"
        case MarkLeft():
            return f"{command.what.value} {command.number}"
        case Carry() | SendWaiting():
            return command.account
    return ""


def is_entered(command: Command, change: Change) -> bool:
    """Whether a change without events is one to answer for."""
    if change.tickets or change.escalations or change.pin or change.policy or change.busy_gone:
        return True
    changes = replace(change, back=(), next_sweep=None) != _NOTHING
    return changes and not isinstance(command, HOUSEKEEPING)
