"""What may stand between a mail program and its server: it cuts, delays, lies and forges.

It ends the private line with a certificate of its own choice and opens another to the server, so
it sees each command and each line of an answer, and may do with them what it likes.
"""

import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import BinaryIO

from tests.mail.certificates import Certificate
from tests.mail.dovecot import free_port

Through = Callable[[BinaryIO, socket.socket], None]

_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


class Cut(Exception):
    """The line is cut here."""


class Fault:
    """Passes everything on; what goes wrong is said by those who derive from it.

    One fault sees all lines one after the other: what it counts, it counts over all of them.
    """

    def command(self, line: bytes) -> bytes:
        """What the server gets of a line of the client; raises Cut."""
        return line

    def answer(self, line: bytes) -> bytes:
        """What the client gets of a line of the server; raises Cut."""
        return line

    def literal(self, data: bytes) -> tuple[bytes, bool]:
        """What the client gets of a literal, and whether the line goes on after it."""
        return data, True


class Proxy:
    """Takes calls on a port of its own; `port` is where."""

    def __init__(self, server: int, certificate: Certificate, authority: Path) -> None:
        self.port, self.fault = free_port(), Fault()
        self.calls = 0
        self._server = server
        self._here = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._here.load_cert_chain(certificate.certificate, certificate.key)
        self._there = ssl.create_default_context(cafile=authority)
        self._open: set[socket.socket] = set()
        self._lock, self._closed = Lock(), Event()
        self._listening = socket.create_server(("127.0.0.1", self.port))
        Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Cut all lines now."""
        with self._lock:
            for line in self._open:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take no more calls."""
        self._closed.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()

    def _listen(self) -> None:
        while not self._closed.is_set():
            with suppress(OSError):
                caller, _ = self._listening.accept()
                Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        self.calls += 1
        with suppress(OSError), caller:
            client = self._here.wrap_socket(caller, server_side=True)
            far = socket.create_connection(("127.0.0.1", self._server))
            server = self._there.wrap_socket(far, server_hostname="localhost")
            with self._lock:
                self._open |= {client, server}
            up = Thread(target=self._pass_on, args=(client, server, self._commands), daemon=True)
            up.start()
            self._pass_on(server, client, self._answers)
            up.join()
            with self._lock:
                self._open -= {client, server}
            client.close()
            server.close()

    def _pass_on(self, source: socket.socket, target: socket.socket, through: Through) -> None:
        with suppress(OSError, Cut, ValueError):
            through(source.makefile("rb"), target)
        for line in (source, target):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _commands(self, said: BinaryIO, server: socket.socket) -> None:
        for line in said:
            server.sendall(self.fault.command(line))

    def _answers(self, said: BinaryIO, client: socket.socket) -> None:
        for line in said:
            literal = _LITERAL.search(line)
            client.sendall(self.fault.answer(line))
            if literal:
                data, goes_on = self.fault.literal(said.read(int(literal[1])))
                client.sendall(data)
                if not goes_on:
                    raise Cut


@contextmanager
def proxy(server: int, certificate: Certificate, authority: Path) -> Iterator[Proxy]:
    """A proxy, until it is no longer needed."""
    made = Proxy(server, certificate, authority)
    try:
        yield made
    finally:
        made.close()
