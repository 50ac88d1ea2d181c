"""What somebody wishes to be done; each is decided on the state inside the transaction."""

from datetime import datetime

from msgspec import Struct

from vipdesk.domain.alarm import AlarmCommand
from vipdesk.domain.calendar_commands import CalendarCommand
from vipdesk.domain.callback import Outcome
from vipdesk.domain.cause import CauseCommand
from vipdesk.domain.done import PutBack
from vipdesk.domain.door_commands import DoorCommand
from vipdesk.domain.elsewhere import ElsewhereCommand
from vipdesk.domain.escalation_commands import EscalationCommand, PeopleCommand
from vipdesk.domain.facts import Status
from vipdesk.domain.handover_commands import HandoverCommand
from vipdesk.domain.inbound import Inbound, InboundCall, Unreadable
from vipdesk.domain.mail_commands import MailCommand
from vipdesk.domain.message import Attachment
from vipdesk.domain.policy import Channel
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.recutting import RecuttingCommand
from vipdesk.domain.reminder_commands import ReminderCommand
from vipdesk.domain.saved_view import SaveView


class Receive(Struct, frozen=True):
    """Take a message that a channel brought."""

    message: Inbound


class KeepUnreadable(Struct, frozen=True):
    """Keep what could not be read, for a person to look at."""

    what: Unreadable


class OpenTicket(Struct, frozen=True):
    """Open a ticket by hand; `received` (aware) is when the client turned to us, None for now.

    `follows` is the ticket whose matter goes on in this one.
    """

    subject: str
    severity: int
    channel: Channel = Channel.MANUAL
    requester: str = ""
    received: datetime | None = None
    text: str = ""
    follows: int | None = None


class Reply(Struct, frozen=True):
    """Answer the client; `then` is the status to leave the ticket in, None for as it is.

    `attachments` are files that are kept already and go with it.
    """

    ticket: int
    text: str
    then: Status | None = None
    attachments: tuple[Attachment, ...] = ()


class Note(Struct, frozen=True):
    """Write down something that only our side sees."""

    ticket: int
    text: str


class LogCall(Struct, frozen=True):
    """A call with the client, or an attempt that reached nobody."""

    ticket: int
    reached: bool
    text: str = ""


class SetSeverity(Struct, frozen=True):
    """Confirm the severity (the same level), or change it for a reason."""

    ticket: int
    level: int
    reason: str = ""


class SetStatus(Struct, frozen=True):
    """Wait for the client, resolve, or reopen."""

    ticket: int
    status: Status


class NoAnswerNeeded(Struct, frozen=True):
    """Take the client's last message as a thank-you."""

    ticket: int


class Promise(Struct, frozen=True):
    """Promise the client a word by `until` (aware); an answer keeps it."""

    ticket: int
    until: datetime


class WithdrawPromise(Struct, frozen=True):
    """Take the standing promise back; with `until`, only if it is the one for that moment."""

    ticket: int
    until: datetime | None = None


class Identify(Struct, frozen=True):
    """Say who an unknown sender is: a contact from now on, or None for nobody of the client."""

    ticket: int
    name: str | None


class MakeTicket(Struct, frozen=True):
    """Make a ticket of a message that was set aside."""

    message: int


class MarkSent(Struct, frozen=True):
    """The answer with this message number was handed over; `why` tells whom it did not go to."""

    message: int
    why: str = ""


class MarkFailed(Struct, frozen=True):
    """The answer with this message number finally could not be delivered.

    It is `unsure` where it may have arrived all the same, and nobody can know.
    """

    message: int
    reason: str
    unsure: bool = False


class ReceiveCall(Struct, frozen=True):
    """Take a call that nobody took: a voicemail, or one that is only known to have been missed."""

    call: InboundCall


class Filing(Struct, frozen=True):
    """The ticket that a callback ends in: an existing one, or a new one about `subject`.

    `requester` is the address of the contact whose new ticket it is; empty for the caller, or for
    the client as such where the caller is not known.
    """

    ticket: int | None = None
    subject: str = ""
    requester: str = ""


class LogAttempt(Struct, frozen=True):
    """Somebody was called back; who was reached needs a `filing` where there is no ticket yet."""

    callback: int
    outcome: Outcome
    note: str = ""
    filing: Filing | None = None


class FileCallback(Struct, frozen=True):
    """Put a callback on a ticket; `done` where nobody has to be called any more."""

    callback: int
    filing: Filing | None = None
    done: bool = False


class PlanTry(Struct, frozen=True):
    """Call again at `at` (aware)."""

    callback: int
    at: datetime


class MarkHeard(Struct, frozen=True):
    """Somebody listened to the recording."""

    callback: int


class NameCaller(Struct, frozen=True):
    """The caller is the contact with this address; their number is known from now on."""

    callback: int
    address: str
    name: str = ""


class SetContact(Struct, frozen=True):
    """Somebody of the client; `phones` are (E.164, fit to read) and come to those known.

    `zone` is the IANA zone they live in, `language` what they are written to in (ISO 639); empty
    for what is known of it already.
    """

    address: str
    name: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    zone: str = ""
    language: str = ""


class SaveDraft(Struct, frozen=True):
    """Keep what is typed and not yet sent; an empty text forgets the draft."""

    ticket: int
    text: str


TicketCommand = (
    Reply
    | Note
    | LogCall
    | SetSeverity
    | SetStatus
    | NoAnswerNeeded
    | Promise
    | WithdrawPromise
    | Identify
    | SaveDraft
)
DeliveryCommand = MarkSent | MarkFailed
CallbackCommand = LogAttempt | FileCallback | PlanTry | MarkHeard | NameCaller
DeskCommand = (
    Receive
    | ReceiveCall
    | KeepUnreadable
    | OpenTicket
    | MakeTicket
    | SetContact
    | TicketCommand
    | DeliveryCommand
    | CallbackCommand
    | CalendarCommand
    | ElsewhereCommand
    | SaveView
    | PutPolicy
    | ReminderCommand
    | AlarmCommand
    | RecuttingCommand
    | CauseCommand
    | PutBack
)
Command = (
    DeskCommand | MailCommand | EscalationCommand | PeopleCommand | HandoverCommand | DoorCommand
)
