"""A program on a real terminal, whose other end a test holds."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Self

import pyte

from tests.programs import as_watcher, become
from tests.whole.commands import VIPDESK

PATIENCE = 30.0


class Screen(pyte.Screen):
    """Says how it is when it is asked, as terminals do."""

    def __init__(self, columns: int, rows: int, answer: Callable[[str], None]) -> None:
        self._answer = answer
        super().__init__(columns, rows)

    def write_process_input(self, data: str) -> None:
        """The answer goes where keys go."""
        self._answer(data)


class Terminal:
    """Runs `vipdesk`, or another program; `screen` is what a person would see."""

    def __init__(
        self,
        *arguments: str,
        environment: Mapping[str, str],
        columns: int = 120,
        rows: int = 36,
        watcher: bool = False,
        program: Sequence[str] = VIPDESK,
    ) -> None:
        """A `watcher` runs under an account of the store's group, where we may choose one."""
        command = [*program, *arguments]
        if watcher:
            command = as_watcher(command, group=os.stat(environment["VIPDESK_STORE"]).st_gid)
        self.screen = Screen(columns, rows, self.press)
        self.painted, self.company = b"", tuple[Self, ...]()
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            told = {**os.environ, "TERM": "xterm-256color", **environment}
            for size in ("COLUMNS", "LINES"):  # a terminal is as large as it says itself
                told.pop(size, None)
            become(command, told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)

    @property
    def shown(self) -> str:
        """What is on the screen."""
        return "\n".join(self.screen.display)

    def see(self, *words: str) -> None:
        """Wait until all of these are on the screen."""
        self.wait(lambda: all(each in self.shown for each in words), " and ".join(words))

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Read what is painted until it holds."""
        until = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < until, f"never came: {what}\n{self.shown}"
            self._read()
            for other in self.company:  # a terminal that nobody reads does not answer
                other._read(0)

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def look(self) -> None:
        """Take in what is painted already, or in a moment."""
        self._read()
        while self._read(0):
            pass

    def hang_up(self) -> None:
        """Let go of the far end, as a window does that is closed."""
        os.close(self.master)
        self.master = os.open(os.devnull, os.O_RDWR)

    def resize(self, columns: int, rows: int) -> None:
        """Another size, as a window manager would give it."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)
        self.screen.resize(rows, columns)
        self._read()

    def exit_code(self) -> int:
        """How it ended; negative for the signal that killed it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            self._read()
        raise AssertionError(f"it does not end\n{self.shown}")

    def _read(self, patience: float = 0.05) -> bool:
        if not select.select([self.master], [], [], patience)[0]:
            return False
        try:
            fresh = os.read(self.master, 1 << 16)
        except OSError:  # the program has let go of its end
            return False
        self.painted += fresh
        self._stream.feed(fresh)
        return bool(fresh)
