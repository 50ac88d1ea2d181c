"""What tests tell stories with: instants as people write them, a client, a ticket's life."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from vipdesk.domain.acknowledgement import Acknowledgement, Arriving
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import (
    Command,
    Identify,
    LogCall,
    MakeTicket,
    MarkFailed,
    MarkSent,
    NoAnswerNeeded,
    Receive,
    Reply,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.course import Course, follow
from vipdesk.domain.decide import decide
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.message import Kind, Message
from vipdesk.domain.people import Agent, Client, Person
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.queue import QueueLine, queue_line
from vipdesk.domain.target import Band
from vipdesk.domain.ticket import Ticket

BRATISLAVA = ZoneInfo("Europe/Bratislava")

MARTA = Person("Marta Rossi", "marta.rossi@acme.example.com")
PAOLO = Person("Paolo Bianchi", "paolo.bianchi@acme.example.com")
STRANGER = Person("Sam Sellers", "sam@elsewhere.example.org")
JANA = Agent("Jana Nováková", "jana@vipdesk.example.org")
ACME = Client(
    name="Acme S.p.A.",
    plan="All-inclusive",
    vip_from=date(2026, 4, 1),
    vip_until=date(2027, 3, 31),
    contacts=(MARTA, PAOLO),
)


def at(text: str, zone: ZoneInfo = BRATISLAVA, fold: int = 0) -> datetime:
    """The instant of "Fri 2026-11-20 16:00" on the wall of the desk; the weekday must be right."""
    weekday, said = text.split(" ", 1)
    wall = datetime.fromisoformat(said).replace(tzinfo=zone, fold=fold)
    assert f"{wall:%a}" == weekday, f"{said} is a {wall:%a}"
    return wall


def hours(count: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=count)


class Story:
    """The life of one desk's tickets, told act by act; the first mail opens #101."""

    def __init__(self, policy: Policy, client: Client = ACME) -> None:
        self.policy = policy
        self.client = client
        self.now = at("Mon 2026-11-16 09:00")
        self.tickets: dict[int, Ticket] = {}
        self.messages: dict[int, Message] = {}
        self.changes: list[Change] = []
        self.notes: list[Acknowledgement] = []

    def at(self, when: str) -> "Story":
        """Go on at this instant."""
        self.now = at(when)
        return self

    def do(self, command: Command, ticket: int | None = None) -> Change:
        """Decide a command on the tickets as they stand, and take what it comes to."""
        change = decide(command, self._circumstances(command, ticket))
        self.tickets.update({each.number: each for each in change.tickets})
        self.messages.update({each.number: each for each in change.messages})
        if change.acknowledgement is not None:
            self.notes.append(change.acknowledgement)
        if change.contact is not None:
            self._remember(change.contact.person, stranger=change.contact.stranger)
        self.changes.append(change)
        return change

    def mail(
        self,
        sender: Person = MARTA,
        *,
        ticket: int | None = None,
        subject: str = "New mail is not fetched",
        channel: Channel = Channel.EMAIL,
        origin: Origin = Origin.PERSON,
        received: datetime | None = None,
        text: str = "Please help.",
        live: bool = False,
        wants_no_note: bool = False,
    ) -> Change:
        """The client writes: a new matter, or on the conversation of `ticket`."""
        inbound = Inbound(
            channel=channel,
            external_id=f"mail-{len(self.messages)}",
            sender=sender,
            received=received or self.now,
            subject=subject,
            text=text,
            origin=origin,
            message_id=f"mail-{len(self.messages)}@acme.example.com",
            live=live,
            wants_no_note=wants_no_note,
        )
        return self.do(Receive(inbound), ticket)

    def chat(self) -> Change:
        """The client opens a matter by chat."""
        return self.mail(channel=Channel.CHAT)

    def answer(self, then: Status | None = None, ticket: int = 101) -> Message:
        """We answer in public."""
        return self.do(Reply(ticket, "We are on it.", then)).messages[0]

    def severity(self, level: int, reason: str = "seen the effect", ticket: int = 101) -> Change:
        """A person sets the severity."""
        return self.do(SetSeverity(ticket, level, reason))

    def status(self, status: Status, ticket: int = 101) -> Change:
        """A person sets the status."""
        return self.do(SetStatus(ticket, status))

    def thanks(self, ticket: int = 101) -> Change:
        """No answer is needed."""
        return self.do(NoAnswerNeeded(ticket))

    def call(self, *, reached: bool, ticket: int = 101) -> Change:
        """We ring the client up."""
        return self.do(LogCall(ticket, reached))

    def identify(self, name: str | None, ticket: int = 101) -> Change:
        """A person says who the unknown sender is."""
        return self.do(Identify(ticket, name))

    def course(self, ticket: int = 101) -> Course:
        """Where a ticket stands."""
        return follow(self.tickets[ticket], self.policy)

    def line(self, ticket: int = 101) -> QueueLine:
        """The ticket as a row of the queue."""
        return queue_line(self.course(ticket))

    def due(self, ticket: int = 101) -> datetime | None:
        """When the running target is due, in desk time; None without one."""
        running = self.line(ticket).countdown
        return running.due.astimezone(self.policy.hours.zone) if running else None

    def band(self, ticket: int = 101) -> Band:
        """The band of a ticket now."""
        return self.line(ticket).band(self.policy, self.now)

    def left(self, ticket: int = 101) -> timedelta:
        """What is left of the running target now."""
        running = self.line(ticket).countdown
        assert running is not None, "no target is running"
        return running.remaining(self.policy.hours, self.now)

    def outcomes(self, ticket: int = 101) -> list[tuple[str, str]]:
        """Kind and outcome of each closed target, in order."""
        return [(v.kind.value, v.outcome.value) for v in self.course(ticket).verdicts]

    def _remember(self, person: Person, *, stranger: bool) -> None:
        if stranger:
            strangers = self.client.strangers | {person.address}
            self.client = replace(self.client, strangers=strangers)
        else:
            self.client = replace(self.client, contacts=(*self.client.contacts, person))

    def _circumstances(self, command: Command, ticket: int | None) -> Circumstances:
        message = self._message(command)
        number = ticket or getattr(command, "ticket", None) or (message and message.ticket)
        subject = self.tickets.get(number) if number else None
        return Circumstances(
            now=self.now,
            who=JANA.name,
            policy=self.policy,
            client=self.client,
            agent=JANA,
            secret=b"key",
            next_ticket=max(self.tickets, default=100) + 1,
            next_message=len(self.messages) + 1,
            ticket=subject,
            others=self._others(command, subject, self.tickets),
            message=message,
            arriving=Arriving(notes=tuple(self.notes), next_note=len(self.notes) + 1),
            fresh_id=f"answer-{len(self.messages)}",
        )

    def _message(self, command: Command) -> Message | None:
        match command:
            case MarkSent(number) | MarkFailed(number) | MakeTicket(number):
                return self.messages.get(number)
            case Reply(ticket=ticket):
                received = [
                    m
                    for m in self.messages.values()
                    if m.ticket == ticket and m.kind is Kind.RECEIVED
                ]
                return max(received, key=lambda m: m.at, default=None)
        return None

    @staticmethod
    def _others(
        command: Command, ticket: Ticket | None, tickets: Mapping[int, Ticket]
    ) -> tuple[Ticket, ...]:
        if not isinstance(command, Identify) or ticket is None:
            return ()
        mine = ticket.requester.address
        return tuple(
            t
            for t in tickets.values()
            if t.number != ticket.number and t.requester.address == mine and t.sender_unknown
        )
