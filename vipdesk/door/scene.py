"""What every page for somebody signed in shows: who they are, who answers, in which words."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Struct
from starlette.requests import HTTPConnection, Request

from vipdesk.domain.door_view import Answering, Owes, Standing, Visitor
from vipdesk.door.door import Door
from vipdesk.door.faults import SignIn
from vipdesk.door.pages import Look
from vipdesk.door.texts import T_
from vipdesk.door.visits import Guest
from vipdesk.door.words import language_for

UTC = ZoneInfo("UTC")


class Scene(Struct, frozen=True):
    """Who looks, and who answers; `turns_in` are the seconds until the desk opens or closes."""

    guest: Guest
    visitor: Visitor
    answering: Answering
    general_chat: str
    turns_in: int


async def scene_of(door: Door, request: HTTPConnection, guest: Guest) -> tuple[Scene, Look]:
    """The scene for who is signed in, and how they read."""
    now = door.clock()
    visitor, answering = await door.reading(
        lambda reader: (reader.visitor(guest.address), reader.answering(now))
    )
    if visitor is None:
        raise SignIn
    language = language_for(visitor.language, request.headers.get("accept-language", ""))
    zone = known_zone(visitor.zone) or answering.zone
    turns = answering.closes if answering.is_open else answering.opens
    turns_in = round((turns - now).total_seconds()) if turns else 0
    here = Scene(guest, visitor, answering, door.general_chat, turns_in)
    return here, Look(language, zone)


async def scene(request: Request) -> tuple[Door, Scene, Look]:
    """The same for a page that is asked for."""
    door: Door = request.app.state.door
    guest = await door.guest(request)
    return door, *await scene_of(door, request, guest)


def look_of(request: HTTPConnection) -> Look:
    """How somebody reads who is not signed in."""
    return Look(language_for("", request.headers.get("accept-language", "")), UTC)


@cache
def zones() -> frozenset[str]:
    """The names of all zones: looked for once, for each look goes through hundreds of files."""
    return frozenset(available_timezones())


def known_zone(name: str) -> ZoneInfo | None:
    """The zone of that name; None where there is none."""
    return ZoneInfo(name) if name in zones() else None


def owes(look: Look, answering: Answering, one: Standing) -> str:
    """Who owes the next word on a ticket, in words."""
    match one.owes:
        case Owes.US:
            return answering.name
        case Owes.CLIENT:
            return look.say(T_("You"))
        case Owes.VENDOR:
            return look.say(T_("A vendor"))
    return look.say(T_("Nobody"))
