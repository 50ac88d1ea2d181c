"""A mail as values: what the desk keeps of it once it has been read safely."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct

from vipdesk.domain.delivery_report import DeliveryReport


class MailKind(StrEnum):
    """Who wrote a mail, as far as its headers say (RFC 3834, RFC 3464)."""

    PERSON = "person"
    AUTO_REPLY = "auto-reply"
    BOUNCE = "bounce"
    LIST = "list"


class Address(Struct, frozen=True):
    """A name fit to show and an address in lower case; either may be empty."""

    name: str
    address: str


class MailAttachment(Struct, frozen=True):
    """A file that came with a mail, under a name that is safe to save by."""

    name: str
    media_type: str
    content: bytes


class MailMessage(Struct, frozen=True):
    """One mail; every string is clean to show, `raw` is what arrived byte for byte.

    `external_id` tells the same mail found again from another with its Message-ID.
    `references` names the mails it answers, oldest first; of a bounce also the mail that failed.
    `received` is aware UTC (spec: clock). `text` is what the writer added; `quoted` the history
    and `signature` the closing that were folded away from it. `wants_no_note` is set where no
    automatic answer may go to it, `loop_marks` say whose hands it went through already, `report`
    is what it reports of a mail that was sent.
    """

    external_id: str
    message_id: str
    references: tuple[str, ...]
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    received: datetime
    text: str
    quoted: str
    signature: str
    attachments: tuple[MailAttachment, ...]
    kind: MailKind
    raw: bytes
    wants_no_note: bool = False
    loop_marks: tuple[str, ...] = ()
    report: DeliveryReport | None = None


class Unreadable(Struct, frozen=True):
    """A mail that could not be read: why, in one plain line, and what there is of it."""

    reason: str
    raw: bytes

    @property
    def external_id(self) -> str:
        """The same for the same bytes, so that a second find is a duplicate."""
        return f"unreadable:{sha256(self.raw).hexdigest()}"
