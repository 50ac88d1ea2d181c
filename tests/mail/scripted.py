"""A server that says what a test has written down, whatever it is asked."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread

from tests.mail.certificates import Certificate


class Scripted:
    """Takes one call: says the first piece, then one for each line that it hears."""

    def __init__(self, pieces: Sequence[bytes], certificate: Certificate | None) -> None:
        self.heard: list[bytes] = []
        self._pieces, self._context = pieces, None
        if certificate is not None:
            self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._context.load_cert_chain(certificate.certificate, certificate.key)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no more calls."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)

    def _serve(self) -> None:
        with suppress(OSError):
            caller, _ = self._listening.accept()
            if self._context is not None:
                caller = self._context.wrap_socket(caller, server_side=True)
            with caller:
                self._talk(caller)

    def _talk(self, caller: socket.socket) -> None:
        lines = caller.makefile("rb")
        for piece in self._pieces:
            commands = [line for line in self.heard if b" " in line]
            tag = commands[-1].split(b" ")[0] if commands else b""
            caller.sendall(piece.replace(b"TAG", tag))
            if not (line := lines.readline()):
                return
            self.heard.append(line)


@contextmanager
def scripted(*pieces: bytes, certificate: Certificate | None = None) -> Iterator[Scripted]:
    """Such a server; without a certificate its line is open. TAG stands for the command's tag."""
    server = Scripted(pieces, certificate)
    try:
        yield server
    finally:
        server.close()
