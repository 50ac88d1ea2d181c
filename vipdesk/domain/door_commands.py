"""What is wished at the client's own door, by visitors and by our side."""

from datetime import datetime

from msgspec import Struct

from vipdesk.domain.inbound import Inbound
from vipdesk.domain.people import Person


class MakeLink(Struct, frozen=True):
    """Make a personal link for the contact of this address; `digest` is of its secret."""

    address: str
    digest: str


class Enter(Struct, frozen=True):
    """Enter by a link, once: `link` and `visit` are digests.

    `whence` is the address of the browser, `agent` what it calls itself.
    """

    link: str
    visit: str
    whence: str = ""
    agent: str = ""


class EnterByToken(Struct, frozen=True):
    """Enter by a token of the client's system, whose signature was found right.

    `jti` is the token's own identity, taken once; `expires` (aware) is when it ends.
    """

    address: str
    name: str
    jti: str
    expires: datetime
    visit: str
    whence: str = ""
    agent: str = ""


class EndVisit(Struct, frozen=True):
    """Sign one browser out; `visit` is its digest."""

    visit: str


class EndVisits(Struct, frozen=True):
    """Sign a contact out everywhere; no link and no calendar address of theirs opens any more."""

    address: str


class RenewFeed(Struct, frozen=True):
    """A visitor wants another address for their own calendar: the one before opens nothing more."""

    address: str


class Chat(Struct, frozen=True):
    """A word of a visitor's, on the ticket that is named or on their open conversation.

    Its `external_id` is `door:<address>:<identity made by the browser>`: it is taken once.
    """

    message: Inbound
    ticket: int | None = None


class ProposeSeverity(Struct, frozen=True):
    """A visitor thinks that their matter is graver, or less grave, and says why.

    `identity` is made by the browser, as that of a word.
    """

    ticket: int
    level: int
    reason: str
    visitor: Person
    identity: str


class MarkSeen(Struct, frozen=True):
    """So far our words on a ticket reached the visitor's page, and were read there."""

    ticket: int
    address: str
    delivered: int = 0
    read: int = 0


class MarkRead(Struct, frozen=True):
    """So far the client's words on a ticket were read on our side."""

    ticket: int
    upto: int


class SendByMail(Struct, frozen=True):
    """A chat answer that reached no page in time goes by mail, as any other answer."""

    message: int


LinkCommand = MakeLink | Enter | EnterByToken | EndVisit | EndVisits | RenewFeed
TalkCommand = Chat | ProposeSeverity | MarkSeen | MarkRead | SendByMail
DoorCommand = LinkCommand | TalkCommand
