"""What is said on a ticket: the client's messages, answers, notes, calls."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel


class Kind(StrEnum):
    """What sort of entry it is; `automatic` mail starts and stops no clock."""

    RECEIVED = "received"
    ANSWER = "answer"
    NOTE = "note"
    CALL = "call"
    AUTOMATIC = "automatic"


class Delivery(StrEnum):
    """How far an answer has come on its way to the client; what we wrote may be taken back.

    `LEAVING` is one that is being handed over, or was when the line broke: the server may have it.
    """

    QUEUED = "queued"
    LEAVING = "leaving"
    SENT = "sent"
    FAILED = "failed"
    TAKEN_BACK = "taken back"


class Attachment(Struct, frozen=True):
    """A file that came with a message; `digest` is the SHA-256 it is kept under."""

    name: str
    media_type: str
    size: int
    digest: str


class Message(Struct, frozen=True, kw_only=True):
    """One entry of a timeline; `at` is aware UTC, `ticket` None where it was set aside.

    `fact` is the number of the ticket's fact it stands for, `external_id` its identity in its
    channel, `raw` the digest of the bytes it came as; `came_from` is the ticket it was said on,
    where that was merged into this one, and `fact` is then that ticket's.
    """

    number: int
    ticket: int | None
    kind: Kind
    channel: Channel
    author: Person
    at: datetime
    subject: str = ""
    text: str = ""
    quoted: str = ""
    signature: str = ""
    to: tuple[Person, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    delivery: Delivery | None = None
    why: str = ""
    fact: int | None = None
    external_id: str | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    raw: str = ""
    came_from: int | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.delivery is not Delivery.TAKEN_BACK

    @property
    def was_said(self) -> bool:
        """Whether it is the client's word to us, and stands."""
        return self.kind is Kind.RECEIVED and self.stands


class NextTry(Struct, frozen=True):
    """Why an answer has not left yet, and when it is tried again (aware)."""

    at: datetime
    why: str


class Draft(Struct, frozen=True):
    """Half-typed text of an answer on a ticket."""

    ticket: int
    author: str
    text: str
    at: datetime
