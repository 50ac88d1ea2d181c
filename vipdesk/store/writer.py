"""The only way into the store: one transaction that reads, lets decide, and saves."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from vipdesk.domain.calendar_commands import CalendarCommand
from vipdesk.domain.callback import Callback
from vipdesk.domain.circumstances import NOTHING_TO_REMIND, Change, Circumstances
from vipdesk.domain.commands import (
    Command,
    FileCallback,
    Identify,
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
from vipdesk.domain.elsewhere import ElsewhereCommand
from vipdesk.domain.errors import Refusal
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.message import Message
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.reminder_commands import ReminderCommand
from vipdesk.domain.saved_view import SaveView
from vipdesk.domain.ticket import Ticket
from vipdesk.store import queries
from vipdesk.store.calendar_state import calendar_state
from vipdesk.store.callback_queries import OPEN, call_before, callbacks
from vipdesk.store.conversation import here_before, ticket_of, unreadable_before
from vipdesk.store.reminders import reminding
from vipdesk.store.saving import Before, save
from vipdesk.store.values import Row

FIRST_TICKET = 101

PolicyFor = Callable[[str], Policy]
"""Gives the policy in force, from the text of the one kept with the store."""


@dataclass(slots=True)
class Transaction:
    """One immediate transaction: what is read in it can't change under the decision."""

    connection: Connection
    policy_for: PolicyFor
    _registration: queries.Registration | None = None
    _policy: Policy | None = None
    _loaded: Before = field(default_factory=Before)
    _asked: tuple[InboundCall, Callback | None] | None = None

    def fetch(self, sql: str, values: Sequence[Any]) -> Sequence[Row]:
        """Run one statement of ours and give its rows."""
        return self.connection.exec_driver_sql(sql, tuple(values)).fetchall()

    def was_here_before(self, command: Command) -> bool:
        """Whether the command brings what the store already has."""
        match command:
            case Receive(message):
                return here_before(self.fetch, message)
            case KeepUnreadable(what):
                return unreadable_before(self.fetch, what)
            case ReceiveCall(call):
                known = self._call_before(call)
                return known is not None and bool(known.transcript or not call.transcript)
        return False

    def circumstances(
        self, command: Command, now: datetime, who: str, fresh_id: str
    ) -> Circumstances:
        """The state that the command is decided on; an empty `who` stands for the agent."""
        registered = self._registered()
        message, callback = self._message(command), self._callback(command)
        ticket = self._ticket(self._number(command, message, callback))
        calendar = calendar_state(self.fetch, command)
        if calendar.booking is not None:
            self._loaded.bookings.add(calendar.booking.number)
        in_calendar = isinstance(command, CalendarCommand | ElsewhereCommand)
        reminds = isinstance(command, ReminderCommand)
        self._loaded.next_reminder = self._highest("reminder") + 1 if reminds else 1
        return Circumstances(
            now=now,
            who=who or registered.agent.name,
            policy=self.policy,
            client=registered.client,
            agent=registered.agent,
            secret=registered.secret,
            next_ticket=max(self._highest("ticket") + 1, FIRST_TICKET),
            next_message=self._highest("message") + 1,
            next_callback=self._highest("callback") + 1,
            ticket=ticket,
            others=self._others(command, ticket),
            message=message,
            callback=callback,
            same_phone=self._same_phone(command, callback),
            booking=calendar.booking,
            bookings=calendar.bookings,
            busy=calendar.busy,
            items=calendar.items,
            next_booking=self._highest("booking") + 1 if in_calendar else 1,
            next_busy=self._highest("busy") + 1 if in_calendar else 1,
            reminding=reminding(self.fetch) if reminds else NOTHING_TO_REMIND,
            next_reminder=self._loaded.next_reminder,
            fresh_id=fresh_id,
        )

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        if self._policy is None:
            self._policy = self.policy_for(self._registered().policy_text)
        return self._policy

    def save(self, change: Change, here: Circumstances) -> None:
        """Write what was decided."""
        save(self.connection, change, here.policy, self._loaded, here.next_message)
        self._loaded.clear()
        self._asked = None
        if change.contact is not None or change.phones or change.zone is not None:
            self._registration = None
        if change.policy is not None:
            self._registration = self._policy = None

    def _registered(self) -> queries.Registration:
        if self._registration is None:
            self._registration = queries.registration(self.fetch)
        return self._registration

    def _highest(self, table: str) -> int:
        ((highest,),) = self.fetch(f"SELECT coalesce(max(number), 0) FROM {table}", ())
        return int(highest)

    def _message(self, command: Command) -> Message | None:
        """The message that the command is about, or the one that an answer answers."""
        match command:
            case MarkSent(number) | MarkFailed(number) | MakeTicket(number):
                found = queries.messages(self.fetch, "number = ?", (number,))
            case Reply(ticket=number):
                latest = "ticket = ? AND kind = 'received' ORDER BY at DESC, number DESC LIMIT 1"
                found = queries.messages(self.fetch, latest, (number,))
            case _:
                return None
        return next(iter(found), None)

    def _callback(self, command: Command) -> Callback | None:
        """The callback that the command is about."""
        match command:
            case ReceiveCall(call):
                found = self._call_before(call)
                return found and self._keep([found])
            case LogAttempt() | FileCallback() | PlanTry() | MarkHeard() | NameCaller():
                there = callbacks(self.fetch, "number = ?", (command.callback,))
                return self._keep(there)
        return None

    def _call_before(self, call: InboundCall) -> Callback | None:
        """The callback of this call, if there is one, looked for once a command."""
        if self._asked is None or self._asked[0] is not call:
            self._asked = call, call_before(self.fetch, call)
        return self._asked[1]

    def _keep(self, found: Sequence[Callback]) -> Callback | None:
        self._loaded.callbacks.update((callback.number, callback) for callback in found)
        return next(iter(found), None)

    def _same_phone(self, command: Command, callback: Callback | None) -> tuple[Callback, ...]:
        """Who else called from the number of a caller who is named now."""
        if not isinstance(command, NameCaller) or callback is None or not callback.phone:
            return ()
        values = (callback.phone, callback.number)
        found = callbacks(self.fetch, f"phone = ? AND number <> ? AND {OPEN}", values)
        self._keep(found)
        return found

    def _number(
        self, command: Command, message: Message | None, callback: Callback | None
    ) -> int | None:
        if isinstance(command, CalendarCommand | ElsewhereCommand | ReminderCommand):
            return None
        match command:
            case LogAttempt(filing=filing) | FileCallback(filing=filing) if filing is not None:
                return filing.ticket
            case LogAttempt() | FileCallback() | PlanTry() | MarkHeard() | NameCaller():
                return callback.ticket if callback else None
            case ReceiveCall() | SetContact() | SaveView() | PutPolicy():
                return None
            case Receive(inbound):
                registered = self._registered()
                known = registered.client.contact(inbound.sender.address) is not None
                return ticket_of(self.fetch, inbound, registered.secret, known=known)
            case MarkSent() | MarkFailed() | MakeTicket():
                return message.ticket if message else None
            case KeepUnreadable() | OpenTicket():
                return None
        return command.ticket

    def _ticket(self, number: int | None) -> Ticket | None:
        if number is None:
            return None
        return next(iter(self._load([number])), None)

    def _others(self, command: Command, ticket: Ticket | None) -> tuple[Ticket, ...]:
        """An unknown sender's other tickets, theirs too once they are known; all open ones."""
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
                "another policy is named by --policy or VIPDESK_POLICY: start without that, then "
                "put this one in force"
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
