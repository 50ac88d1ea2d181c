"""The client's own door: links that let a contact in, and the visits they open.

Of links and visits only digests are kept: who reads the store can't enter with what it says.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain import digest
from vipdesk.domain.language import N_

LINK_LASTS = timedelta(hours=24)
VISIT_LASTS = timedelta(days=30)
"""A visit by a link; one by a token of the client's system is short, and renewed by another."""

TOKEN_VISIT_LASTS = timedelta(hours=12)
LONGEST_TOKEN = timedelta(minutes=10)
"""A token of the client's system may not be good for longer: it is taken once, at once."""


class Way(StrEnum):
    """How a visitor came in."""

    LINK = N_("link")
    TOKEN = N_("signed token")


class Link(Struct, frozen=True, kw_only=True):
    """A personal link to the door, good once until `ends`; instants are aware UTC.

    `used` is when somebody entered with it, `ended` when it was taken back.
    """

    digest: str
    address: str
    by: str
    made: datetime
    ends: datetime
    used: datetime | None = None
    ended: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether somebody may still enter with it."""
        return self.used is None and self.ended is None and now < self.ends


class Visit(Struct, frozen=True, kw_only=True):
    """A browser in which a contact is signed in, until `ends`; instants are aware UTC.

    `name` is what the client's system calls them, where it let them in; `whence` is the address of
    the browser, `agent` what it calls itself, both in clean words.
    """

    digest: str
    address: str
    way: Way
    at: datetime
    ends: datetime
    name: str = ""
    whence: str = ""
    agent: str = ""
    ended: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether its browser is still signed in."""
        return self.ended is None and now < self.ends


class Marks(Struct, frozen=True):
    """How far the words on a ticket have come, by the numbers of messages.

    Of the visitor with this address: what of ours reached their page, and was read there; with an
    empty address what of the client's was read on our side. Neither ever goes back.
    """

    ticket: int
    address: str
    delivered: int = 0
    read: int = 0

    def further(self, delivered: int, read: int) -> "Marks":
        """The same, or further; what was read was delivered."""
        read = max(self.read, read)
        return Marks(self.ticket, self.address, max(self.delivered, delivered, read), read)


def digest_of(secret: str) -> str:
    """What is kept of a secret: it is long and random, so that a plain digest tells nothing."""
    return digest.digest_of(secret.encode(errors="backslashreplace"))
