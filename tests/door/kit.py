"""A real server on the loopback with a real store, and browsers as plain as can be."""

import asyncio
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

from tests.desk.conftest import RealDesk
from tests.kit import MARTA
from vipdesk.cli.serving import door_server, make_door
from vipdesk.config import Settings
from vipdesk.domain.door_commands import MakeLink
from vipdesk.domain.people import Person
from vipdesk.domain.visit import digest_of
from vipdesk.door.door import Door
from vipdesk.door.server import Server, listening
from vipdesk.door.visits import COOKIE, Badge
from vipdesk.door_settings import DoorSettings

KEY = b"a key of the client's own system, long enough"
CLIENT_SOFTWARE = "https://app.acme.example.com"
GENERAL = "https://chat.example.com/"


@dataclass
class Browser:
    """Somebody's browser: it has a cookie, and knows the word of our own pages."""

    origin: str
    secret: str
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(
            base_url=self.origin,
            headers={
                "Cookie": f"{COOKIE}={self.secret}",
                "Origin": self.origin,
                "X-Own-Page": self.word,
                "Accept": "application/json",
            },
            timeout=20,
        )

    @property
    def word(self) -> str:
        """What our own pages send back."""
        return Badge(self.secret, cookie=True).word

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask for something."""
        return self.http.get(path, **more)

    def page(self, path: str) -> str:
        """A page, as HTML."""
        answer = self.http.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, **more: Any) -> httpx.Response:
        """Send something."""
        return self.http.post(path, **more)

    def form(self, path: str, **fields: str) -> httpx.Response:
        """Send a form as a page without scripts does."""
        said = {"own_page": self.word, **fields}
        return self.http.post(path, data=said, headers={"Accept": "text/html", "X-Own-Page": ""})

    def say(self, text: str, identity: str = "", **more: Any) -> httpx.Response:
        """Say something in the chat."""
        fields = {"id": identity or str(uuid.uuid4()), "text": text, **more.pop("fields", {})}
        parts = [(name, (None, value)) for name, value in fields.items()]
        return self.http.post("/say", files=[*parts, *more.pop("files", [])], **more)

    @contextmanager
    def line(self, query: str = "topic=chat", **more: Any) -> Iterator[ClientConnection]:
        """A socket, as a page opens one."""
        headers = {"Cookie": f"{COOKIE}={self.secret}", **more.pop("headers", {})}
        where = self.origin.replace("http", "ws", 1) + f"/live?{query}"
        with connect(
            where, origin=more.pop("origin", self.origin), additional_headers=headers, **more
        ) as line:
            yield line


@dataclass
class Doorway:
    """The door of a desk, open."""

    desk: RealDesk
    door: Door
    server: Server
    origin: str
    thread: threading.Thread
    runner: asyncio.Runner
    browsers: list[Browser] = field(default_factory=list)

    def check_visits(self) -> None:
        """It looks now at who was signed out meanwhile, and not some seconds later."""
        looks = self.door.hub.check_visits()
        asyncio.run_coroutine_threadsafe(looks, self.runner.get_loop()).result(10)

    def stop(self) -> None:
        """It is told to end, and does."""
        self.server.should_exit = True
        self.thread.join(10)
        assert not self.thread.is_alive()

    def link(self, who: Person = MARTA) -> str:
        """The secret of a fresh link."""
        secret = secrets.token_urlsafe(32)
        self.desk.do(MakeLink(who.address, digest_of(secret)))
        return secret

    def enter(self, who: Person = MARTA) -> Browser:
        """Somebody goes in by a link of their own."""
        answer = self.plain("POST", f"/enter/{self.link(who)}")
        assert answer.status_code == 303, answer.text
        cookie = answer.headers["set-cookie"]
        assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))
        return self.with_secret(cookie.partition(";")[0].removeprefix(f"{COOKIE}="))

    def with_secret(self, secret: str) -> Browser:
        """A browser with this secret."""
        self.browsers.append(Browser(self.origin, secret))
        return self.browsers[-1]

    def plain(self, method: str, path: str, **more: Any) -> httpx.Response:
        """A request of nobody's, from our own page."""
        headers = {"Origin": self.origin, "Accept": "application/json", **more.pop("headers", {})}
        return httpx.request(method, self.origin + path, headers=headers, timeout=20, **more)


@contextmanager
def open_door(
    desk: RealDesk, key: bytes | None = KEY, port: int = 0, **settings: Any
) -> Iterator[Doorway]:
    """A door on this desk, by its hand-set clock."""
    heard = listening("127.0.0.1", port)
    port = heard.getsockname()[1]
    door_settings = DoorSettings(
        **{"embedded_on": (CLIENT_SOFTWARE,), "general_chat": GENERAL, **settings}
    )
    whole = Settings(store=desk.where)
    made = make_door(whole, door_settings, key, desk.clock, "127.0.0.1", port)
    server = door_server(whole, door_settings, made)
    runner = asyncio.Runner()

    def serve() -> None:
        with runner:
            runner.run(server.serve(sockets=[heard]))

    thread = threading.Thread(target=serve, name="door")
    doorway = Doorway(desk, made, server, f"http://127.0.0.1:{port}", thread, runner)
    thread.start()
    try:
        yield doorway
    finally:
        doorway.stop()
        made.close()
        heard.close()
        for browser in doorway.browsers:
            browser.http.close()
