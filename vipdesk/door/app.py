"""The application: its routes, and what is answered where something is wrong."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp

from vipdesk.domain.errors import DeskError
from vipdesk.domain.text import clean_line
from vipdesk.door import booking, entering, feeds, live, saying, standing, static, talking, uploads
from vipdesk.door.door import Door
from vipdesk.door.faults import Fault, Malformed, NotThere, SignIn, TooLong, fault_of
from vipdesk.door.guard import Guarded
from vipdesk.door.scene import look_of
from vipdesk.store.feed import Feed

LONGEST_MISTAKE = 200
VISITS_EVERY = 5.0
"""Seconds between looks at who was signed out meanwhile."""


class _Number(Convertor[int]):
    """A number in a path: as large as the store can keep one, and no larger."""

    regex = "[0-9]{1,12}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("number", _Number())

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
    Route("/file/{ticket:number}/{message:number}/{place:number}", uploads.file),
    WebSocketRoute("/live", live.socket),
    Route("/live/events", live.events),
    Route("/live/poll", live.poll),
    Route("/live/small", live.small, methods=["POST"]),
    Route("/tickets", standing.tickets),
    Route("/tickets/{number:number}", standing.ticket),
    Route("/tickets/{number:number}/standing", standing.head),
    Route("/tickets/{number:number}/severity", standing.propose, methods=["POST"]),
    Route("/book", booking.page, methods=["GET"]),
    Route("/book", booking.book, methods=["POST"]),
    Route("/calls/{number:number}.ics", feeds.call),
    Route("/calls/{number:number}/cancel", booking.cancel, methods=["POST"]),
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
        works = (
            lambda: door.hub.follow(follows.changes()),
            lambda: _check_visits(door),
            lambda: door.moments.follow(door.hub),
        )
        tasks = [asyncio.create_task(for_ever(work, tell)) for work in works]
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
            ClientDisconnect: _faulty,
            DeskError: _desk_error,
            HTTPException: _http_error,
            Exception: _mistake(tell),
        },
    )
    app.state.door = door
    # what it would redirect to says how the request came here, not how a browser did
    app.router.redirect_slashes = False
    return Guarded(app, door.guard)


async def for_ever(
    work: Callable[[], Coroutine[None, None, None]],
    tell: Callable[[str], None],
    again: float = 1.0,
) -> None:
    """Do it; begin anew after a mistake, for nobody would see that pages are told no more."""
    while True:
        try:
            await work()
        except Exception as error:  # whatever it is, the pages go on
            tell(_mistake_told(error))
            await asyncio.sleep(again)
        else:
            return


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
        tell(_mistake_told(error))
        return _said(request, Fault(), key="broken", status=500)

    return said


def _mistake_told(error: Exception) -> str:
    """What it is about may be a stranger's words: they are cleaned."""
    why = clean_line(f"{type(error).__name__}: {error}", LONGEST_MISTAKE)
    return f"a mistake in vipdesk itself ({why}): please report it"


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
        booking=request.url.path.startswith(("/book", "/calls")),
        **named,
    )
