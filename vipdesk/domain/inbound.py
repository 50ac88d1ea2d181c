"""A message as a channel hands it over, before anyone has decided what it is on our side."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from vipdesk.domain.digest import digest_of
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Agent, Person
from vipdesk.domain.policy import Channel

if TYPE_CHECKING:
    from vipdesk.domain.delivery_report import DeliveryReport

FLOOD = "flood"
"""Why mails of one sender are set aside beyond the most that the policy has taken within an hour.

Of a contact only those that were taken count: anybody can write in their name, and must not be able
to shut them out by going on. As soon as one that was taken is an hour old, the next one is taken.
"""

NO_BYTES = digest_of(b"")


class Origin(StrEnum):
    """Who or what wrote it, as far as the message itself tells."""

    PERSON = "person"
    AUTO_REPLY = "auto-reply"
    BOUNCE = "bounce"
    LIST = "list"


class Inbound(Struct, frozen=True, kw_only=True):
    """A message that reached us at `received` (aware UTC); all its text is cleaned.

    `external_id` is its identity in the channel: the same message is taken once. `live` is set
    where it came just now, and not out of an archive. `reply_to` is where its sender wants answers,
    `loop_marks` say whose hands it went through, `wants_no_note` that no automatic answer may go
    to it, `report` is what it reports of a mail of ours; `mailbox` are the ways to spell the
    address that our mails leave from, where they are known.
    """

    channel: Channel
    external_id: str
    sender: Person
    received: datetime
    subject: str = ""
    text: str = ""
    quoted: str = ""
    signature: str = ""
    to: tuple[Person, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    origin: Origin = Origin.PERSON
    message_id: str = ""
    references: tuple[str, ...] = ()
    raw: str = ""
    live: bool = False
    reply_to: tuple[Person, ...] = ()
    loop_marks: tuple[str, ...] = ()
    wants_no_note: bool = False
    report: "DeliveryReport | None" = None
    mailbox: tuple[str, ...] = ()

    def own_addresses(self, agent: Agent) -> frozenset[str]:
        """Every address that our mails may bear: the mailbox's need not be the agent's."""
        return frozenset(filter(None, (agent.address, *self.mailbox)))


class InboundCall(Struct, frozen=True, kw_only=True):
    """A call that nobody took, at `received` (aware UTC); all its text is cleaned.

    `external_id` is its identity: the same call is taken once. `phone` is E.164 where the number
    could be made out, `shown` the same fit to read; `name` is what the caller ID says;
    `heard` is set where somebody listened to it elsewhere.
    """

    channel: Channel
    external_id: str
    name: str
    phone: str
    shown: str
    received: datetime
    length: timedelta | None = None
    urgent: bool = False
    mailbox: str = ""
    transcript: str = ""
    remark: str = ""
    recordings: tuple[Attachment, ...] = ()
    heard: bool = False
    by_mail: bool = False


class Unreadable(Struct, frozen=True):
    """Something that arrived and could not be read: where, why, and the digest of its bytes."""

    label: str
    reason: str
    raw: str
    at: datetime

    @property
    def has_bytes(self) -> bool:
        """Whether anything of it was to be had; if not, only its label tells it apart."""
        return self.raw != NO_BYTES
