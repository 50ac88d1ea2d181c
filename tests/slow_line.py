"""A line between a client and a server that is long and thin, and may freeze."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Event, Thread
from typing import Self

PIECE = 400
"""Bytes that go in one packet."""

Pieces = SimpleQueue[tuple[float, bytes]]
"""What is under way, each with when it is there."""


class SlowLine:
    """Takes calls on `port`; each way has so many seconds of delay, and bits in a second."""

    def __init__(self, server: int, delay: float, bits: float) -> None:
        self._server, self._delay, self._bits = server, delay, bits
        self._goes, self._closed = Event(), Event()
        self._goes.set()
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        Thread(target=self._listen, daemon=True).start()

    @classmethod
    @contextmanager
    def to(cls, server: int, delay: float = 0.0, bits: float = 1e9) -> Iterator[Self]:
        """A line to a port, until it is no longer needed."""
        made = cls(server, delay, bits)
        try:
            yield made
        finally:
            made.close()

    def freeze(self) -> None:
        """From now on nothing goes through, and nothing says so."""
        self._goes.clear()

    def close(self) -> None:
        """Cut everything."""
        self._closed.set()
        self._goes.set()
        for each in (self._listening, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _listen(self) -> None:
        while not self._closed.is_set():
            with suppress(OSError):
                caller, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._server))
                self._open += [caller, far]
                for source, target in ((caller, far), (far, caller)):
                    self._join(source, target)

    def _join(self, source: socket.socket, target: socket.socket) -> None:
        under_way: Pieces = SimpleQueue()
        Thread(target=self._take_in, args=(source, under_way), daemon=True).start()
        Thread(target=self._hand_on, args=(under_way, target), daemon=True).start()

    def _take_in(self, source: socket.socket, under_way: Pieces) -> None:
        """What is sent waits for its turn on the line, and then takes its time."""
        piece = b"-"
        while piece:
            self._goes.wait()
            try:
                piece = source.recv(PIECE)
            except OSError:
                piece = b""
            time.sleep(len(piece) * 8 / self._bits)
            under_way.put((time.monotonic() + self._delay, piece))

    def _hand_on(self, under_way: Pieces, target: socket.socket) -> None:
        with suppress(OSError):
            while True:
                due, piece = under_way.get()
                time.sleep(max(due - time.monotonic(), 0))
                if not piece:
                    target.shutdown(socket.SHUT_WR)
                    return
                self._goes.wait()
                target.sendall(piece)
