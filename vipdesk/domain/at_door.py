"""What a command at the client's own door is decided on, and what it comes to."""

from datetime import datetime

from msgspec import Struct

from vipdesk.domain.visit import Link, Marks, Visit


class AtDoor(Struct, frozen=True, kw_only=True):
    """The state inside the transaction.

    `link` and `visit` are those that are named, `links` and `visits` all that are good or open of
    the contact; `taken` says that a token was taken before, `theirs` that the ticket meant is the
    visitor's to see. `marks` are those of the ticket, and `latest` is the last word there is to
    mark; `lately` counts what the sender wrote within the hour, `told` says that the agent knows
    that it was too much.
    """

    link: Link | None = None
    visit: Visit | None = None
    links: tuple[Link, ...] = ()
    visits: tuple[Visit, ...] = ()
    taken: bool = False
    theirs: bool = False
    marks: tuple[Marks, ...] = ()
    latest: int = 0
    lately: int = 0
    told: bool = False

    def marks_of(self, ticket: int, address: str) -> Marks:
        """How far it has come with somebody; with an empty address, on our side."""
        mine = (one for one in self.marks if (one.ticket, one.address) == (ticket, address))
        return next(mine, Marks(ticket, address))

    def reached_somebody(self, message: int) -> bool:
        """Whether a word of ours is on a page of the client's already."""
        return any(one.delivered >= message for one in self.marks if one.address)


NOBODY_THERE = AtDoor()


class Taken(Struct, frozen=True):
    """A token of the client's system that was taken at `at`, and would end at `expires`."""

    jti: str
    expires: datetime
    at: datetime


class Feed(Struct, frozen=True):
    """Which `turn` the address of a contact's own calendar is at: those before open nothing."""

    address: str
    turn: str


class DoorChange(Struct, frozen=True, kw_only=True):
    """What is to be kept of the door."""

    links: tuple[Link, ...] = ()
    visits: tuple[Visit, ...] = ()
    token: Taken | None = None
    marks: tuple[Marks, ...] = ()
    feed: Feed | None = None


NOTHING_OF_IT = DoorChange()
