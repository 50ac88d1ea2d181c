"""What holds for every request and answer: whose host is meant, how large and slow it may be,
and what a browser may do with what it is given.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from msgspec import Struct
from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vipdesk.door.faults import TooLong, TooSlow

BODY_WITHIN = 20.0
"""Seconds in which a body has to come, and one more for each `SLOWEST` bytes of it."""

SLOWEST = 20_000
LINGERS = 5.0
"""Seconds for which too large a body is read and forgotten before that is said: a proxy that can't
hand all of it over hears no answer, and tells the browser that the desk is not there."""

USUAL_BODY = 64 * 1024
UPLOADS = ("/say",)
LONGEST_URL, LONGEST_HEAD = 2_000, 16 * 1024

ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class Guard(Struct, frozen=True):
    """The rules: our own `origins`, the `main` one among them, who may embed the panel.

    `largest` is how many bytes of files may come at once.
    """

    origins: frozenset[str]
    main: str = ""
    embedded_on: tuple[str, ...] = ()
    largest: int = 10_000_000

    @property
    def address(self) -> str:
        """How browsers reach the door."""
        return self.main or min(self.origins)

    @property
    def hosts(self) -> frozenset[str]:
        """As a browser names them in `Host`."""
        return frozenset(origin.partition("://")[2] for origin in self.origins)

    def policy(self, path: str) -> str:
        """The content security policy of a page."""
        sockets = " ".join(sorted("ws" + origin.removeprefix("http") for origin in self.origins))
        around = " ".join(self.embedded_on) if path == "/panel" else ""
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"connect-src 'self' {sockets}; form-action 'self'; base-uri 'none'; "
            f"frame-ancestors {around or chr(39) + 'none' + chr(39)}"
        )

    def largest_body(self, path: str) -> int:
        """How many bytes may come with a request to this path."""
        return self.largest + USUAL_BODY if path.startswith(UPLOADS) else USUAL_BODY


class Guarded:
    """An application behind the guard."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app, self._guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As an ASGI application is called."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        answered = _Answer(send, scope, self._guard)
        if refused is not None:
            await refused(scope, receive, answered)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            bounded = _Body(receive, self._guard.largest_body(scope["path"]))
            await self._app(scope, bounded, answered)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """What is refused before anything is looked at."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._guard.hosts:
            return _plain(421, "This is not the address of this desk.")
        if len(scope["path"]) + len(scope.get("query_string", b"")) > LONGEST_URL:
            return _plain(414, "Too long.")
        if sum(len(name) + len(value) for name, value in headers.raw) > LONGEST_HEAD:
            return _plain(431, "Too much of a head.")
        said = headers.get("content-length", "0")
        if not said.isdecimal() or int(said[:18]) > self._guard.largest_body(scope["path"]):
            return _after_its_body(_plain(413, "Too large."))
        _, told = parse_options_header(headers.get("content-type"))
        if told.get(b"charset", b"utf-8").lower() != b"utf-8":
            return _plain(415, "Send it as UTF-8.")
        return None


class _Body:
    """What comes of a body, up to a size, and not for ever."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most = receive, most
        self._came, self._ended = 0, False
        self._until = 0.0

    async def __call__(self) -> Message:
        if self._ended:
            return await self._receive()
        now = asyncio.get_running_loop().time()
        self._until = self._until or now + BODY_WITHIN
        try:
            async with asyncio.timeout_at(self._until + self._came / SLOWEST):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow from None
        self._came += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        if self._came > self._most:
            raise TooLong
        return message


class _Answer:
    """Sends an answer with the headers that each of ours has."""

    def __init__(self, send: Send, scope: Scope, guard: Guard) -> None:
        self._send, self._path, self._guard = send, scope["path"], guard

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in ALWAYS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", self._guard.policy(self._path))
            headers.setdefault("Cache-Control", "no-store")
            if self._path != "/panel":
                headers.setdefault("X-Frame-Options", "DENY")
        await self._send(message)


def _after_its_body(answer: ASGIApp) -> ASGIApp:
    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGERS):
                while (await receive()).get("more_body", False):
                    pass
        await answer(scope, receive, send)

    return answered


def _plain(status: int, words: str) -> ASGIApp:
    return PlainTextResponse(f"{words}\n", status, headers={"Connection": "close"})
