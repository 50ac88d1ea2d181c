"""The one door for writing: a command is decided on the state inside the transaction."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from vipdesk.clock import Clock
from vipdesk.domain.actor import LONGEST_NAME
from vipdesk.domain.audit import NOWHERE, Terminal
from vipdesk.domain.circumstances import Change
from vipdesk.domain.commands import Command
from vipdesk.domain.decide import decide
from vipdesk.domain.deeds import Deed
from vipdesk.domain.mail_commands import KeepCopy, Outgoing, PutMailPlace
from vipdesk.domain.people import Person
from vipdesk.domain.roles import check_may
from vipdesk.domain.text import clean_line
from vipdesk.domain.visitor import check_is_theirs, check_visitor_may
from vipdesk.store.callback_queries import known_calls
from vipdesk.store.mail_queries import copies_waiting, copy_waiting, founded, mail_place
from vipdesk.store.writer import Transaction, Writer


class Executed(Struct, frozen=True):
    """What a command came to; a message that was here before changes nothing."""

    change: Change = field(default_factory=Change)
    duplicate: bool = False


class Desk:
    """Executes commands on the store, for one thread at a time."""

    def __init__(
        self,
        writer: Writer,
        clock: Clock,
        who: str = "",
        terminal: Terminal = NOWHERE,
        visitor: Person | None = None,
    ) -> None:
        """`who` acts at `terminal`; empty stands for who has the desk: the agent, or a cover.

        A `visitor` at the client's own door acts for themselves; one without an address is not
        signed in yet.
        """
        self._writer = writer
        self._clock = clock
        self._who = who
        self._terminal = terminal
        self._visitor = visitor

    def execute(self, command: Command) -> Executed:
        """Decide and save; durable on return. Raises Refusal, BadInput or StoreError."""
        with self._writer.transaction() as transaction:
            return self._decide_and_save(transaction, command)

    def execute_all(self, commands: Iterable[Command]) -> list[Executed]:
        """Several commands in one transaction: all of them are durable on return, or none."""
        with self._writer.transaction() as transaction:
            return [self._decide_and_save(transaction, command) for command in commands]

    def known_calls(self) -> frozenset[str]:
        """The identities of the calls that were taken; of those with words also `… text`."""
        with self._writer.transaction() as transaction:
            return known_calls(transaction.fetch)

    def mail_place(self, folder: str) -> PutMailPlace | None:
        """How far a folder of the mailbox was read; None where it never was."""
        with self._writer.transaction() as transaction:
            return mail_place(transaction.fetch, folder)

    def copies_waiting(self) -> tuple[tuple[Outgoing, int], ...]:
        """Of what a copy is still to be put into its folder, the oldest first."""
        with self._writer.transaction() as transaction:
            return copies_waiting(transaction.fetch)

    def copy_waiting(self, what: Outgoing, number: int) -> KeepCopy | None:
        """One of them, whole."""
        with self._writer.transaction() as transaction:
            return copy_waiting(transaction.fetch, what, number)

    def founded(self) -> datetime | None:
        """When it was set up (aware)."""
        with self._writer.transaction() as transaction:
            return founded(transaction.fetch)

    def close(self) -> None:
        """Let go of the store."""
        self._writer.close()

    @property
    def _acts_as(self) -> str:
        if self._visitor is None:
            return self._who
        return clean_line(self._visitor.called, LONGEST_NAME)

    def _decide_and_save(self, transaction: Transaction, command: Command) -> Executed:
        if self._visitor is not None:
            check_visitor_may(self._visitor, command)
        elif self._who:
            check_may(transaction.actor(self._who), command)
        if transaction.was_here_before(command):
            return Executed(duplicate=True)
        now, fresh_id = self._clock(), uuid.uuid4().hex
        here = transaction.circumstances(command, now, self._acts_as, fresh_id)
        if self._visitor is not None:
            here = replace(here, visitor=self._visitor)
            check_is_theirs(self._visitor, command, here)
        change = decide(command, here)
        deed = Deed(command, self._terminal, by_client=self._visitor is not None)
        transaction.save(change, here, deed)
        return Executed(change)
