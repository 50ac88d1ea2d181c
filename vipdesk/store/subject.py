"""Which ticket and which message a command is about, as the store knows it."""

from collections.abc import Callable

from msgspec import Struct

from vipdesk.domain.alarm import AlarmCommand
from vipdesk.domain.calendar_commands import Book, CalendarCommand, HoldBooking
from vipdesk.domain.callback import Callback
from vipdesk.domain.circumstances import Escalating
from vipdesk.domain.commands import (
    Command,
    FileCallback,
    KeepUnreadable,
    LogAttempt,
    MakeTicket,
    MarkFailed,
    MarkHeard,
    MarkSent,
    NameCaller,
    OpenTicket,
    PlanTry,
    Receive,
    ReceiveCall,
    Reply,
    SetContact,
)
from vipdesk.domain.decide.apart import as_it_came
from vipdesk.domain.done import PutBack
from vipdesk.domain.door_commands import Chat, LinkCommand, SendByMail, TalkCommand
from vipdesk.domain.elsewhere import ElsewhereCommand
from vipdesk.domain.escalation_commands import (
    AnswerBack,
    OnEscalation,
    PeopleCommand,
    SeniorNoteBack,
)
from vipdesk.domain.handover_commands import HandoverCommand, WriteForSheet
from vipdesk.domain.inbound import FLOOD
from vipdesk.domain.mail_commands import Leave, MailCommand, Outgoing, TryAgain
from vipdesk.domain.message import Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.recutting import Split, TakeBack, Unsplit
from vipdesk.domain.reminder_commands import ReminderCommand
from vipdesk.domain.saved_view import SaveView
from vipdesk.store import queries
from vipdesk.store.conversation import ticket_of
from vipdesk.store.door_queries import chats_on
from vipdesk.store.merges import merged_into
from vipdesk.store.queries import Fetch
from vipdesk.store.reported import answer_reported

LATEST = (
    "ticket = ? AND kind = 'received' AND delivery IS NULL ORDER BY at DESC, number DESC LIMIT 1"
)


def message_of(
    fetch: Fetch, command: Command, registered: Callable[[], queries.Registration]
) -> Message | None:
    """The message that the command is about, or the one that an answer answers."""
    match command:
        case Receive(inbound):
            return answer_reported(fetch, inbound, registered().secret) if inbound.report else None
        case (
            MarkSent(number)
            | MarkFailed(number)
            | MakeTicket(number)
            | Split(number)
            | SendByMail(number)
        ):
            found = queries.messages(fetch, "number = ?", (number,))
        case (
            TakeBack(message=number)
            | Unsplit(message=number)
            | AnswerBack(message=number)
            | SeniorNoteBack(message=number)
        ) if number is not None:
            found = queries.messages(fetch, "number = ?", (number,))
        case Leave(Outgoing.ANSWER, number) | TryAgain(Outgoing.ANSWER, number):
            found = queries.messages(fetch, "number = ?", (number,))
        case Reply(ticket=number):
            found = queries.messages(fetch, LATEST, (number,))
        case _:
            return None
    return next(iter(found), None)


class Subject(Struct, frozen=True):
    """What else was read for the command, as far as it says which ticket is meant."""

    message: Message | None
    callback: Callback | None
    escalating: Escalating
    registered: Callable[[], queries.Registration]


def ticket_meant(fetch: Fetch, command: Command, subject: Subject) -> int | None:
    """The number of the ticket; None for a command that is about none, or makes its own."""
    if isinstance(command, PeopleCommand | MailCommand | AlarmCommand | LinkCommand):
        return None
    if isinstance(command, OnEscalation):
        escalation = subject.escalating.escalation
        return escalation.ticket if escalation else None
    if isinstance(command, TalkCommand):
        return _talked_on(fetch, command, subject)
    if isinstance(command, HandoverCommand):
        return command.ticket if isinstance(command, WriteForSheet) else None
    match command:
        case Book(ticket=number):
            return number
        case HoldBooking(ticket=number):
            return merged_into(fetch, number) if number else None
        case LogAttempt(filing=filing) | FileCallback(filing=filing) if filing is not None:
            return filing.ticket
        case LogAttempt() | FileCallback() | PlanTry() | MarkHeard() | NameCaller():
            there = subject.callback.ticket if subject.callback else None
            return merged_into(fetch, there) if there else None
        case PutBack(done):
            return done.ticket.number if done.ticket else None
        case Receive() if subject.message is not None:
            return subject.message.ticket
        case Receive(inbound):
            registered = subject.registered()
            known = registered.client.contact(inbound.sender.address) is not None
            return ticket_of(fetch, inbound, registered.secret, known=known)
        case MakeTicket() if subject.message is not None and subject.message.why == FLOOD:
            return _of_flooded(fetch, subject.message, subject.registered())
        case MarkSent() | MarkFailed() | MakeTicket() | Split():
            return subject.message.ticket if subject.message else None
        case OpenTicket():
            return command.follows
        case KeepUnreadable() | ReceiveCall() | SetContact() | SaveView() | PutPolicy():
            return None
    if isinstance(command, CalendarCommand | ElsewhereCommand | ReminderCommand):
        return None
    return command.ticket


def _talked_on(fetch: Fetch, command: TalkCommand, subject: Subject) -> int | None:
    """What was said on a ticket that was merged since goes on where that went to."""
    match command:
        case Chat(message, None):
            return chats_on(fetch, message.sender.address)
        case SendByMail():
            return subject.message.ticket if subject.message else None
    return merged_into(fetch, command.ticket) if command.ticket else None


def _of_flooded(fetch: Fetch, message: Message, registered: queries.Registration) -> int | None:
    """The conversation that a message of too many belongs to."""
    if message.channel is Channel.CHAT:
        return chats_on(fetch, message.author.address)
    known = registered.client.contact(message.author.address) is not None
    return ticket_of(fetch, as_it_came(message), registered.secret, known=known)
