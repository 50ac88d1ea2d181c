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
from vipdesk.domain.cause import GiveCause
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
from vipdesk.domain.handover_commands import HandoverCommand
from vipdesk.domain.language import N_, _, counted
from vipdesk.domain.policy import Channel
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.recutting import Merge, Owe, Pin, Split
from vipdesk.domain.reminder_commands import PutOff, SeeTo
from vipdesk.domain.retold import retold
from vipdesk.domain.saved_view import SaveView
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed

STATUS = {
    Status.OPEN: N_("open again"),
    Status.WAITING: N_("waiting for the client"),
    Status.RESOLVED: N_("resolved"),
}
IN_CHAT = N_("is on its way to their page")
NOT_SENT = N_("queued, not sent yet: no mail account is set up")


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
            return _("note kept on #{ticket}").format(ticket=number)
        case LogCall(reached=reached):
            result = (
                _("reached the client, counts as an answer") if reached else _("reached nobody")
            )
            return _("call on #{ticket}: {result}").format(ticket=number, result=result)
        case SetSeverity(level=level):
            return _("#{ticket} is severity {level}").format(ticket=number, level=level)
        case SetStatus(status=status):
            return f"#{number} {_(STATUS[status])}"
        case NoAnswerNeeded():
            told = _("#{ticket}: no answer needed, it stands as before that message")
            return told.format(ticket=number)
        case Promise():
            promise = retold(executed.change.events[0].detail)
            return _("#{ticket}: promised {promise}").format(ticket=number, promise=promise)
        case Identify():
            return f"#{number}: {_identified(command, executed)}"
        case OpenTicket() | MakeTicket():
            return _("#{ticket} opened").format(ticket=number)
        case LogAttempt() | FileCallback() | PlanTry() | NameCaller() | ReceiveCall():
            return _callback(command, executed)
        case Merge() | Split() | Pin() | Owe():
            return _recut(command, number)
    return _of_the_desk(command, executed)


def _of_the_desk(command: Command, executed: Executed) -> str:
    if isinstance(command, HandoverCommand):
        return _handover(executed)
    match command:
        case GiveCause(ticket=number):
            return _("the cause is kept on #{ticket}").format(ticket=number)
        case SaveView(place=place):
            return _("kept: {place} shows it").format(place=place)
        case SettleBooking(ours=ours):
            return (
                _("settled: ours is written there again") if ours else _("settled: as it is there")
            )
        case PutPolicy():
            change = clean_line(retold(executed.change.events[0].detail), 200)
            return _("the policy is in force: {change}").format(change=change)
        case SeeTo():
            return _("seen to")
        case PutOff():
            return _("put off")
    return _("done")


def _handover(executed: Executed) -> str:
    """What a hand-over came to; a note for its sheet changes no sheet."""
    change = executed.change
    if not change.handovers:
        return _("kept for the sheet")
    made = change.handovers[-1]
    taker = clean_line(made.taker, 60)
    if made.signed is None:
        told = _("sheet {number} waits for {taker} to read and sign it")
        return told.format(number=made.number, taker=taker)
    words = _("{who} has the desk").format(who=taker)
    count = len(change.introductions)
    if not count:
        return words
    mails = counted("{count} mail tells the client", "{count} mails tell the client", count)
    return f"{words} · {mails}"


def _recut(command: Merge | Split | Pin | Owe, number: int | None) -> str:
    match command:
        case Merge(ticket, into):
            return _("#{ticket} is part of #{into} now").format(ticket=ticket, into=into)
        case Split():
            told = _("#{ticket} opened: it keeps the moment the message came")
            return told.format(ticket=number)
        case Pin(ticket, pinned):
            told = _("#{ticket} stays on top") if pinned else _("#{ticket} is pinned no more")
            return told.format(ticket=ticket)
        case Owe(ticket, by):
            told = _("#{ticket}: the next word is owed by us")
            if by is not None:
                told = _("#{ticket}: the next word is owed by vendor")
            return told.format(ticket=ticket)


