"""A real HTTP server on loopback that takes notifications as ntfy does, and as a JSON webhook."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from tests.mail.certificates import Certificate

SAY_NOTHING, DRIP, ELSEWHERE = "say nothing", "drip", "elsewhere"
TOKEN = "tk_verysecrettoken"


@dataclass(frozen=True, slots=True)
class Taken:
    """A notification that the server has accepted."""

    path: str
    title: str
    text: str
    headers: dict[str, str]

    @property
    def whole(self) -> str:
        """All that came over the line."""
        return f"{self.path} {self.title} {self.text} {self.headers}"


@dataclass
class PushServer:
    """What it took; `answers` is what it is to do next: a status, or one of the above."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    answers: list[int | str] = field(default_factory=list)
    came: int = 0
    ended: Event = field(default_factory=Event)
    here: Event = field(default_factory=Event)

    @property
    def ntfy(self) -> str:
        """An address that is told as ntfy is; its topic is a key."""
        return f"ntfy://{TOKEN}@127.0.0.1:{self.port}/{TOKEN}"

    @property
    def webhook(self) -> str:
        """An address that is told by plain JSON, with a key in its path."""
        return f"json://127.0.0.1:{self.port}/hook/{TOKEN}"

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        """One request: what is to be done with it, else it is taken."""
        length = int(handler.headers.get("Content-Length", 0))
        said = json.loads(handler.rfile.read(length))
        self.came += 1
        self.here.set()
        answer = self.answers.pop(0) if self.answers else 200
        if answer == SAY_NOTHING:
            self.ended.wait(60)
        elif answer == DRIP:
            self._drip(handler)
        elif answer == ELSEWHERE:
            _answer(handler, 307, {}, f"http://127.0.0.1:{self.port}/elsewhere")
        elif answer != 200:
            _answer(handler, int(answer), {"error": f"no, {TOKEN} is not let in"})
        else:
            headers = dict(handler.headers.items())
            self.taken.append(Taken(handler.path, said["title"], said["message"], headers))
            _answer(handler, 200, {"id": "x", "event": "message", "topic": said.get("topic", "")})

    def _drip(self, handler: BaseHTTPRequestHandler) -> None:
        """An answer without end, a letter at a time: no single read takes long."""
        handler.send_response(200)
        handler.end_headers()
        while not self.ended.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()


def _answer(
    handler: BaseHTTPRequestHandler, status: int, said: dict[str, Any], to: str = ""
) -> None:
    content = json.dumps(said).encode()
    handler.send_response(status)
    if to:
        handler.send_header("Location", to)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


@contextmanager
def push_server(certificate: Certificate | None = None) -> Iterator[PushServer]:
    """One that runs; on a private line where it has a certificate."""
    told = PushServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                told.take(self)
            except OSError:  # whoever asked is gone
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Who does not trust it hangs up."""

    server = Server(("127.0.0.1", 0), Handler)
    told.port = server.server_port
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.certificate, certificate.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        told.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
