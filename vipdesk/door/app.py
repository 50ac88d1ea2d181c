"""The application: its routes, and what is answered where something is wrong."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp

from vipdesk.domain.errors import DeskError
from vipdesk.door import booking, entering, feeds, live, saying, standing, static, talking, uploads
from vipdesk.door.door import Door
from vipdesk.door.faults import Fault, Malformed, NotThere, SignIn, TooLong, fault_of
from vipdesk.door.guard import Guarded
from vipdesk.door.scene import look_of
from vipdesk.store.feed import Feed

VISITS_EVERY = 15.0
"""Seconds between looks at who was signed out meanwhile."""

ROUTES = [
    Route("/", talking.chat),
    Route("/room", talking.room),
    Route("/panel", talking.panel),
    Route("/earlier", talking.earlier),
    Route("/answering", talking.answering),
    Route("/enter", entering.token_page, methods=["GET"]),
    Route("/enter", entering.by_token, methods=["POST"]),
    Route("/enter/{secret}", entering.link, methods=["GET"]),
    Route("/enter/{secret}", entering.by_link, methods=["POST"]),
    Route("/leave", entering.leave, methods=["POST"]),
    Route("/say", saying.say, methods=["POST"]),
    Route("/file/{ticket:int}/{message:int}/{place:int}", uploads.file),
    WebSocketRoute("/live", live.socket),
    Route("/live/events", live.events),
    Route("/live/poll", live.poll),
    Route("/live/small", live.small, methods=["POST"]),
    Route("/tickets", standing.tickets),
    Route("/tickets/{number:int}", standing.ticket),
    Route("/tickets/{number:int}/severity", standing.propose, methods=["POST"]),
    Route("/book", booking.page, methods=["GET"]),
    Route("/book", booking.book, methods=["POST"]),
    Route("/calls/{number:int}.ics", feeds.call),
    Route("/calls/{number:int}/cancel", booking.cancel, methods=["POST"]),
    Route("/calendar/renew", feeds.renew, methods=["POST"]),
    Route("/calendar/{proof}.ics", feeds.calendar),
    Route("/chat.js", static.loader),
    Route("/static/{digest}/{name}", static.file),
]


def application(door: Door, feed: Callable[[], Feed], tell: Callable[[str], None]) -> ASGIApp:
    """The application on this door; `feed` notices what is committed, `tell` hears of mistakes."""

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        follows = feed()
        tasks = [
            asyncio.create_task(door.hub.follow(follows.changes())),
            asyncio.create_task(_check_visits(door)),
            asyncio.create_task(door.moments.follow(door.hub)),
        ]
        try:
            yield
        finally:
            follows.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    app = Starlette(
        routes=ROUTES,
        lifespan=running,
        exception_handlers={
            Fault: _faulty,
            DeskError: _desk_error,
            HTTPException: _http_error,
            Exception: _mistake(tell),
        },
    )
    app.state.door = door
    return Guarded(app, door.guard)


async def _check_visits(door: Door) -> None:
    while True:
        await asyncio.sleep(VISITS_EVERY)
        with suppress(DeskError):
            await door.hub.check_visits()


async def _faulty(request: Request, error: Exception) -> Response:
    return _said(request, error) if isinstance(error, Fault) else _said(request, Malformed())


async def _desk_error(request: Request, error: Exception) -> Response:
    return _said(request, fault_of(error) if isinstance(error, DeskError) else Malformed())


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    match status:
        case 404 | 405:
            return _said(request, NotThere())
        case 413:
            return _said(request, TooLong())
    return _said(request, Malformed())


def _mistake(tell: Callable[[str], None]) -> Callable[[Request, Exception], Response]:
    def said(request: Request, error: Exception) -> Response:
        tell(f"a mistake in vipdesk itself ({type(error).__name__}: {error}): please report it")
        return _said(request, Fault(), key="broken", status=500)

    return said


def _said(request: Request, fault: Fault, key: str = "", status: int = 0) -> Response:
    """In the words of who asked; a script gets them as data."""
    key, status = key or fault.words, status or fault.status
    look = look_of(request)
    words = look.fault(key)
    if "text/html" not in request.headers.get("accept", ""):
        said = {"fault": key, "words": words, "why": str(fault)}
        return JSONResponse(said, status, headers=dict(fault.headers))
    door: Door = request.app.state.door
    named = {"key": key, "words": words, "heading": words.partition(".")[0] + "."}
    if isinstance(fault, SignIn):
        named["heading"] = look.fault("signed_out").partition(".")[0] + "."
    return door.pages.page(
        "fault.html",
        look,
        status=status,
        headers=fault.headers,
        general_chat=door.general_chat,
        **named,
    )


def told_on_stderr(what: str) -> None:
    """Say something to whoever runs the server."""
    sys.stderr.write(f"vipdesk serve: {what}\n")
    sys.stderr.flush()
