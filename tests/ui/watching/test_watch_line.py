"""On a real pty: how the watcher starts, lives through odd input, and ends."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.watching.terminal import ROOT, SCRIPT, Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a watcher and waits for its queue."""
    running: list[Terminal] = []

    def started(*size: int, nohup: bool = False, sees: str = "Login page") -> Terminal:
        terminal = Terminal(tmp_path / "log", *size, nohup=nohup)
        running.append(terminal)
        terminal.see(sees)
        return terminal

    yield started
    for terminal in running:
        terminal.close()


def left_in_order(terminal: Terminal) -> bool:
    return terminal.log.read_text("utf-8") == "left in order"


def test_quitting_ends_with_0_and_gives_the_terminal_back(start: Start) -> None:
    terminal = start()
    terminal.type(b"q")
    assert terminal.exit_code() == 0
    assert left_in_order(terminal)
    for given_back in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
        assert given_back in terminal.painted


@pytest.mark.parametrize("nohup", [False, True])
def test_a_line_that_drops_ends_it_in_order(start: Start, nohup: bool) -> None:
    terminal = start(nohup=nohup)
    terminal.hang_up()
    assert terminal.exit_code() == 128 + signal.SIGHUP
    assert left_in_order(terminal)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_being_told_to_end_ends_it_in_order(start: Start, number: int) -> None:
    terminal = start()
    terminal.tell(number)
    assert terminal.exit_code() == 128 + number
    assert left_in_order(terminal)
    assert b"\x1b[?1049l" in terminal.painted


def test_a_byte_that_is_no_text_is_lived_through(start: Start) -> None:
    terminal = start()
    terminal.type(b"\xff\xfe\xc3")
    terminal.type(b"j")
    terminal.see("▸▲")
    terminal.type(b"q")
    assert terminal.exit_code() == 0


def test_a_storm_of_resizes_leaves_a_whole_screen(start: Start) -> None:
    terminal = start()
    sizes = random.Random(7)
    for _ in range(150):
        terminal.resize(sizes.randint(1, 200), sizes.randint(1, 60))
        terminal.wait(lambda: True)
    terminal.screen.reset()
    terminal.resize(90, 28)
    terminal.see("Login page returns 502")
    terminal.see("q quit")
    terminal.type(b"q")
    assert terminal.exit_code() == 0


def test_twenty_columns_are_told_how_many_it_takes(start: Start) -> None:
    terminal = start(20, 8, sees="needs 40 x 12")
    terminal.screen.reset()
    terminal.resize(60, 12)
    terminal.see("Login page")


def test_without_a_terminal_it_says_so_in_one_line(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path / "log")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT)},
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("vipdesk: not a terminal")
    assert ran.stderr.count("\n") == 1


def test_errors_that_go_to_a_file_keep_nobody_from_looking(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "log", errors=tmp_path / "errors")
    terminal.see("Login page returns 502")
    terminal.type(b"q")
    assert terminal.exit_code() == 0
    terminal.close()
    assert (tmp_path / "errors").read_bytes() == b"", "nothing is painted there"


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_places_no_text_is_refused(tmp_path: Path, term: str) -> None:
    terminal = Terminal(tmp_path / "log", term=term)
    assert terminal.exit_code() == 2
    assert terminal.painted.startswith(b"vipdesk: TERM says")
    assert b"\x1b" not in terminal.painted
    terminal.close()
