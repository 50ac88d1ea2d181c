"""The live line of a page: a socket, or a stream, or a look that waits; all tell the same."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from vipdesk.domain.errors import DeskError
from vipdesk.door.door import Door
from vipdesk.door.faults import Again, Fault, Malformed, fault_of
from vipdesk.door.hub import ENDED, LATER, MOST_LINES, Listener
from vipdesk.door.limits import What
from vipdesk.door.small import small_act
from vipdesk.door.topics import Calendar, Event, Standings, Talk, Topic, written
from vipdesk.door.visits import PROTOCOL, Guest, is_from

PING = 20.0
"""Seconds without a word after which a stream says that it is still there."""

POLL = 25.0
"""Seconds that a look waits for something new."""

LONGEST_WORD = 2_000
MOST_SURPLUS = 100
"""Small things beyond their measure that a socket is forgiven."""

POLICY_VIOLATION, TRY_LATER = 1008, 1013
OVER = (ENDED, LATER)
STILL: Event = {"type": "still"}


def topic_of(connection: HTTPConnection, guest: Guest) -> tuple[Topic, str]:
    """What a page wants to follow, and what it has; of the visitor's own, whatever it asks."""
    asked = connection.query_params
    after = asked.get("after", "")
    match asked.get("topic", "chat"):
        case "calendar":
            return Calendar(), after
        case "standings":
            return Standings(guest.address), after
        case "chat":
            number = asked.get("ticket", "")
            if number and not (number.isdecimal() and len(number) < 12):
                raise Malformed
            return Talk(guest.address, int(number) if number else None), after
    raise Malformed


async def socket(websocket: WebSocket) -> None:
    """The line as a socket; what the page says on it is small."""
    door: Door = websocket.app.state.door
    try:
        if not is_from(websocket, door.guard.origins):
            raise Malformed
        guest = await door.guest(websocket)
        topic, after = topic_of(websocket, guest)
        listener = _listener(door, guest)
    except (Fault, DeskError):
        await websocket.close(POLICY_VIOLATION)
        return
    offered = websocket.scope.get("subprotocols", [])
    with door.hub.listening(topic, listener):  # counted from here on, before the next is
        await websocket.accept(PROTOCOL if PROTOCOL in offered else None)
        tells = asyncio.create_task(_tell(websocket, door, after, listener))
        hears = asyncio.create_task(_hear(websocket, door, guest))
        await _until_one_ends(tells, hears)


async def _until_one_ends(*tasks: asyncio.Task[None]) -> None:
    """What one side has ended, the other does not go on with."""
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    gone = (WebSocketDisconnect, asyncio.CancelledError, RuntimeError, DeskError)
    for each in ended:
        if isinstance(each, BaseException) and not isinstance(each, gone):
            raise each


async def _tell(websocket: WebSocket, door: Door, after: str, listener: Listener) -> None:
    async for event in told(door, after, listener):
        await websocket.send_text(written(event))
    await websocket.close(TRY_LATER)


async def _hear(websocket: WebSocket, door: Door, guest: Guest) -> None:
    """What the page says; who says too much, or makes no sense, is hung up on."""
    surplus = 0
    while surplus <= MOST_SURPLUS:
        heard = await websocket.receive()
        if heard["type"] == "websocket.disconnect":
            return
        said = heard.get("text")
        if not isinstance(said, str) or len(said) > LONGEST_WORD:
            break
        try:
            await small_act(door, guest, said)
        except Again:
            surplus += 1  # a sign that is not passed on is no loss
        except (Fault, DeskError):
            break
    await websocket.close(POLICY_VIOLATION)


async def told(door: Door, after: str, listener: Listener) -> AsyncIterator[Event]:
    """First what the page has not, then what comes; a sign of life while nothing does."""
    found = await door.hub.catch_up(listener, after)
    yield {"type": "hello", "after": found.after}
    if found.gone:
        yield ENDED
        return
    for event in found.events:
        yield event
    if door.moments.desk_types(found.after):
        yield {"type": "types", "on": True}
    while not listener.over:
        event = await listener.next(PING) or STILL
        yield event
        if event in OVER:
            return


async def events(request: Request) -> Response:
    """The line as a stream of events, for where no socket comes through."""
    door: Door = request.app.state.door
    guest = await door.guest(request)
    topic, after = topic_of(request, guest)
    listener = _listener(door, guest)

    async def stream() -> AsyncIterator[str]:
        with door.hub.listening(topic, listener):
            async for event in told(door, after, listener):
                yield f"data: {written(event)}\n\n"

    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)


async def poll(request: Request) -> Response:
    """What is new, at once or as soon as there is something."""
    door: Door = request.app.state.door
    guest = await door.guest(request)
    topic, after = topic_of(request, guest)
    listener = _listener(door, guest)
    with door.hub.listening(topic, listener):
        found = await door.hub.catch_up(listener, after)
        if found.gone:
            return JSONResponse({"after": after, "events": [ENDED]})
        told_now = list(found.events)
        if not told_now and request.query_params.get("wait") != "0":
            told_now = await _unless_gone(request, _within(listener, POLL))
    after = next((e["after"] for e in reversed(told_now) if "after" in e), found.after)
    return JSONResponse({"after": after, "events": told_now})


async def _unless_gone(request: Request, looks: Coroutine[None, None, list[Event]]) -> list[Event]:
    """What it comes to; nothing as soon as nobody waits for it any more."""
    await request.body()
    waits, leaves = asyncio.create_task(looks), asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait((waits, leaves), return_when=asyncio.FIRST_COMPLETED)
        return waits.result() if waits.done() else []
    finally:
        for task in (waits, leaves):
            task.cancel()


async def _within(listener: Listener, seconds: float) -> list[Event]:
    """What comes first, with what came at the same time."""
    until, came = time.monotonic() + seconds, list[Event]()
    while (left := until - time.monotonic()) > 0:
        event = await listener.next(0.01 if came else left)
        if event is None:
            break
        came.append(event)
    return came


async def small(request: Request) -> Response:
    """What a page says on a socket, said without one."""
    door: Door = request.app.state.door
    guest = await door.acting_guest(request)
    try:
        await small_act(door, guest, (await request.body()).decode())
    except UnicodeDecodeError:
        raise Malformed from None
    except DeskError as error:
        raise fault_of(error) from None
    return Response(status_code=204)


def _listener(door: Door, guest: Guest) -> Listener:
    door.take(What.CONNECT, guest.address)
    if door.hub.lines(guest.address) >= MOST_LINES:
        raise Again(10)
    return Listener(guest.address, guest.visit.digest)
