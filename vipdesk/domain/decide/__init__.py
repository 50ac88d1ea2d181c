"""One module a subject: what a command does to it, or why it is refused."""

from typing import assert_never

from msgspec.structs import replace

from vipdesk.domain.alarm import AlarmAgain, AlarmCommand, AlarmTold
from vipdesk.domain.calendar_commands import (
    AddBusy,
    Book,
    CancelBooking,
    HoldBooking,
    ImportBusy,
    MissBooking,
    MoveBooking,
    RemoveBusy,
)
from vipdesk.domain.cause import CauseCommand
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import (
    CallbackCommand,
    Command,
    DeskCommand,
    FileCallback,
    Identify,
    KeepUnreadable,
    LogAttempt,
    LogCall,
    MakeTicket,
    MarkFailed,
    MarkHeard,
    MarkSent,
    NameCaller,
    NoAnswerNeeded,
    Note,
    OpenTicket,
    PlanTry,
    Promise,
    Receive,
    ReceiveCall,
    Reply,
    SaveDraft,
    SetContact,
    SetSeverity,
    SetStatus,
    TicketCommand,
    WithdrawPromise,
)
from vipdesk.domain.decide.alarm import on_alarm
from vipdesk.domain.decide.answer import log_call, note, reply, save_draft
from vipdesk.domain.decide.answer_back import answer_back, note_back
from vipdesk.domain.decide.apart import keep_unreadable, make_ticket
from vipdesk.domain.decide.callback import (
    file_callback,
    log_attempt,
    mark_heard,
    plan_try,
    receive_call,
)
from vipdesk.domain.decide.cause import on_cause
from vipdesk.domain.decide.chat import on_talk
from vipdesk.domain.decide.contact import name_caller, set_contact
from vipdesk.domain.decide.delivery import on_delivery
from vipdesk.domain.decide.done import way_back
from vipdesk.domain.decide.escalation import (
    accept,
    decline,
    escalate,
    hand_back,
    kept_running,
    senior_note,
    withdraw,
)
from vipdesk.domain.decide.handover import on_handover
from vipdesk.domain.decide.identify import identify
from vipdesk.domain.decide.in_calendar import on_booking, on_busy, on_elsewhere
from vipdesk.domain.decide.mail import on_mail
from vipdesk.domain.decide.opening import open_ticket
from vipdesk.domain.decide.people import remove_colleague, set_away, set_colleague
from vipdesk.domain.decide.policy import put_policy
from vipdesk.domain.decide.promise import promise, withdraw_promise
from vipdesk.domain.decide.putting_back import put_back
from vipdesk.domain.decide.receive import receive
from vipdesk.domain.decide.recut import recut
from vipdesk.domain.decide.saved_view import save_view
from vipdesk.domain.decide.severity import set_severity
from vipdesk.domain.decide.status import no_answer_needed, set_status
from vipdesk.domain.decide.sweep import put_off, see_to, sweep
from vipdesk.domain.decide.visit import on_link
from vipdesk.domain.done import PutBack
from vipdesk.domain.door_commands import LinkCommand, TalkCommand
from vipdesk.domain.elsewhere import RecordItems, SettleBooking
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    AnswerBack,
    DeclineEscalation,
    Escalate,
    EscalationCommand,
    HandBack,
    PeopleCommand,
    RemoveColleague,
    SeniorNote,
    SeniorNoteBack,
    SetAway,
    SetColleague,
    WithdrawEscalation,
)
from vipdesk.domain.handover_commands import HandoverCommand
from vipdesk.domain.mail_commands import MailCommand
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.recutting import (
    Merge,
    Owe,
    Pin,
    Split,
    TakeBack,
    Unmerge,
    Unsplit,
)
from vipdesk.domain.reminder_commands import PutOff, ReminderCommand, SeeTo, Sweep
from vipdesk.domain.saved_view import SaveView


def decide(command: Command, here: Circumstances) -> Change:
    """What the command comes to; raises Refusal or BadInput where it can't be done."""
    here = here.in_order(of_escalation=isinstance(command, EscalationCommand))
    change = kept_running(_decided(command, here), here)
    return change if change.back else replace(change, back=way_back(command, here, change))


