"""What a courier tells the desk of the mails that it fetched and sent."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Outgoing(StrEnum):
    """What leaves by mail."""

    ANSWER = "answer"
    NOTICE = "notice"
    INVITATION = "invitation"
    ACKNOWLEDGEMENT = "acknowledgement"
    INTRODUCTION = "introduction"


class PutMailPlace(Struct, frozen=True):
    """A folder of the mailbox was read up to this UID, as long as its UIDVALIDITY stays.

    Of the mails up to `floor`, those that came before `since` (aware) are none of the desk's.
    """

    folder: str
    validity: int
    uid: int
    floor: int = 0
    since: datetime | None = None


class Leave(Struct, frozen=True):
    """A mail is about to be handed over: from now on it can't be taken back."""

    what: Outgoing
    number: int


class TryAgain(Struct, frozen=True):
    """A mail could not be sent for now, and is tried again at `at` (aware); `why` is one line.

    `doubts` is how often the server may have taken it all the same: then it still can't be taken
    back. `first` (aware) is when it was tried first, None where what failed was not the mail's
    own fault: then the try does not count.
    """

    what: Outgoing
    number: int
    at: datetime
    why: str
    doubts: int = 0
    first: datetime | None = None


class MarkLeft(Struct, frozen=True):
    """A mail other than an answer was handed to the mail server."""

    what: Outgoing
    number: int


class GiveUp(Struct, frozen=True):
    """A mail other than an answer finally can't be sent; without a `why` nobody misses it."""

    what: Outgoing
    number: int
    why: str


class Carry(Struct, frozen=True):
    """A mail account is carried; the first time, what was written before waits for a word."""

    account: str


class SendWaiting(Struct, frozen=True):
    """What waits for a word is to leave by this account as well."""

    account: str


class KeepCopy(Struct, frozen=True):
    """A copy of a mail that left at `at` (aware) is to go to a folder; logs call it `called`."""

    what: Outgoing
    number: int
    called: str
    message_id: str
    raw: bytes
    at: datetime


class DropCopy(Struct, frozen=True):
    """The copy is there, or never will be."""

    what: Outgoing
    number: int


OfCopies = KeepCopy | DropCopy
MailCommand = (
    PutMailPlace | Leave | TryAgain | MarkLeft | GiveUp | Carry | SendWaiting | KeepCopy | DropCopy
)
