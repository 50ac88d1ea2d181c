"""A desk with an outbox, and the server that it sends by."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.smtp_server import PASSWORD, SmtpServer, smtp_server
from vipdesk.channels.smtp.submission import Submission
from vipdesk.domain.commands import Reply
from vipdesk.domain.message import Message
from vipdesk.letters import Letters, Told
from vipdesk.mail_account import MailAccount
from vipdesk.marking import Report
from vipdesk.outbox import Outbox
from vipdesk.policies import policy_for
from vipdesk.secret import Secret
from vipdesk.store.connections import open_reader
from vipdesk.store.files import Files, files_beside
from vipdesk.store.outbox import OutboxReader

HELD, DUE = "Mon 2026-11-23 09:30:04", "Mon 2026-11-23 09:30:05"
"""The last moment that an answer of half past nine is held, and the first that it is not."""


@dataclass
class Sending:
    """A desk whose mail goes to a real server."""

    real: RealDesk
    server: SmtpServer
    account: MailAccount
    notes: list[str] = field(default_factory=list)
    stands: list[str] = field(default_factory=list)
    told: dict[int, Told] = field(default_factory=dict)
    opened: list[OutboxReader] = field(default_factory=list)
    patience: float = 10.0
    known_as: str = ""

    def outbox(self) -> Outbox:
        """A courier that starts now."""
        reader = OutboxReader(open_reader(self.real.where, writes_too=True), policy_for)
        self.opened.append(reader)
        letters = Letters(reader, self.files, self.account, self.told.get)
        return Outbox(
            self.real.desk,
            reader,
            letters,
            self.line,
            self.real.clock,
            lambda: True,
            Report(self.notes.append, self.stands.append),
            lambda: None,
            account=self.known_as,
        )

    def line(self) -> Submission:
        """A line to the server."""
        wait = self.patience
        return Submission(self.account, lambda: Secret(PASSWORD), patience=wait, longer=wait)

    @property
    def files(self) -> Files:
        """What is kept beside the store."""
        return Files(files_beside(self.real.where))

    def answer(self, text: str = "We are on it.", number: int = 101) -> Message:
        """The agent answers."""
        return self.real.do(Reply(number, text)).change.messages[0]

    def at(self, when: str) -> "Sending":
        """The outbox looks at this instant."""
        self.real.at(when)
        self.outbox().send_due(Event())
        return self

    def now(self, number: int) -> Message:
        """An answer as it stands."""
        (found,) = [m for m in self.real.ticket().messages if m.number == number]
        return found

    @property
    def copies(self) -> list[bytes]:
        """What is still to be put into the folder for what was sent."""
        desk = self.real.desk
        found = [desk.copy_waiting(what, number) for what, number in desk.copies_waiting()]
        return [copy.raw for copy in found if copy is not None]

    @property
    def mails(self) -> list[EmailMessage]:
        """What the server took, as another program opens it."""
        return [message_from_bytes(one.raw, policy=policy.default) for one in self.server.taken]


@pytest.fixture
def sends(real: RealDesk, tmp_path: Path) -> Iterator[Sending]:
    """A desk at half past nine, with a mail of Marta's on it."""
    real.mail()
    with smtp_server(tmp_path) as server:
        account = replace(server.account(), sent="Sent")
        sending = Sending(real, server, account)
        yield sending
        for reader in sending.opened:
            reader.close()
