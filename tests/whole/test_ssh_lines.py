"""Through tmux, in sixteen colours, on a slow line: all keys arrive, and the picture comes."""

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slow_line import SlowLine
from tests.whole.office import ADA, JANA, OTA, Office
from tests.whole.terminal import Terminal

MORE_COLOURS = re.compile(rb"\x1b\[[\d;]*[34]8;[25];")
SAID = (
    "We have found it: the proxy at the border sends half of all requests to a server that is gone."
)
TMUX = ("tmux", "-u", "-f", "/dev/null")


@pytest.fixture
def tmux_at_home(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """A tmux of nobody else's, on this side."""
    command = (*TMUX, "-S", str(tmp_path / "tmux"))
    yield command
    subprocess.run([*command, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def tmux_at_the_desk(desk_by_ssh: Office) -> Iterator[tuple[str, ...]]:
    """One of the agent's account."""
    agent = desk_by_ssh.accounts.agent
    command = (*TMUX, "-S", str(agent.home / "tmux"))
    yield command
    agent.run([*command, "kill-server"], check=False)


def test_a_slow_line_loses_no_letter(desk_by_ssh: Office) -> None:
    with (
        SlowLine.to(desk_by_ssh.sshd.port, delay=0.2, bits=32_000) as line,
        desk_by_ssh.at(JANA, port=line.port, columns=80, rows=24) as jana,
        desk_by_ssh.at(ADA, port=line.port, columns=80, rows=24) as ada,
    ):
        jana.see("Queue · ", "Login page returns 502", "a answer")
        ada.see("READ-ONLY", "Login page returns 502")
        jana.press("a")
        ada.press("/inbox crawls")
        jana.see("Answer", "Marta Rossi")
        for letter in SAID:
            jana.press(letter)
        jana.see("server that is gone.")
        ada.see("inbox crawls", "1 of 14")
        jana.press("\x13")
        jana.see("no mail account")
    desk_by_ssh.all_gone()
    assert SAID in desk_by_ssh.vipdesk("ticket", "show", "137", "--json")


def test_ssh_is_in_sixteen_colours(desk_by_ssh: Office) -> None:
    for term in ("xterm-16color", "xterm-256color", "linux"):
        with desk_by_ssh.at(OTA, told={"TERM": term}) as ota:
            ota.see("READ-ONLY", "Queue · ", "Login page returns 5")
            assert b"\x1b[" in ota.painted
            assert not MORE_COLOURS.search(ota.painted)
            ota.press("q")
            assert ota.exit_code() == 0


def test_tmux_at_home(desk_by_ssh: Office, tmux_at_home: tuple[str, ...]) -> None:
    """The client runs in a window of tmux: what is left there goes on, what is killed is gone."""
    ssh, told = shlex.join(desk_by_ssh.ssh(JANA)), {"TERM": "screen-256color"}
    with Terminal(environment=told, program=(*tmux_at_home, "new", ssh)) as tmux:
        works_in(tmux)
        tmux.press("\x02d")
        assert tmux.exit_code() == 0
    with Terminal(environment=told, program=(*tmux_at_home, "attach")) as tmux:
        tmux.see("Dear Marta", "Answer")
        tmux.press("\x02&")
        tmux.see("kill-window")
        tmux.press("y")
        assert tmux.exit_code() == 0
    desk_by_ssh.all_gone()


def test_tmux_at_the_desk(desk_by_ssh: Office, tmux_at_the_desk: tuple[str, ...]) -> None:
    """The desk runs in a tmux that stays there when the line is cut, and is attached again."""
    desk = shlex.join([desk_by_ssh.program, "--store", desk_by_ssh.store])
    asked = (*tmux_at_the_desk, "new", "-A", "-s", "desk", shlex.quote(desk))
    with desk_by_ssh.at(JANA, *asked, options=("-t",)) as jana:
        works_in(jana)
        os.kill(jana.pid, signal.SIGKILL)
    with desk_by_ssh.at(JANA, *asked, options=("-t",)) as jana:
        jana.see("Dear Marta", "Answer")
        jana.press("\x1b")
        jana.wait(lambda: "Answer" not in jana.shown, "the desk alone")
        jana.press("q")
        assert jana.exit_code() == 0
    desk_by_ssh.all_gone()


def works_in(terminal: Terminal) -> None:
    terminal.see("Queue · ", "Login page returns 502", "Marta Rossi")
    terminal.press("a")
    terminal.see("Answer")
    terminal.press("Dear Marta")
    terminal.see("Dear Marta")
