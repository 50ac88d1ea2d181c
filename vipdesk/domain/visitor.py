"""What a visitor may do at the client's own door: speak, see, book, each for themselves only."""

from typing import TYPE_CHECKING

from vipdesk.domain.calendar_commands import Book, CancelBooking, MoveBooking
from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.door_commands import (
    Chat,
    EndVisit,
    Enter,
    EnterByToken,
    MarkSeen,
    ProposeSeverity,
    RenewFeed,
)
from vipdesk.domain.errors import Refusal
from vipdesk.domain.language import _
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel

if TYPE_CHECKING:
    from vipdesk.domain.commands import Command

STRANGERS = (Enter, EnterByToken, EndVisit)
"""What who is not signed in may do: come in, and leave by the secret of the browser."""

VISITORS = (
    EndVisit,
    Chat,
    ProposeSeverity,
    MarkSeen,
    Book,
    MoveBooking,
    CancelBooking,
    RenewFeed,
)


def door_identity(address: str, identity: str) -> str:
    """The identity of a visitor's word in the channel of chat."""
    return f"door:{address}:{identity}"


def is_door_word(external_id: str | None) -> bool:
    """Whether a message was written at the door."""
    return external_id is not None and external_id.startswith("door:")


def check_visitor_may(visitor: Person, command: "Command") -> None:
    """Refusal of what is no visitor's act, or is done in another's name."""
    may = VISITORS if visitor.address else STRANGERS
    if not isinstance(command, may) or not _in_own_name(visitor, command):
        raise Refusal(_("this can't be done here"))


def check_is_theirs(visitor: Person, command: "Command", here: Circumstances) -> None:
    """Refusal of acts on what is another's, in the words for what is not there at all."""
    if visitor.address and here.client.contact(visitor.address) is None:
        raise Refusal(_("this door is for contacts of the client only"))
    if isinstance(command, MoveBooking | CancelBooking):
        booking = here.booking
        if booking is None or booking.guest.address != visitor.address:
            raise Refusal(_("there is no such call of yours"))
    named = isinstance(command, ProposeSeverity | MarkSeen) or (
        isinstance(command, Chat | Book) and command.ticket is not None
    )
    if named and not here.door.theirs:
        raise Refusal(_("there is no such ticket of yours"))


def _in_own_name(visitor: Person, command: "Command") -> bool:
    address = visitor.address
    match command:
        case Chat(message):
            own = message.external_id.startswith(door_identity(address, ""))
            return own and message.sender.address == address and message.channel is Channel.CHAT
        case ProposeSeverity():
            return command.visitor.address == address
        case MarkSeen() | RenewFeed():
            return command.address == address
        case Book():
            return command.guest.strip().lower() == address and command.by_client
        case MoveBooking():
            return command.by_client
    return True
