"""A line so slow that a large mail takes longer than any single answer may."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from tests.smtp_server import PASSWORD, USER, smtp_server
from vipdesk.channels.smtp.submission import Envelope, Submission
from vipdesk.secret import Secret

PIECE, PAUSE = 64 * 1024, 0.01
PATIENCE = 0.5


def test_patience_is_for_each_piece_and_not_for_the_whole_mail(tmp_path: Path) -> None:
    raw = b"Subject: large\r\n\r\n" + (b"x" * 998 + b"\r\n") * 16_000
    with (
        smtp_server(tmp_path, data_size_limit=20_000_000) as server,
        slow_way(server.port) as way,
    ):
        arrives = server.port
        server.port = way
        line = Submission(server.account(), lambda: Secret(PASSWORD), patience=PATIENCE, longer=20)
        begun = time.monotonic()
        with line:
            line.send(Envelope(USER, ("marta@acme.example.com",), raw))
        assert time.monotonic() - begun > 2 * PATIENCE
        server.port = arrives
    assert server.taken[0].raw == raw


@contextmanager
def slow_way(port: int) -> Iterator[int]:
    """A port that leads to another, piece by piece."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PIECE)
        Thread(target=_lead, args=(listening, port), daemon=True).start()
        yield int(listening.getsockname()[1])


def _lead(listening: socket.socket, port: int) -> None:
    with suppress(OSError):
        here, _ = listening.accept()
        there = socket.create_connection(("127.0.0.1", port))
        with here, there:
            back = Thread(target=_pass_on, args=(there, here, 0), daemon=True)
            back.start()
            _pass_on(here, there, PAUSE)
            back.join(5)


def _pass_on(source: socket.socket, sink: socket.socket, pause: float) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE):
            sink.sendall(piece)
            time.sleep(pause)
        sink.shutdown(socket.SHUT_WR)
