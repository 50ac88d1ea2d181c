"""What a command is decided on: the state around the ticket, read inside the transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from vipdesk.domain.acknowledgement import NOTHING_ARRIVES, Acknowledgement, Arriving
from vipdesk.domain.alarm import Alarm
from vipdesk.domain.at_door import NOBODY_THERE, NOTHING_OF_IT, AtDoor, DoorChange
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking, Invitation
from vipdesk.domain.callback import Callback
from vipdesk.domain.cause import Cause, CauseChange
from vipdesk.domain.colleagues import Colleague
from vipdesk.domain.elsewhere import Item
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation import Escalation, Notice
from vipdesk.domain.event import Event
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import Handover, Introduction, Passing, SheetNote
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.language import _
from vipdesk.domain.mail_commands import Leave, OfCopies, Outgoing, PutMailPlace, TryAgain
from vipdesk.domain.message import Delivery, Draft, Message
from vipdesk.domain.outbox import OtherMail
from vipdesk.domain.people import Agent, Client, Contact, Person, Phone
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.recutting import Pin, WayBack
from vipdesk.domain.reminder import Reminder
from vipdesk.domain.saved_view import SaveView
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.time_off import Absences


class Reminding(Struct, frozen=True, kw_only=True):
    """What can come due (tickets in queue order, callbacks, calls), and what was told of it.

    `paused` are the tickets that may have waited for the client since something was told of them,
    `answered` says when the last answer was given, of those on which one was not delivered,
    `explained` which open tickets are late for a cause that is given.
    """

    lines: tuple[QueueLine, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    bookings: tuple[Booking, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    paused: tuple[Ticket, ...] = ()
    answered: Mapping[int, datetime] = field(default_factory=dict)
    explained: frozenset[int] = frozenset()


NOTHING_TO_REMIND = Reminding()


class Escalating(Struct, frozen=True, kw_only=True):
    """The escalation that is meant or stands on the ticket, all that stand, and our people.

    `before` is how the one that is meant stood before the answer that is taken back.
    """

    escalation: Escalation | None = None
    before: Escalation | None = None
    escalations: tuple[Escalation, ...] = ()
    people: tuple[Colleague, ...] = ()
    next_escalation: int = 1
    next_colleague: int = 1


NOTHING_ESCALATED = Escalating()


class Remains(Struct, frozen=True, kw_only=True):
    """What an act that is taken back left behind it, as it stands.

    `messages` are its ticket's from its own first one on, `reminders` those seen to since, of
    what it was about; `handed_over` is whether the guest was told of it.
    """

    messages: tuple[Message, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    handed_over: bool = False


NOTHING_REMAINS = Remains()


class Circumstances(Struct, frozen=True, kw_only=True):
    """The desk as it is inside the transaction; `now` is aware UTC.

    `ticket` is the one the command is about, or the conversation that a message belongs to;
    `others` are further tickets it touches, `message` the one a delivery, a report or a promotion
    is about,
    `messages` those that change their ticket, `drafts` what is half typed on the tickets,
    `callback` the one that is called back or filed, `same_phone` others from its number.
    `booking` is the call that is moved or ended, `bookings` and `busy` what takes time around it;
    `items` are what is known of the calendar elsewhere.
    `reminding` is what reminders are reckoned from, `escalating` what seniors have to do with it,
    `remains` what is there of an act that is taken back, `arriving` what is known around a message
    that comes in; `busy_uids` are identities elsewhere, by the number of the busy time;
    `other_mail` is a mail that is no answer, on its way or reported of; `causes` are those given
    of what was missed on the ticket; `alarms` are those that are known of what is open, or the
    one that is meant; `cover` is how somebody else than the agent has the desk, `unsigned` the
    sheet that waits to be signed, `handing` what a hand-over is decided on; `door` is what acts at
    the client's own door are decided on, `visitor` who acts there, None for our side.
    """

    now: datetime
    who: str
    policy: Policy
    client: Client
    agent: Agent
    secret: bytes
    next_ticket: int
    next_message: int
    next_callback: int = 1
    ticket: Ticket | None = None
    others: tuple[Ticket, ...] = ()
    message: Message | None = None
    messages: tuple[Message, ...] = ()
    drafts: tuple[Draft, ...] = ()
    callback: Callback | None = None
    same_phone: tuple[Callback, ...] = ()
    booking: Booking | None = None
    bookings: tuple[Booking, ...] = ()
    busy: tuple[Busy, ...] = ()
    busy_uids: Mapping[int, str] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    next_booking: int = 1
    next_busy: int = 1
    reminding: Reminding = NOTHING_TO_REMIND
    next_reminder: int = 1
    alarms: tuple[Alarm, ...] = ()
    next_alarm: int = 1
    escalating: Escalating = NOTHING_ESCALATED
    remains: Remains = NOTHING_REMAINS
    arriving: Arriving = NOTHING_ARRIVES
    other_mail: OtherMail | None = None
    causes: tuple[Cause, ...] = ()
    fresh_id: str = ""
    cover: Passing | None = None
    unsigned: Passing | None = None
    handing: Handing | None = None
    door: AtDoor = NOBODY_THERE
    visitor: Person | None = None

    def in_order(self, *, of_escalation: bool) -> Self:
        """The same, with `now` not before what the ticket's facts tell already.

        A clock may be set back, or be another machine's; an act comes after the one before it. An
        act on the escalation comes after what was done on that, too; an answer to the client does
        not: a senior's clock that is ahead must not make it late.
        """
        tickets = (*([self.ticket] if self.ticket else []), *self.others)
        told = [fact.at for ticket in tickets for fact in ticket.facts]
        escalation = self.escalating.escalation if of_escalation else None
        told += escalation.told_at if escalation is not None else []
        return replace(self, now=max([self.now, *told]))

    @property
    def holder(self) -> str:
        """The name of who has the desk: the dedicated agent, or who covers for them."""
        return self.cover.taker if self.cover is not None else self.agent.name

    @property
    def absences(self) -> Absences:
        """When people are off, as far as it was read: for a sweep."""
        zone = self.policy.hours.zone
        return Absences(self.agent.name, self.busy, self.escalating.people, zone)

    def the_handing(self) -> Handing:
        """What a hand-over is decided on: read for every command that is one."""
        if self.handing is None:
            raise ValueError("a hand-over is decided on what was not read")
        return self.handing

    def the_ticket(self) -> Ticket:
        """The ticket that the command names; BadInput where there is none, Refusal if merged."""
        if self.ticket is None:
            raise BadInput(_("there is no such ticket: `vipdesk tickets --all` lists them"))
        into = self.ticket.merged_into
        if into is not None:
            raise Refusal(
                _("#{ticket} was merged into #{into}: go on there").format(
                    ticket=self.ticket.number, into=into
                )
            )
        return self.ticket

    def the_callback(self) -> Callback:
        """The callback that the command names; BadInput where there is none."""
        if self.callback is None:
            raise BadInput(_("there is no such callback: `vipdesk callbacks --all` lists them"))
        return self.callback

    def the_booking(self) -> Booking:
        """The booking that the command names; BadInput where there is none."""
        if self.booking is None:
            raise BadInput(_("there is no such booking: `vipdesk calendar` lists them"))
        return self.booking

    def the_escalation(self) -> Escalation:
        """The escalation that the command names; BadInput where there is none."""
        if self.escalating.escalation is None:
            raise no_escalation()
        return self.escalating.escalation


def no_escalation() -> BadInput:
    """What is said of an escalation that there is none of, or that is nobody else's to know of."""
    return BadInput(_("there is no such escalation: `vipdesk escalations --all` lists them"))


