"""Where a contact's tickets stand; one of them, with its conversation; another severity."""

import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vipdesk.domain.door_commands import ProposeSeverity
from vipdesk.domain.door_view import Standing
from vipdesk.domain.errors import DeskError
from vipdesk.domain.people import Person
from vipdesk.domain.text import clean_line
from vipdesk.door.door import Door
from vipdesk.door.faults import KeptApart, Malformed, NotThere
from vipdesk.door.limits import What
from vipdesk.door.pages import Look
from vipdesk.door.refusals import refused
from vipdesk.door.saying import IDENTITY, number_in, taken
from vipdesk.door.scene import Scene, owes, scene, scene_of
from vipdesk.door.talking import room_of
from vipdesk.door.texts import T_
from vipdesk.door.topics import Standings

PROPOSED = T_("Your proposal is with %(name)s.")
NO_REASON = T_("Say why: it is what the proposal is judged by.")
LONGEST_REASON = 1_000


async def tickets(request: Request) -> Response:
    """All of them."""
    door, here, look = await scene(request)
    address = here.guest.address
    found = await door.reading(lambda reader: reader.where_things_stand(address))
    told = await door.first_look(Standings(address))
    return door.pages.page(
        "tickets.html",
        look,
        scene=here,
        here="tickets",
        standings=found,
        after=told.after,
        owes=lambda one: owes(look, here.answering, one),
    )


async def ticket(request: Request) -> Response:
    """One of them."""
    door, here, look = await scene(request)
    told = {"proposed": look.say(PROPOSED), "kept": look.fault("kept_apart")}
    said = told.get(request.query_params.get("said", ""), "")
    return await _shown(door, here, look, request.path_params["number"], said=said)


async def head(request: Request) -> Response:
    """How it stands alone, for a page that shows it already."""
    door, here, look = await scene(request)
    one = await _standing(door, here.guest.address, request.path_params["number"])
    return door.pages.page("standing.html", look, **await _head(door, here, look, one))


async def propose(request: Request) -> Response:
    """The client's word on how grave it is."""
    door: Door = request.app.state.door
    async with request.form(max_files=0, max_fields=10, max_part_size=20_000) as form:
        word, identity, reason = (form.get(name, "") for name in ("own_page", "id", "reason"))
        level = number_in(form, "level")
    if not isinstance(word, str) or not isinstance(identity, str) or not isinstance(reason, str):
        raise Malformed
    if level is None or not IDENTITY.fullmatch(identity):
        raise Malformed
    guest = await door.acting_guest(request, word)
    door.take(What.SAY, guest.address)
    door.take(What.PROPOSE, guest.address)  # the agent is reminded of each
    here, look = await scene_of(door, request, guest)
    number = request.path_params["number"]
    why = clean_line(reason, LONGEST_REASON)
    if not why:
        wrong = look.say(NO_REASON)
        return await _shown(door, here, look, number, wrong=wrong, status=422)
    visitor = Person(guest.visit.name, guest.address)
    try:
        done = await door.act(guest, ProposeSeverity(number, level, why, visitor, identity))
        await taken(door, guest, done, identity)
    except KeptApart:
        return RedirectResponse(f"/tickets/{number}?said=kept", 303)
    except DeskError as error:
        fault, wrong = refused(error, look)
        return await _shown(door, here, look, number, wrong=wrong, status=fault.status)
    return RedirectResponse(f"/tickets/{number}?said=proposed", 303)


async def _shown(
    door: Door,
    here: Scene,
    look: Look,
    number: int,
    *,
    said: str = "",
    wrong: str = "",
    status: int = 200,
) -> Response:
    one = await _standing(door, here.guest.address, number)
    policy = await door.reading(lambda reader: reader.policy())
    return door.pages.page(
        "ticket.html",
        look,
        status=status,
        here="tickets",
        said=said and said % {"name": here.answering.name},
        wrong=wrong,
        identity=str(uuid.uuid4()),
        severities=list(policy.severities.values()),
        **await _head(door, here, look, one),
        **await room_of(door, here, number),
    )


async def _head(door: Door, here: Scene, look: Look, one: Standing) -> dict[str, Any]:
    told = await door.first_look(Standings(here.guest.address))
    return {"one": one, "owes": owes(look, here.answering, one), "stands_after": told.after}


async def _standing(door: Door, address: str, number: int) -> Standing:
    """It, where it is theirs; another's is not there at all."""
    found = await door.reading(lambda reader: reader.where_it_stands(address, number))
    if found is None:
        raise NotThere
    return found