def _escalation(command: EscalationCommand, executed: Executed, way: str) -> str:
    if isinstance(command, SeniorNote):
        told = _("note of a senior kept on #{ticket}")
        return told.format(ticket=executed.change.messages[0].ticket)
    escalation = executed.change.escalations[0]
    number, who = f"#{escalation.ticket}", clean_line(escalation.with_whom, 60)
    match command:
        case Escalate():
            told = _("{ticket} is escalated to {who} · {mailed}")
        case AcceptEscalation():
            told = _("{ticket} is with {who}")
        case DeclineEscalation() if escalation.current is None:
            told = _("{ticket} is declined, and no senior is left to ask")
        case DeclineEscalation():
            told = _("{ticket} is declined, {who} is asked · {mailed}")
        case HandBack():
            told = _("{ticket} is handed back by {who}")
        case _other:
            told = _("{ticket}: the escalation is withdrawn")
    return told.format(ticket=number, who=who, mailed=_mailed(executed, way))


def _mailed(executed: Executed, way: str) -> str:
    """Whether the senior is told by mail, or has to be told by the agent."""
    if any(notice.to.address for notice in executed.change.notices):
        return _("mail queued, not sent yet") if way == NOT_SENT else _("a mail tells them")
    return _("no address is known: tell them yourself")


def _calendar(command: CalendarCommand, executed: Executed) -> str:
    change = executed.change
    said = clean_line(retold(change.events[-1].detail), 300) if change.events else _("nothing")
    match command:
        case Book():
            return _("booked: {what}").format(what=said)
        case MoveBooking():
            return _("moved: {what}").format(what=said)
        case CancelBooking():
            return _("cancelled: {what}").format(what=said)
        case HoldBooking():
            return _("held: {what}").format(what=f"{_written(command, executed)}{said}")
        case MissBooking():
            return _("no-show: {what}").format(what=said)
        case RemoveBusy():
            return _("free again: {what}").format(what=said)
    return _("busy: {what}").format(what=said)


def _written(command: HoldBooking, executed: Executed) -> str:
    ticket = executed.change.ticket
    if ticket is None:
        return ""
    told = _("#{ticket} opened · ") if command.ticket is None else _("#{ticket} answered by it · ")
    return told.format(ticket=ticket.number)


def _callback(command: CallbackCommand | ReceiveCall, executed: Executed) -> str:
    callback = executed.change.callbacks[0]
    who, said = clean_line(callback.spoken, 60), retold(executed.change.events[-1].detail)
    match command:
        case LogAttempt(outcome=Outcome.REACHED):
            told = _("{who} was reached, counts as an answer on #{ticket}")
            return told.format(who=who, ticket=callback.ticket)
        case LogAttempt():
            return f"{who}: {said}"
        case FileCallback(done=done):
            told = _("{who} is on #{ticket}")
            if done:
                told = _("{who} is on #{ticket}, nobody has to be called")
            return told.format(who=who, ticket=callback.ticket)
        case PlanTry():
            return _("{who}: next try {moment}").format(who=who, moment=said)
        case NameCaller():
            told = _("{who} calls from {phone}, known from now on")
            return told.format(who=who, phone=callback.shown or _("there"))
    return _("to be called back: {who}").format(who=who)


def _answer(executed: Executed, way: str) -> str:
    answer = executed.change.messages[0]
    to = answer.to
    if answer.channel is Channel.CHAT:
        way = IN_CHAT
    if not to:
        return _("answer kept, but nobody with an address is known to send it to")
    who, files = clean_line(to[0].spoken, 80), len(answer.attachments)
    if not files:
        return _("answer to {who} {way}").format(who=who, way=_(way))
    return counted(
        "answer to {who} with {count} file {way}",
        "answer to {who} with {count} files {way}",
        files,
        who=who,
        way=_(way),
    )


def _then(then: Status | None) -> str:
    return f" · {_(STATUS[then])}" if then else ""


def _identified(command: Identify, executed: Executed) -> str:
    contact = executed.change.contact
    who = clean_line(contact.person.spoken, 80) if contact else _("somebody")
    if command.name is None:
        return _("{who} is nobody of the client").format(who=who)
    return _("{who} is a contact from now on").format(who=who)
