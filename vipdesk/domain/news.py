"""What the client wrote, for whoever has not looked at it yet."""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field


class News(Struct, frozen=True):
    """A word of the client's: its message, the ticket it is on, who wrote, and about what."""

    message: int
    ticket: int
    who: str
    subject: str


class Unread(Struct, frozen=True):
    """All messages up to `seen` are known; `tickets` are unread, each up to that message."""

    seen: int
    tickets: Mapping[int, int] = field(default_factory=dict)


def read_in_either(here: Unread, there: Unread | None) -> Unread:
    """What is unread here, without what is known there and was read."""
    if there is None:
        return here
    tickets = {t: m for t, m in here.tickets.items() if m > there.seen or t in there.tickets}
    return Unread(here.seen, tickets)


class UnreadBook(Protocol):
    """Knows what one person has not read; each call may block."""

    def of(self, who: str) -> "UnreadBook":
        """What somebody else has not read."""
        ...

    def news(self, after: int | None) -> tuple[int, tuple[News, ...]]:
        """The latest message, and what the client wrote `after` another; raises StoreError."""
        ...

    def read(self) -> Unread | None:
        """As it was kept last; None where nothing was; it never fails."""
        ...

    def keep(self, unread: Unread) -> Unread:
        """Keep this, without what another desk of theirs has read; gives that; it never fails."""
        ...
