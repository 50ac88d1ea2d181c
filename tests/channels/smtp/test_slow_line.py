"""A line so slow that a large mail takes longer than any single answer may."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from tests.smtp_server import PASSWORD, USER, SmtpServer, certificate, smtp_server
from vipdesk.channels.smtp.envelope import Envelope
from vipdesk.channels.smtp.line import Unreachable
from vipdesk.channels.smtp.submission import Submission
from vipdesk.mail_account import Security
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


def test_an_answer_that_comes_byte_by_byte_has_an_end(tmp_path: Path) -> None:
    made, key = certificate(tmp_path, "localhost")
    with trickling(made, key) as port:
        account = SmtpServer(made, port).account(Security.TLS)
        line, begun = Submission(account, lambda: Secret(PASSWORD), patience=0.3), time.monotonic()
        with line, pytest.raises(Unreachable, match=r"can't be used: it says nothing"):
            line.check()
        assert time.monotonic() - begun < 5


@contextmanager
def trickling(made: Path, key: Path) -> Iterator[int]:
    """A port whose answers never end, though something always comes."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_trickle, args=(listening, context), daemon=True).start()
        yield int(listening.getsockname()[1])


def _trickle(listening: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        here, _ = listening.accept()
        with context.wrap_socket(here, server_side=True) as line:
            while True:
                line.sendall(b"2")
                time.sleep(0.05)


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
