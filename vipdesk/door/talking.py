"""The chat: as a page, and as a panel in a page of the client's own software."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from vipdesk.door.door import Door
from vipdesk.door.faults import Malformed, NotThere
from vipdesk.door.saying import number_in
from vipdesk.door.scene import Scene, look_of, scene
from vipdesk.door.topics import Event, Talk, Told, word_said


async def chat(request: Request) -> Response:
    """The page."""
    door, here, look = await scene(request)
    return door.pages.page("chat.html", look, here="chat", **await room_of(door, here))


async def room(request: Request) -> Response:
    """What a panel shows once it is known who looks."""
    door, here, look = await scene(request)
    return door.pages.page("room.html", look, **await room_of(door, here))


async def earlier(request: Request) -> Response:
    """What was said before the first word that a page has."""
    door: Door = request.app.state.door
    guest = await door.guest(request)
    ticket, before = (number_in(request.query_params, name) for name in ("ticket", "before"))
    if ticket is None or before is None:
        raise Malformed
    found = await door.reading(lambda reader: reader.earlier(guest.address, ticket, before))
    if found is None:
        raise NotThere
    return JSONResponse({"words": [word_said(word) for word in found.words], "more": found.more})


async def answering(request: Request) -> Response:
    """Who answers, and when: it changes as the day goes on."""
    door, here, look = await scene(request)
    return door.pages.page("answering.html", look, scene=here)


async def panel(request: Request) -> Response:
    """The panel: who looks, it learns from the page around it."""
    door: Door = request.app.state.door
    return door.pages.page("panel.html", look_of(request), embedded_on=door.guard.embedded_on)


async def room_of(door: Door, here: Scene, ticket: int | None = None) -> dict[str, Any]:
    """What the conversation is shown with."""
    told: Told = await door.first_look(Talk(here.guest.address, ticket))
    start: Event = told.events[0] if told.events else {"type": "talk", "after": "", "words": []}
    return {"scene": here, "ticket": ticket, "start": start, "most": door.keeper.largest}
