"""What a visitor is shown: their own tickets, the public words on them, where things stand."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from vipdesk.domain.message import Attachment, Kind
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.visit import Marks


class Owes(StrEnum):
    """Who owes the next word."""

    US = "the agent"
    CLIENT = "the client"
    VENDOR = "a vendor"
    NOBODY = "nobody"


class Word(Struct, frozen=True, kw_only=True):
    """One public word on a ticket; `at` is aware UTC.

    `ours` is one of our side, `mine` one of the visitor who looks; `identity` is what their
    browser called it, `attachments` are in their places.
    """

    number: int
    ticket: int
    kind: Kind
    channel: Channel
    author: str
    ours: bool
    mine: bool
    at: datetime
    text: str
    identity: str = ""
    attachments: tuple[Attachment, ...] = ()


class Conversation(Struct, frozen=True, kw_only=True):
    """The words of a ticket that are new or otherwise since `after`, oldest first.

    `upto` is what to ask `after` the next time: nothing is missed, and what comes again has the
    same number. `gone` are the numbers of words that were taken back since. `marks` are the
    visitor's, `we_read` is how far our side has read. `anew` where nothing was had: then it is
    the last words only, and `more` tells whether there are earlier ones.
    """

    ticket: int
    words: tuple[Word, ...]
    gone: tuple[int, ...]
    upto: int
    marks: Marks
    we_read: int = 0
    anew: bool = False
    more: bool = False


class Earlier(Struct, frozen=True):
    """Words that were said before others, oldest first; `more` where there are still earlier."""

    words: tuple[Word, ...]
    more: bool


class Standing(Struct, frozen=True, kw_only=True):
    """Where a ticket stands, for the client; instants are aware UTC.

    `promised` is the moment that we promised a word by, `due` when the next word of ours is due;
    `unread` counts our words that were not read on the page, `latest` is when the last public
    word was said.
    """

    number: int
    subject: str
    channel: Channel
    status: str
    severity: int
    severity_name: str
    confirmed: bool
    owes: Owes
    opened: datetime
    latest: datetime
    promised: datetime | None = None
    due: datetime | None = None
    unread: int = 0


class Answering(Struct, frozen=True, kw_only=True):
    """Who answers at the door and when; instants are aware UTC.

    `opens` is the next opening, `closes` the end of the office hours that run, each None where
    there is none.
    """

    name: str
    client: str
    zone: ZoneInfo
    is_open: bool
    opens: datetime | None = None
    closes: datetime | None = None


class Visitor(Struct, frozen=True, kw_only=True):
    """A contact as the door knows them; language and zone are empty where nobody said them."""

    person: Person
    language: str = ""
    zone: str = ""
