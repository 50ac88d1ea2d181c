"""A page of the client's own software, with a strict policy and the one line in it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import jwt

from tests.door.kit import KEY, Doorway
from tests.kit import MARTA


@dataclass
class Around:
    """The client's software; it signs a token for who is signed in there."""

    origin: str
    desk: Doorway | None = None
    made: Iterator[int] = field(default_factory=count)
    fails: int = 0
    """So often its address for tokens answers with a page of what is wrong."""

    def token(self) -> str:
        """A fresh one."""
        assert self.desk is not None
        now = self.desk.desk.now
        said = {
            "sub": MARTA.address,
            "name": "Marta",
            "iat": now,
            "exp": now + timedelta(minutes=5),
        }
        return jwt.encode(said | {"jti": f"number-{next(self.made)}"}, KEY, algorithm="HS256")

    def page(self) -> str:
        """What its user sees."""
        assert self.desk is not None
        line = f'<script src="{self.desk.origin}/chat.js" data-token-url="/token" async></script>'
        shop = "<title>Shop</title><main><h1>Our shop</h1></main>"
        return f'<!doctype html><html lang="en">{shop}{line}</html>'

    def policy(self) -> str:
        """As strict as a page can be that has the line."""
        assert self.desk is not None
        desk = self.desk.origin
        return f"default-src 'none'; connect-src 'self'; script-src {desk}; frame-src {desk}"


@contextmanager
def embedding_page() -> Iterator[Around]:
    """The server of that software."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = {"/": around.page, "/token": around.token}.get(self.path)
            wrong = self.path == "/token" and around.fails > 0
            around.fails -= wrong
            self.send_response(500 if wrong else 200 if found else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", around.policy())
            self.end_headers()
            if found is not None:
                self.wfile.write(found().encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    around = Around(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield around
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
