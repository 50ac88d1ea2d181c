"""The only way into the store: one transaction that reads, lets decide, and saves."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from vipdesk.domain.acknowledgement import NOTHING_ARRIVES, Arriving
from vipdesk.domain.actor import Actor, acting, actor_named
from vipdesk.domain.calendar_commands import CalendarCommand
from vipdesk.domain.cause import CauseCommand
from vipdesk.domain.circumstances import Change, Circumstances, Escalating
from vipdesk.domain.commands import (
    Command,
    Identify,
    KeepUnreadable,
    MarkFailed,
    Receive,
    ReceiveCall,
    SetSeverity,
)
from vipdesk.domain.deeds import Deed
from vipdesk.domain.done import PutBack
from vipdesk.domain.door_commands import Chat, ProposeSeverity
from vipdesk.domain.elsewhere import ElsewhereCommand
from vipdesk.domain.errors import Refusal
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover_commands import HandoverCommand, WriteForSheet
from vipdesk.domain.language import _
from vipdesk.domain.mail_commands import GiveUp
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.reminder_commands import ReminderCommand, Sweep
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.visitor import door_identity
from vipdesk.store import queries
from vipdesk.store.alarms import Alarming, alarming
from vipdesk.store.arriving import arriving
from vipdesk.store.audit_saving import enter
from vipdesk.store.calendar_state import CalendarState, calendar_state
from vipdesk.store.callback_state import Calls
from vipdesk.store.cause_queries import causes_for
from vipdesk.store.conversation import here_before, unreadable_before, word_before
from vipdesk.store.door_state import door_state
from vipdesk.store.escalation_queries import colleagues
from vipdesk.store.escalation_state import escalation_state
from vipdesk.store.handover_queries import handing, passings
from vipdesk.store.other_mail import other_mail
from vipdesk.store.recut_state import recut_state
from vipdesk.store.remains import remains
from vipdesk.store.reminded import reminded
from vipdesk.store.saving import Before, save
from vipdesk.store.subject import Subject, message_of, ticket_meant
from vipdesk.store.values import Row

FIRST_TICKET = 101

OthersThatRemind = (
    PutBack | MarkFailed | GiveUp | Receive | CauseCommand | SetSeverity | Chat | ProposeSeverity
)

PolicyFor = Callable[[str], Policy]
"""Gives the policy in force, from the text of the one kept with the store."""


class Transaction(Struct):
    """One immediate transaction: what is read in it can't change under the decision."""

    connection: Connection
    policy_for: PolicyFor
    _registration: queries.Registration | None = None
    _policy: Policy | None = None
    _loaded: Before = field(default_factory=Before)
    _known_calls: Calls | None = None

    def fetch(self, sql: str, values: Sequence[Any]) -> Sequence[Row]:
        """Run one statement of ours and give its rows."""
        return self.connection.exec_driver_sql(sql, tuple(values)).fetchall()

    def was_here_before(self, command: Command) -> bool:
        """Whether the command brings what the store already has."""
        match command:
            case Receive(message) | Chat(message):
                return here_before(self.fetch, message)
            case ProposeSeverity(visitor=visitor, identity=identity):
                return word_before(self.fetch, door_identity(visitor.address, identity))
            case KeepUnreadable(what):
                return unreadable_before(self.fetch, what)
            case ReceiveCall(call):
                known = self._calls().before(call)
                return known is not None and bool(known.transcript or not call.transcript)
        return False

    def actor(self, who: str) -> Actor:
        """Who acts under that name, in the role they have now."""
        people = colleagues(self.fetch, "1 = 1")
        return actor_named(people, self._registered().agent.name, who)

    def acting(self, name: str, login: str) -> Actor:
        """Whose acts those of a process are, by who was named and by its system user."""
        people = colleagues(self.fetch, "1 = 1")
        return acting(people, self._registered().agent.name, name, login)

    def circumstances(
        self, command: Command, now: datetime, who: str, fresh_id: str
    ) -> Circumstances:
        """The state that the command is decided on; an empty `who` stands for who has the desk."""
        registered, (cover, unsigned) = self._registered(), passings(self.fetch)
        message = message_of(self.fetch, command, self._registered)
        callback = self._calls().meant(command)
        escalating = self._escalating(command)
        ticket = self._meant(command, Subject(message, callback, escalating, self._registered))
        recut = recut_state(self.fetch, command)
        other = other_mail(self.fetch, command, self._registered) if message is None else None
        here = Circumstances(
            now=now,
            who=who or (cover.taker if cover is not None else registered.agent.name),
            policy=self.policy,
            client=registered.client,
            agent=registered.agent,
            secret=registered.secret,
            next_ticket=max(self._highest("ticket") + 1, FIRST_TICKET),
            next_message=self._highest("message") + 1,
            next_callback=self._highest("callback") + 1,
            ticket=ticket,
            others=self._others(command, ticket, escalating, recut.other),
            message=message,
            messages=recut.messages,
            drafts=recut.drafts,
            callback=callback,
            same_phone=self._calls().same_phone(command, callback),
            reminding=reminded(self.fetch, command, ticket, other),
            remains=remains(self.fetch, command),
            next_reminder=self._next_reminder(command),
            escalating=escalating,
            arriving=self._arriving(command, now),
            other_mail=other,
            fresh_id=fresh_id,
            cover=cover,
            unsigned=unsigned,
            door=door_state(self.fetch, command, ticket.number if ticket else None, message, now),
        )
        return self._with_calendar(self._with_our_side(here, command), command)

    def _with_our_side(self, here: Circumstances, command: Command) -> Circumstances:
        alarms = self._alarming(command)
        return replace(
            here,
            alarms=alarms.alarms,
            next_alarm=alarms.next_alarm,
            causes=causes_for(self.fetch, command),
            handing=self._handing(command),
        )

    def _calls(self) -> Calls:
        if self._known_calls is None:
            self._known_calls = Calls(self.fetch, self._loaded.callbacks)
        return self._known_calls

    def _handing(self, command: Command) -> Handing | None:
        """All of the desk, for who hands it over; a note for the sheet needs none of it."""
        if not isinstance(command, HandoverCommand) or isinstance(command, WriteForSheet):
            return None
        return handing(self.fetch, lambda _: self.policy)

    def _arriving(self, command: Command, now: datetime) -> Arriving:
        if not isinstance(command, Receive):
            return NOTHING_ARRIVES
        sender = command.message.sender.address
        known = self._registered().client.contact(sender) is not None
        return arriving(self.fetch, command.message, now, known=known)

    def _with_calendar(self, here: Circumstances, command: Command) -> Circumstances:
        calendar = self._calendar(command)
        return replace(
            here,
            booking=calendar.booking,
            bookings=calendar.bookings,
            busy=calendar.busy,
            busy_uids=calendar.busy_uids,
            items=calendar.items,
            next_booking=self._next("booking", command),
            next_busy=self._next("busy", command),
        )

    def _next(self, table: str, command: Command) -> int:
        """The number that the next row of the calendar gets, where one may be written."""
        in_calendar = isinstance(command, CalendarCommand | ElsewhereCommand | PutBack)
        return self._highest(table) + 1 if in_calendar else 1

    def _next_reminder(self, command: Command) -> int:
        reminds = isinstance(command, ReminderCommand | OthersThatRemind)
        self._loaded.next_reminder = self._highest("reminder") + 1 if reminds else 1
        return self._loaded.next_reminder

    def _alarming(self, command: Command) -> Alarming:
        found = alarming(self.fetch, command)
        self._loaded.next_alarm = found.next_alarm
        return found

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        if self._policy is None:
            self._policy = self.policy_for(self._registered().policy_text)
        return self._policy

    def save(self, change: Change, here: Circumstances, deed: Deed) -> None:
        """Write what was decided, and enter it into the audit."""
        save(self.connection, change, here.policy, self._loaded, here.next_message)
        enter(self.connection, change, here, deed)
        self._loaded.clear()
        self._known_calls = None
        if change.contact or change.phones or change.zone or change.language:
            self._registration = None
        if change.policy is not None:
            self._registration = self._policy = None

    def _registered(self) -> queries.Registration:
        if self._registration is None:
            self._registration = queries.registration(self.fetch)
        return self._registration

    def _calendar(self, command: Command) -> CalendarState:
        calendar = calendar_state(self.fetch, command)
        if calendar.booking is not None:
            self._loaded.bookings.add(calendar.booking.number)
        return calendar

    def _highest(self, table: str) -> int:
        ((highest,),) = self.fetch(f"SELECT coalesce(max(number), 0) FROM {table}", ())
        return int(highest)

    def _escalating(self, command: Command) -> Escalating:
        found = escalation_state(self.fetch, command)
        self._loaded.next_escalation = found.next_escalation
        self._loaded.next_colleague = found.next_colleague
        return found

    def _meant(self, command: Command, subject: Subject) -> Ticket | None:
        number = ticket_meant(self.fetch, command, subject)
        return None if number is None else next(iter(self._load([number])), None)

    def _others(
        self, command: Command, ticket: Ticket | None, escalating: Escalating, other: int | None
    ) -> tuple[Ticket, ...]:
        """The other of two; an unknown sender's, theirs once known; what is escalated."""
        if other is not None:
            return self._load([other])
        if isinstance(command, Sweep):
            return self._load([one.ticket for one in escalating.escalations if one.stands])
        if isinstance(command, PutPolicy):
            self._check_named(command.policy)
            return self._load([row[0] for row in self.fetch(queries.OPEN_NUMBERS, ())])
        if not isinstance(command, Identify) or ticket is None:
            return ()
        theirs = self.fetch(
            "SELECT number FROM ticket WHERE requester_address = ? AND sender_unknown"
            " AND number <> ?",
            (ticket.requester.address, ticket.number),
        )
        return self._load([row[0] for row in theirs])

    def _check_named(self, policy: Policy) -> None:
        if self.policy_for(policy.text).version != policy.version:
            raise Refusal(
                _(
                    "another policy is named by --policy or VIPDESK_POLICY: start without that, "
                    "then put this one in force"
                )
            )

    def _load(self, numbers: list[int]) -> tuple[Ticket, ...]:
        found = queries.tickets(self.fetch, numbers)
        self._loaded.tickets.update((ticket.number, ticket) for ticket in found)
        return found


class Writer:
    """Opens transactions on the store, one at a time, for one thread."""

    def __init__(self, engine: Engine, policy_for: PolicyFor) -> None:
        self._engine = engine
        self._policy_for = policy_for

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction that is durable when the block has ended, or leaves no trace."""
        with self._engine.begin() as connection:
            yield Transaction(connection, self._policy_for)

    def close(self) -> None:
        """Let go of the store."""
        self._engine.dispose()
