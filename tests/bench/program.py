"""A program on a terminal of its own: what it paints and when, what it costs.

The other end answers what a terminal is asked at start, keeps every piece of output with its
instant, and reads processor time and memory from /proc, so that nothing runs beside the program
while it is timed.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import pyte

from tests.programs import become

ROOT = Path(__file__).parents[2]
COLUMNS, ROWS = 120, 36
IDLE = 0.03
"""Seconds of processor time in one second below which a program is idle."""

QUERIES = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[5n": b"\x1b[0n",
}
"""What the screens ask, and what a terminal that can paint whole frames, and is there, answers."""

PROCESS_CLOCK = 2
"""How the kernel numbers the clock of a whole process, threads that have ended included."""

UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\??[0-9;]*\$[a-z]")
PEERS = Path(__file__).with_name("peers")


class Program:
    """Runs `python …`, or another `program`; instants are those of `time.perf_counter`."""

    def __init__(
        self,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        columns: int = COLUMNS,
        rows: int = ROWS,
        program: str = sys.executable,
    ) -> None:
        self.pieces: list[tuple[float, bytes]] = []
        self.ended = False
        self._size = columns, rows
        self._fed = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        told = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        told |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        told |= {"PYTHONPATH": str(ROOT), **(environment or {})}
        self.began = time.perf_counter()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            become([program, *arguments], told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)

    def read(self, seconds: float) -> bool:
        """Take what comes within so many seconds; False where nothing does."""
        if self.ended or not select.select([self._master], [], [], max(seconds, 0))[0]:
            return False
        try:
            fresh = os.read(self._master, 1 << 17)
        except OSError:
            self.ended = True
            return False
        self.pieces.append((time.perf_counter(), fresh))
        for query, answer in QUERIES.items():
            if query in fresh:
                self.type(answer)
        return True

    def rest(self, seconds: float) -> None:
        """Only listen for so long."""
        until = time.perf_counter() + seconds
        while not self.ended and (left := until - time.perf_counter()) > 0:
            self.read(left)

    def quiet(self, gap: float, within: float = 60.0) -> float:
        """Listen until nothing has come for `gap` seconds; the instant of the last that came."""
        until = time.perf_counter() + within
        while self.read(gap) or not self.pieces:
            if self.ended or time.perf_counter() > until:
                raise SystemExit(f"never quiet; it shows\n{self.shown()}")
        return self.pieces[-1][0]

    def idle(self, within: float = 120.0) -> None:
        """Listen until it neither paints nor reckons any more."""
        until = time.perf_counter() + within
        while time.perf_counter() < until:
            before, piece = self.processor(), len(self.pieces)
            self.rest(1.0)
            if self.processor() - before < IDLE and len(self.pieces) <= piece + 1:
                return
        raise SystemExit(f"never idle; it shows\n{self.shown()}")

    def see(self, *words: str, within: float = 60.0) -> None:
        """Listen until all of these are on the screen."""
        until = time.perf_counter() + within
        while any(each not in self.shown() for each in words):
            if self.ended or time.perf_counter() > until:
                raise SystemExit(f"never came: {words}; it shows\n{self.shown()}")
            self.read(0.1)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._master, keys)

    def press(self, keys: bytes, gap: float = 0.03, sign: bytes = b"") -> tuple[float, int]:
        """Press, and wait for what it paints, or for what paints `sign`: seconds and bytes.

        The frame is over when nothing has come for `gap` seconds.
        """
        first, began = len(self.pieces), time.perf_counter()
        self.type(keys)
        while len(self.pieces) == first or sign not in self.output_since(first):
            if not self.read(5.0):
                raise SystemExit(f"{keys!r} painted nothing; it shows\n{self.shown()}")
        while self.read(gap):
            pass
        return self.pieces[-1][0] - began, len(self.output_since(first))

    def output_since(self, piece: int) -> bytes:
        """All that came from this piece on."""
        return b"".join(fresh for _, fresh in self.pieces[piece:])

    def painted(self, *words: str) -> float:
        """The instant from which all of these have been on the screen together."""
        screen = pyte.Screen(*self._size)
        stream = pyte.ByteStream(screen)
        for at, fresh in self.pieces:
            stream.feed(UNKNOWN_TO_PYTE.sub(b"", fresh))
            shown = "\n".join(screen.display)
            if all(each in shown for each in words):
                return at
        raise SystemExit(f"never on the screen: {words}; it shows\n{self.shown()}")

    def shown(self) -> str:
        """What is on the screen now."""
        for _, fresh in self.pieces[self._fed :]:
            self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", fresh))
        self._fed = len(self.pieces)
        return "\n".join(self._screen.display)

    def processor(self) -> float:
        """Seconds of processor time that all its threads have used."""
        return time.clock_gettime((~self.pid << 3) | PROCESS_CLOCK)

    def loop(self) -> float:
        """Seconds of processor time that its main thread has used."""
        told = Path(f"/proc/{self.pid}/task/{self.pid}/schedstat").read_text()
        return int(told.split()[0]) / 1e9

    def peak(self) -> float:
        """The most memory it has held, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
