"""The real program on a real terminal: a lost line and a kill cost no draft."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyte
import pytest

from tests.programs import become
from tests.ui.acting.stage import JANA, Scene

PATIENCE = 30.0


class Terminal:
    """The program in a terminal of 100 x 30; what it paints is what `painted` gives."""

    def __init__(self, scene: Scene) -> None:
        self.process, self.line = pty.fork()
        if self.process == 0:
            told = {**os.environ, "TERM": "xterm-256color", "VIPDESK_STORE": scene.where}
            told["VIPDESK_NOW"] = scene.clock.at.isoformat()
            become([sys.executable, "-m", "vipdesk"], told)
        size = struct.pack("HHHH", 30, 100, 0, 0)
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, size)
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def painted(self) -> str:
        """What a person sees."""
        return "\n".join(row.rstrip() for row in self._screen.display)

    def types(self, text: str) -> None:
        """Press keys."""
        os.write(self.line, text.encode())

    def shows(self, words: str) -> None:
        """Wait until the words have been painted."""
        self._until(lambda: words in self.painted, f"{words} on screen")

    def keeps(self, scene: Scene, number: int, text: str) -> None:
        """Wait until the store has this draft."""
        self._until(lambda: draft(scene, number) == text, f"the draft {text}")

    def hang_up(self) -> None:
        """The line is gone, as when a window is closed."""
        os.close(self.line)
        self.line = -1

    def ends(self) -> int:
        """Wait for the end; the exit code, or minus the signal that killed it."""
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            self._read(0.05)
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                self.process = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("the program is still running")

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        if self.line >= 0:
            os.close(self.line)

    def _until(self, true: Callable[[], bool], what: str) -> None:
        give_up = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < give_up, f"not in {PATIENCE} s: {what}\n{self.painted}"
            self._read(0.05)

    def _read(self, within: float) -> None:
        if self.line < 0:
            time.sleep(within)
        elif select.select([self.line], [], [], within)[0]:
            with suppress(OSError):
                self._stream.feed(os.read(self.line, 65536))


@contextmanager
def answering(scene: Scene) -> Iterator[tuple[Terminal, int]]:
    """The program, with the answer to its one ticket open."""
    number = scene.mail()
    terminal = Terminal(scene)
    try:
        terminal.shows("Since twenty past nine")
        terminal.types("a")
        terminal.shows("Re: Login page")
        yield terminal, number
    finally:
        terminal.close()


def test_a_line_that_drops_while_typing_keeps_every_key(scene: Scene) -> None:
    with answering(scene) as (terminal, number):
        terminal.types("every key of it")
        terminal.keeps(scene, number, "every key of it")
        terminal.types(" and the last")
        os.kill(terminal.process, signal.SIGHUP)
        terminal.hang_up()
        assert terminal.ends() == 128 + signal.SIGHUP
    kept = draft(scene, number)
    assert kept is not None
    assert kept.startswith("every key of it")


@pytest.mark.parametrize("number_of_signal", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_told_to_end_writes_the_draft_down_first(
    scene: Scene, number_of_signal: signal.Signals
) -> None:
    with answering(scene) as (terminal, number):
        terminal.types("Qx")
        terminal.shows("Qx")
        os.kill(terminal.process, number_of_signal)
        assert terminal.ends() == 128 + number_of_signal
        assert draft(scene, number) == "Qx"


def test_a_killed_program_loses_no_draft_that_is_half_a_second_old(scene: Scene) -> None:
    with answering(scene) as (terminal, number):
        terminal.types("half a sentence")
        terminal.keeps(scene, number, "half a sentence")
        os.kill(terminal.process, signal.SIGKILL)
        assert terminal.ends() == -signal.SIGKILL
    again = Terminal(scene)
    try:
        again.shows("Since twenty past nine")
        again.types("a")
        again.shows("your draft is back")
        again.types(" more\x13")
        again.shows("not sent yet")
    finally:
        again.close()
    assert scene.messages(number)[-1].text == "half a sentence more"
    assert scene.view(number).drafts == ()


def test_an_editor_has_the_terminal_to_itself_and_gives_the_text_back(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "said = input('EDITING ' + path.read_text())\n"
        "path.write_text(path.read_text() + said)\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {editor}")
    with answering(scene) as (terminal, number):
        terminal.types("Dear Marta\x05")
        terminal.shows("EDITING Dear Marta")
        terminal.types(", it works.\n")
        terminal.keeps(scene, number, "Dear Marta, it works.")
        terminal.shows("Re: Login page")
        terminal.types(" Jana\x13")
        terminal.shows("not sent yet")
    assert scene.messages(number)[-1].text == "Dear Marta, it works. Jana"


def draft(scene: Scene, number: int) -> str | None:
    found = scene.view(number).draft_of(JANA.name)
    return found.text if found else None
