"""The small things that a page says: somebody types, our words came, and were read."""

from typing import Literal

from msgspec import DecodeError, Struct, json

from vipdesk.domain.door_commands import MarkSeen
from vipdesk.door.door import Door
from vipdesk.door.faults import Malformed
from vipdesk.door.limits import What
from vipdesk.door.visits import Guest

HIGHEST = 2**53


class Types(Struct, tag="types"):
    """Somebody types on the page, or has ceased to."""

    ticket: int = 0
    on: bool = True


class Seen(Struct, tag="seen"):
    """So far our words came to the page, and were read there."""

    ticket: int
    delivered: int = 0
    read: int = 0


class Here(Struct, tag="here"):
    """The page is looked at, or is out of sight."""

    how: Literal["looks", "away"] = "looks"


Small = Types | Seen | Here


async def small_act(door: Door, guest: Guest, said: str) -> None:
    """Do it; Malformed for what makes no sense, Again where it comes too fast."""
    try:
        small = json.decode(said, type=Small)
    except (DecodeError, ValueError, RecursionError):
        raise Malformed from None
    door.take(What.SMALL, guest.address)
    match small:
        case Types(ticket, on):
            door.moments.types(guest.address, ticket, on=on)
        case Here(how):
            door.moments.looks(guest.address, looks=how == "looks")
        case Seen(ticket, delivered, read):
            if not 0 <= max(ticket, delivered, read) < HIGHEST:
                raise Malformed
            await door.act(guest, MarkSeen(ticket, guest.address, delivered, read))