def _decided(command: Command, here: Circumstances) -> Change:
    if isinstance(command, EscalationCommand | PeopleCommand):
        return _of_our_side(command, here)
    if isinstance(command, MailCommand):
        return on_mail(command, here)
    if isinstance(command, HandoverCommand):
        return on_handover(command, here)
    if isinstance(command, LinkCommand):
        return on_link(command, here)
    if isinstance(command, TalkCommand):
        return on_talk(command, here)
    return _on_the_rest(command, here)


def _on_the_rest(command: DeskCommand, here: Circumstances) -> Change:
    if isinstance(command, CauseCommand):
        return on_cause(command, here)
    match command:
        case Receive():
            return receive(command.message, here)
        case ReceiveCall():
            return receive_call(command, here)
        case KeepUnreadable():
            return keep_unreadable(command, here)
        case MakeTicket():
            return make_ticket(command, here)
        case OpenTicket():
            return open_ticket(command, here)
        case SetContact():
            return set_contact(command, here)
        case MarkSent() | MarkFailed():
            return on_delivery(command, here)
        case LogAttempt() | FileCallback() | PlanTry() | MarkHeard() | NameCaller():
            return _on_callback(command, here)
        case Book() | MoveBooking() | CancelBooking() | HoldBooking() | MissBooking():
            return on_booking(command, here)
        case AddBusy() | RemoveBusy() | ImportBusy():
            return on_busy(command, here)
        case RecordItems() | SettleBooking():
            return on_elsewhere(command, here)
        case SaveView() | PutPolicy() | AlarmTold() | AlarmAgain():
            return _on_desk(command, here)
        case Sweep() | SeeTo() | PutOff():
            return _on_reminders(command, here)
        case Merge() | Unmerge() | Split() | Unsplit() | Pin() | Owe() | TakeBack():
            return recut(command, here)
        case PutBack():
            return put_back(command, here)
        case _:
            return _on_ticket(command, here)


def _of_our_side(command: EscalationCommand | PeopleCommand, here: Circumstances) -> Change:
    if isinstance(command, PeopleCommand):
        return _on_people(command, here)
    return _on_escalation(command, here)


def _on_desk(command: SaveView | PutPolicy | AlarmCommand, here: Circumstances) -> Change:
    match command:
        case SaveView():
            return save_view(command)
        case PutPolicy():
            return put_policy(command, here)
        case AlarmTold() | AlarmAgain():
            return on_alarm(command, here)
        case _:
            assert_never(command)


def _on_ticket(command: TicketCommand, here: Circumstances) -> Change:
    match command:
        case Reply():
            return reply(command, here)
        case Note():
            return note(command, here)
        case LogCall():
            return log_call(command, here)
        case SaveDraft():
            return save_draft(command, here)
        case SetSeverity():
            return set_severity(command, here)
        case SetStatus():
            return set_status(command, here)
        case NoAnswerNeeded():
            return no_answer_needed(command, here)
        case Promise():
            return promise(command, here)
        case WithdrawPromise():
            return withdraw_promise(command, here)
        case Identify():
            return identify(command, here)
        case _:
            assert_never(command)


def _on_callback(command: CallbackCommand, here: Circumstances) -> Change:
    match command:
        case LogAttempt():
            return log_attempt(command, here)
        case FileCallback():
            return file_callback(command, here)
        case PlanTry():
            return plan_try(command, here)
        case MarkHeard():
            return mark_heard(command, here)
        case NameCaller():
            return name_caller(command, here)
        case _:
            assert_never(command)


def _on_reminders(command: ReminderCommand, here: Circumstances) -> Change:
    match command:
        case Sweep():
            return sweep(command, here)
        case SeeTo():
            return see_to(command, here)
        case PutOff():
            return put_off(command, here)
        case _:
            assert_never(command)


def _on_escalation(command: EscalationCommand, here: Circumstances) -> Change:
    match command:
        case Escalate():
            return escalate(command, here)
        case AcceptEscalation():
            return accept(command, here)
        case DeclineEscalation():
            return decline(command, here)
        case HandBack():
            return hand_back(command, here)
        case SeniorNote():
            return senior_note(command, here)
        case WithdrawEscalation():
            return withdraw(command, here)
        case AnswerBack():
            return answer_back(command, here)
        case SeniorNoteBack():
            return note_back(command, here)
        case _:
            assert_never(command)


def _on_people(command: PeopleCommand, here: Circumstances) -> Change:
    match command:
        case SetColleague():
            return set_colleague(command, here)
        case SetAway():
            return set_away(command, here)
        case RemoveColleague():
            return remove_colleague(command, here)
        case _:
            assert_never(command)
