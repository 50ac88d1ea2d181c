"""What an act came to, in one line for the agent."""

from vipdesk.domain.calendar_commands import (
    Book,
    CalendarCommand,
    CancelBooking,
    HoldBooking,
    MissBooking,
    MoveBooking,
    RemoveBusy,
)
from vipdesk.domain.callback import Outcome
from vipdesk.domain.commands import (
    CallbackCommand,
    Command,
    FileCallback,
    Identify,
    LogAttempt,
    LogCall,
    MakeTicket,
    NameCaller,
    NoAnswerNeeded,
    Note,
    OpenTicket,
    PlanTry,
    Promise,
    ReceiveCall,
    Reply,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.duration import Duration
from vipdesk.domain.elsewhere import SettleBooking
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    EscalationCommand,
    HandBack,
    SeniorNote,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.language import _
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.recutting import Merge, Owe, Pin, Split
from vipdesk.domain.reminder_commands import PutOff, SeeTo
from vipdesk.domain.saved_view import SaveView
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed

STATUS = {
    Status.OPEN: "open again",
    Status.WAITING: "waiting for the client",
    Status.RESOLVED: "resolved",
}
NOT_SENT = "queued, not sent yet: no mail account is set up"


def way_out(hold: Duration | None) -> str:
    """What becomes of an answer that was written: held for so long, None where nothing is sent."""
    if hold is None:
        return NOT_SENT
    return _("is held for {hold}, then sent").format(hold=hold) if hold.count else _("is sent now")


def told(command: Command, executed: Executed, way: str = NOT_SENT) -> str:
    """One sentence; cleaned, ready to show. `way` says what becomes of an answer."""
    number = executed.change.ticket.number if executed.change.ticket else None
    if isinstance(command, EscalationCommand):
        return _escalation(command, executed, way)
    if isinstance(command, CalendarCommand):
        return _calendar(command, executed)
    match command:
        case Reply():
            return f"#{number}: {_answer(executed, way)}{_then(command.then)}"
        case Note():
            return f"note kept on #{number}"
        case LogCall(reached=reached):
            result = "reached the client, counts as an answer" if reached else "reached nobody"
            return f"call on #{number}: {result}"
        case SetSeverity(level=level):
            return f"#{number} is severity {level}"
        case SetStatus(status=status):
            return f"#{number} {STATUS[status]}"
        case NoAnswerNeeded():
            return f"#{number}: no answer needed, it stands as before that message"
        case Promise():
            return f"#{number}: promised {executed.change.events[0].detail}"
        case Identify():
            return f"#{number}: {_identified(command, executed)}"
        case OpenTicket() | MakeTicket():
            return f"#{number} opened"
        case LogAttempt() | FileCallback() | PlanTry() | NameCaller() | ReceiveCall():
            return _callback(command, executed)
        case Merge() | Split() | Pin() | Owe():
            return _recut(command, number)
    return _of_the_desk(command, executed)


def _of_the_desk(command: Command, executed: Executed) -> str:
    match command:
        case SaveView(place=place):
            return f"kept: {place} shows it"
        case SettleBooking(ours=ours):
            return "settled: " + ("ours is written there again" if ours else "as it is there")
        case PutPolicy():
            return f"the policy is in force: {clean_line(executed.change.events[0].detail, 200)}"
        case SeeTo():
            return "seen to"
        case PutOff():
            return "put off"
    return "done"


def _recut(command: Merge | Split | Pin | Owe, number: int | None) -> str:
    match command:
        case Merge(ticket, into):
            return f"#{ticket} is part of #{into} now"
        case Split():
            return f"#{number} opened: it keeps the moment the message came"
        case Pin(ticket, pinned):
            return f"#{ticket} {'stays on top' if pinned else 'is pinned no more'}"
        case Owe(ticket, by):
            return f"#{ticket}: the next word is owed by {by.value if by else 'us'}"


def _escalation(command: EscalationCommand, executed: Executed, way: str) -> str:
    if isinstance(command, SeniorNote):
        return f"note of a senior kept on #{executed.change.messages[0].ticket} · can't be undone"
    escalation = executed.change.escalations[0]
    number, who = f"#{escalation.ticket}", clean_line(escalation.with_whom, 60)
    match command:
        case Escalate():
            return f"{number} is escalated to {who} · {_mailed(executed, way)}"
        case AcceptEscalation():
            return f"{number} is with {who}"
        case DeclineEscalation() if escalation.current is None:
            return f"{number} is declined, and no senior is left to ask"
        case DeclineEscalation():
            return f"{number} is declined, {who} is asked · {_mailed(executed, way)}"
        case HandBack():
            return f"{number} is handed back by {who}"
    return f"{number}: the escalation is withdrawn"


def _mailed(executed: Executed, way: str) -> str:
    """Whether the senior is told by mail, or has to be told by the agent."""
    if any(notice.to.address for notice in executed.change.notices):
        return "mail queued, not sent yet" if way == NOT_SENT else "a mail tells them"
    return "no address is known: tell them yourself"


def _calendar(command: CalendarCommand, executed: Executed) -> str:
    change = executed.change
    said = clean_line(change.events[-1].detail, 300) if change.events else "nothing"
    match command:
        case Book():
            return f"booked: {said}"
        case MoveBooking():
            return f"moved: {said}"
        case CancelBooking():
            return f"cancelled: {said}"
        case HoldBooking():
            return f"held: {_written(command, executed)}{said}"
        case MissBooking():
            return f"no-show: {said}"
        case RemoveBusy():
            return f"free again: {said}"
    return f"busy: {said}"


def _written(command: HoldBooking, executed: Executed) -> str:
    ticket = executed.change.ticket
    if ticket is None:
        return ""
    return f"#{ticket.number} {'opened' if command.ticket is None else 'answered by it'} · "


def _callback(command: CallbackCommand | ReceiveCall, executed: Executed) -> str:
    callback = executed.change.callbacks[0]
    who, said = clean_line(callback.called, 60), executed.change.events[-1].detail
    match command:
        case LogAttempt(outcome=Outcome.REACHED):
            return f"{who} was reached, counts as an answer on #{callback.ticket}"
        case LogAttempt():
            return f"{who}: {said}"
        case FileCallback(done=done):
            return f"{who} is on #{callback.ticket}{', nobody has to be called' if done else ''}"
        case PlanTry():
            return f"{who}: next try {said}"
        case NameCaller():
            return f"{who} calls from {callback.shown or 'there'}, known from now on"
    return f"to be called back: {who}"


def _answer(executed: Executed, way: str) -> str:
    to = executed.change.messages[0].to
    if not to:
        return "answer kept, but nobody with an address is known to send it to"
    files = len(executed.change.messages[0].attachments)
    more = f" with {files} file{'' if files == 1 else 's'}" if files else ""
    return f"answer to {clean_line(to[0].called, 80)}{more} {way}"


def _then(then: Status | None) -> str:
    return f" · {STATUS[then]}" if then else ""


def _identified(command: Identify, executed: Executed) -> str:
    contact = executed.change.contact
    who = clean_line(contact.person.called, 80) if contact else "somebody"
    if command.name is None:
        return f"{who} is nobody of the client"
    return f"{who} is a contact from now on"
