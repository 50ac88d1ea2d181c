"""A private line that is read in pieces: bounded in time and bytes, and ended soon by a stop."""

import select
import socket
import time
from collections.abc import Sequence
from threading import Event

SLICE = 0.4
"""Seconds after which a line looks again whether it is to stop."""

SILENCE = 30.0
"""Seconds without a byte after which nobody is there any more."""

LONGEST_ANSWER = 600.0
"""Seconds that one answer may take, however it trickles in."""

MOST = 16_000_000
"""Bytes that an answer may have, where nothing else is expected."""

LONGEST_LINE = 8_000_000
CHUNK = 65_536


class Stopped(Exception):
    """The line was to stop while it waited."""


class TooMuch(Exception):
    """More came than was announced, or than anybody can have meant."""


class Line:
    """One line to a server, for one thread."""

    def __init__(self, sock: socket.socket, stop: Event) -> None:
        self.sock, self._stop = sock, stop
        self._buffer = bytearray()
        self._looked = 0  # so far there is no end of a line in what is held
        self._left = MOST
        self._expected = MOST
        self._ends = time.monotonic() + LONGEST_ANSWER

    def expect(self, most: int) -> None:
        """The answer to what is sent next may have so many bytes."""
        self._expected = most

    def send(self, data: bytes) -> None:
        """Send all of it."""
        self.sock.settimeout(SILENCE)
        for begin in range(0, len(data), CHUNK):
            if self._stop.is_set():
                raise Stopped
            self.sock.sendall(data[begin : begin + CHUNK])
        self._left, self._expected = self._expected, MOST
        self._ends = time.monotonic() + LONGEST_ANSWER

    def read(self, size: int) -> bytes:
        """So many bytes."""
        if size > self._left + len(self._buffer):
            raise TooMuch
        while len(self._buffer) < size:
            self._fill()
        return self._taken(size)

    def readline(self) -> bytes:
        """A line with its end."""
        while (end := self._buffer.find(b"\n", self._looked)) < 0:
            self._looked = len(self._buffer)
            if self._looked > LONGEST_LINE:
                raise TooMuch
            self._fill()
        return self._taken(end + 1)

    @property
    def holds_line(self) -> bool:
        """Whether a line can be read without waiting."""
        return b"\n" in self._buffer

    @property
    def holds_anything(self) -> bool:
        """Whether something came that was not read; a poll would not tell."""
        pending = getattr(self.sock, "pending", None)
        return bool(self._buffer) or (pending is not None and pending() > 0)

    def look(self) -> None:
        """Take up what there is, without waiting longer than a slice."""
        self.sock.settimeout(SLICE)
        try:
            self._take(self.sock.recv(CHUNK))
        except TimeoutError:
            return

    def replace(self, sock: socket.socket) -> None:
        """Go on over another socket; what came before it may have come from anybody."""
        self.sock = sock
        self._buffer.clear()
        self._looked = 0

    def close(self) -> None:
        """Hang up."""
        self.sock.close()

    def _fill(self) -> None:
        silent = time.monotonic() + SILENCE
        self.sock.settimeout(SLICE)
        while True:
            if self._stop.is_set():
                raise Stopped
            try:
                self._take(self.sock.recv(CHUNK))
                return
            except TimeoutError:
                if time.monotonic() > min(silent, self._ends):
                    raise TimeoutError(f"it said nothing for {SILENCE:.0f} s") from None

    def _take(self, data: bytes) -> None:
        if not data:
            raise ConnectionResetError("it hung up")
        self._left -= len(data)
        if self._left < 0 or time.monotonic() > self._ends:
            raise TooMuch
        self._buffer += data

    def _taken(self, size: int) -> bytes:
        data = bytes(memoryview(self._buffer)[:size])
        del self._buffer[:size]
        self._looked = 0
        return data


def wait_for_any(lines: Sequence[Line], seconds: float) -> list[Line]:
    """Those on which something may have come, after at most so long."""
    if held := [line for line in lines if line.holds_anything]:
        return held
    poll = select.poll()
    for line in lines:
        poll.register(line.sock, select.POLLIN)
    ready = {descriptor for descriptor, _ in poll.poll(max(0.0, seconds) * 1000)}
    return [line for line in lines if line.sock.fileno() in ready]
