"""What the client's own door shows of a store: of one contact's, by their address, and no more."""

from collections.abc import Callable
from datetime import date, datetime

from vipdesk.domain.calendar import Booking
from vipdesk.domain.door_view import Answering, Conversation, Standing, Visitor, Word
from vipdesk.domain.message import Attachment
from vipdesk.domain.policy import Policy
from vipdesk.domain.slots import Slot
from vipdesk.domain.visit import Link, Marks, Visit
from vipdesk.store.looking_back import Connection


class DoorReader:
    """Reads for visitors, for one thread at a time; there is no way to another contact's."""

    def __init__(self, connection: Connection, policy_for: Callable[[str], Policy]) -> None:
        self._connection, self._policy_for = connection, policy_for

    def policy(self) -> Policy:
        """The policy in force: kinds of calls, severities and their names."""
        raise NotImplementedError

    def link(self, digest: str, now: datetime) -> Link | None:
        """The link with this digest, if it is good still and its contact is one."""
        raise NotImplementedError

    def visit(self, digest: str, now: datetime) -> Visit | None:
        """The visit with this digest, if it is open and its contact still is one."""
        raise NotImplementedError

    def visitor(self, address: str) -> Visitor | None:
        """The contact of this address; None for who is none."""
        raise NotImplementedError

    def answering(self, now: datetime) -> Answering:
        """Who answers, and whether now."""
        raise NotImplementedError

    def tickets(self, address: str) -> tuple[int, ...]:
        """The numbers of their tickets, the latest first."""
        raise NotImplementedError

    def chat_ticket(self, address: str, now: datetime) -> int | None:
        """Where a word of theirs goes that names no ticket; None where it opens a new one."""
        raise NotImplementedError

    def conversation(self, address: str, ticket: int, after: int = 0) -> Conversation | None:
        """What was said on a ticket of theirs since `after` (`upto` of the last look).

        None for any other ticket.
        """
        raise NotImplementedError

    def word(self, address: str, identity: str) -> Word | None:
        """What their browser sent under this identity, if it is kept; set aside, too."""
        raise NotImplementedError

    def attachment(self, address: str, ticket: int, message: int, place: int) -> Attachment | None:
        """A file that stands with a word that they may see."""
        raise NotImplementedError

    def where_things_stand(self, address: str) -> tuple[Standing, ...]:
        """Their tickets: open ones, then the latest that are resolved."""
        raise NotImplementedError

    def seen(self, address: str, ticket: int) -> Marks | None:
        """What reached their page of a ticket of theirs; None for any other ticket."""
        raise NotImplementedError

    def slots(self, kind: str, first: date, days: int, now: datetime) -> list[Slot]:
        """When the client may book a call, from a day in the desk's zone on."""
        raise NotImplementedError

    def bookings(self, address: str) -> tuple[Booking, ...]:
        """The calls of which they are the guest, cancelled ones too, in order of time."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the store."""
        self._connection.close()
