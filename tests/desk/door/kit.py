"""A desk whose client comes in by their own door."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.desk.conftest import RealDesk
from tests.kit import MARTA
from vipdesk.desk import Desk, Executed
from vipdesk.domain.audit import Terminal
from vipdesk.domain.commands import Command, Reply
from vipdesk.domain.door_commands import Chat, Enter, MakeLink
from vipdesk.domain.door_view import Conversation
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.visit import digest_of
from vipdesk.domain.visitor import door_identity
from vipdesk.policies import policy_for
from vipdesk.store.connections import open_reader
from vipdesk.store.door_reader import DoorReader
from vipdesk.store.engine import open_writer

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOBODY = Person("", "")


def word(
    text: str,
    identity: str,
    sender: Person = MARTA,
    files: tuple[Attachment, ...] = (),
    ticket: int | None = None,
) -> Chat:
    """What a page sends; when it came is decided on our side."""
    return Chat(
        Inbound(
            channel=Channel.CHAT,
            external_id=door_identity(sender.address, identity),
            sender=sender,
            received=EPOCH,
            text=text,
            attachments=files,
        ),
        ticket,
    )


@dataclass(slots=True)
class Door:
    """Pages of visitors before a desk."""

    real: RealDesk
    reader: DoorReader
    whence: Terminal = field(default_factory=lambda: Terminal("page, 203.0.113.5"))
    words: int = 0

    def as_(self, visitor: Person, command: Command) -> Executed:
        """What a visitor does."""
        desk = Desk(self.real.writer, self.real.clock, terminal=self.whence, visitor=visitor)
        return desk.execute(command)

    def says(
        self,
        text: str,
        visitor: Person = MARTA,
        *,
        identity: str = "",
        ticket: int | None = None,
        files: tuple[Attachment, ...] = (),
    ) -> Executed:
        """A visitor writes."""
        self.words += 1
        said = identity or f"word-{self.words}"
        return self.as_(visitor, word(text, said, visitor, files, ticket))

    def page(
        self, ticket: int = 101, visitor: Person = MARTA, after: int = 0
    ) -> Conversation | None:
        """What a visitor's page shows."""
        return self.reader.conversation(visitor.address, ticket, after)

    def texts(self, ticket: int = 101, visitor: Person = MARTA) -> list[str]:
        """The same in short."""
        shown = self.page(ticket, visitor)
        return [] if shown is None else [one.text for one in shown.words]

    def link(self, secret: str = "a secret", visitor: Person = MARTA) -> Executed:
        """The agent makes a link."""
        return self.real.do(MakeLink(visitor.address, digest_of(secret)))

    def enter(self, secret: str = "a secret", visit: str = "a browser") -> Executed:
        """Somebody opens it."""
        command = Enter(digest_of(secret), digest_of(visit), "203.0.113.5", "Firefox")
        return self.as_(NOBODY, command)


@contextmanager
def door_of(real: RealDesk) -> Iterator[Door]:
    """The door of a desk."""
    reader = DoorReader(open_reader(real.where), policy_for)
    yield Door(real, reader)
    reader.close()


def long_talk(door: Door, count: int, text: str = "A sentence as one says it in a chat.") -> None:
    """As many answers as there are in a talk that went on for weeks, on #101."""
    door.says("Hello")
    number = door.real.do(Reply(101, text)).change.messages[0].number
    engine = open_writer(door.real.where)
    with engine.begin() as raw:
        names = [str(row[1]) for row in raw.exec_driver_sql("PRAGMA table_info(message)")]
        others = {"number": "number + n", "text": "n || ' ' || text"}
        columns = ", ".join(others.get(name, name) for name in names)
        raw.exec_driver_sql(
            f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count})"
            f" INSERT INTO message SELECT {columns} FROM message, c WHERE number = {number}"
        )
    engine.dispose()
