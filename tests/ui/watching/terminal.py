"""A terminal that a test holds the other end of."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyte

from tests.programs import become

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("on_a_terminal.py")
PATIENCE = 30.0


class Terminal:
    """Runs the watcher on a pty of this size; `screen` is what a person would see.

    `errors` is a file that its standard error is redirected to.
    """

    def __init__(
        self,
        log: Path,
        columns: int = 100,
        rows: int = 30,
        *,
        nohup: bool = False,
        term: str = "xterm-256color",
        errors: Path | None = None,
        **also: str,
    ) -> None:
        self.also = also
        self.log = log
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.painted = b""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            _give_size(0, columns, rows)
            if errors is not None:
                os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT), 2)
            self._become_the_watcher(nohup, term)

    def see(self, words: str) -> None:
        """Wait until the words are on the screen."""
        self.wait(lambda: any(words in row for row in self.screen.display), words)

    def miss(self, words: str) -> None:
        """Wait until the words are nowhere on the screen."""
        self.wait(lambda: all(words not in row for row in self.screen.display), f"no {words}")

    def wait(self, holds: Callable[[], bool], what: str = "") -> None:
        """Read what is painted until it holds."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            shown = "\n".join(self.screen.display)
            assert time.monotonic() < deadline, f"never came: {what}\n{shown}"
            self._read(0.1)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def resize(self, columns: int, rows: int) -> None:
        """Another size, as a window manager would give it."""
        _give_size(self.master, columns, rows)
        self.screen.resize(rows, columns)

    def tell(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """The line drops."""
        os.close(self.master)
        self.master = -1

    def exit_code(self) -> int:
        """How it ended; negative for the signal that killed it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            self._read(0.05)
        raise AssertionError("it does not end")

    def close(self) -> None:
        """Leave nothing behind."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.master >= 0:
            os.close(self.master)

    def _read(self, patience: float) -> None:
        if self.master < 0:
            time.sleep(patience)
            return
        ready, _, _ = select.select([self.master], [], [], patience)
        if ready:
            try:
                fresh = os.read(self.master, 65536)
            except OSError:  # the other side is gone
                time.sleep(patience)
                return
            self.painted += fresh
            self._stream.feed(fresh)

    def _become_the_watcher(self, nohup: bool, term: str) -> None:
        if nohup:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": term, "COLUMNS": "200"}
        environment |= self.also
        become([sys.executable, str(SCRIPT), str(self.log)], environment)


def _give_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