class Change(Struct, frozen=True, kw_only=True):
    """What a command comes to; everything in it is saved together or not at all.

    `busy` are busy times under their identity elsewhere (empty for our own), `busy_gone` the
    identities of those no longer there, `free_again` the number of one that is no more;
    `items_gone` are addresses in the calendar elsewhere that are empty now; `withdrawn` (booking
    and sequence) is an invitation that is not to be sent, `phones_gone` are numbers of nobody any
    more; `zone` is a contact's address and zone, `language` theirs and their language;
    `acknowledgement` is a note to be sent; `policy` is in force from then on; `next_sweep` (aware
    UTC) is when something comes due next; `leaving` is a mail that is handed over now, `sending`
    one that is tried again, `left` one that is not; `untold` is the hand-over whose mails stay
    unsent; `door` is what is kept of the client's own door; `back` is what takes the act back, in
    this order, and is not saved.
    """

    tickets: tuple[Ticket, ...] = ()
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()
    contact: Contact | None = None
    draft: Draft | None = None
    pin: Pin | None = None
    back: tuple[WayBack, ...] = ()
    unreadable: Unreadable | None = None
    callbacks: tuple[Callback, ...] = ()
    phones: tuple[Phone, ...] = ()
    phones_gone: tuple[str, ...] = ()
    zone: tuple[str, str] | None = None
    language: tuple[str, str] | None = None
    acknowledgement: Acknowledgement | None = None
    view: SaveView | None = None
    policy: Policy | None = None
    booking: Booking | None = None
    invitation: Invitation | None = None
    withdrawn: tuple[int, int] | None = None
    busy: tuple[tuple[str, Busy], ...] = ()
    busy_gone: tuple[str, ...] = ()
    free_again: int | None = None
    items: tuple[Item, ...] = ()
    items_gone: tuple[str, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    next_sweep: datetime | None = None
    alarms: tuple[Alarm, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    notices: tuple[Notice, ...] = ()
    colleague: Colleague | None = None
    cause: CauseChange | None = None
    mail_place: PutMailPlace | None = None
    leaving: Leave | None = None
    sending: TryAgain | None = None
    left: tuple[Outgoing, int, Delivery] | None = None
    carried: tuple[str, datetime] | None = None
    sends_all: str = ""
    copy: OfCopies | None = None
    handovers: tuple[Handover, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    untold: int | None = None
    sheet_notes: tuple[SheetNote, ...] = ()
    door: DoorChange = NOTHING_OF_IT

    @property
    def ticket(self) -> Ticket | None:
        """The ticket it is mainly about."""
        return self.tickets[0] if self.tickets else None
