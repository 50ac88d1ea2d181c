"""Settings of one's own, on a real terminal: chosen, kept, there again, and in its colours."""

import re
from functools import partial
from pathlib import Path

import pytest

from tests.whole.terminal import Terminal

KEEP, LEAVE, RIGHT = "\x13", "\x1b", "\x1b[C"
LOCAL = {"SSH_CONNECTION": "", "SSH_TTY": "", "SSH_CLIENT": "", "NO_COLOR": "", "COLORTERM": ""}
DIALOGS = {
    "a": "^s send",
    "n": "what a colleague should know",
    "s": "enter set it",
    "p": "enter promise",
    "c": "^n reached nobody",
    "N": "in a few words",
    "b": "enter take it",
    "C": "d day",
    "v": "r reached",
    "U": "m make a ticket",
    "?": "type what you look for",
    ",": "^k change keys",
    "#": "resolved tickets open too",
    "x": "received Mon 23 Nov 2026",
}
"""What each shows that no reminder in the first row covers."""
SIXTEEN = {0, 1, 2, 4, 7, 39, 49, *range(30, 38), *range(40, 48), *range(90, 108)}
PLAIN = {0, 1, 4, 7}


@pytest.fixture
def desk(demonstration: dict[str, str]) -> dict[str, str]:
    """The demonstration's Monday, kept, with a settings file to be."""
    own = Path(demonstration["HOME"]) / "own" / "config.toml"
    return demonstration | LOCAL | {"VIPDESK_CONFIG": str(own)}


def left(agent: Terminal) -> None:
    agent.press("q")
    assert agent.exit_code() == 0


def gone(agent: Terminal, words: str) -> bool:
    return words not in agent.shown


def sent(agent: Terminal) -> set[int]:
    """Every colour and style that was sent."""
    runs = re.findall(rb"\x1b\[([0-9;]*)m", agent.painted)
    return {int(code or 0) for run in runs for code in run.split(b";")}


def test_what_is_chosen_is_kept_and_there_again(desk: dict[str, str]) -> None:
    told = desk | {"COLORTERM": "truecolor"}
    with Terminal(environment=told) as agent:
        agent.see("Login page", "enter read")
        assert b"38;2;225;229;236" in agent.painted
        agent.press(",")
        agent.see("Settings", "as the terminal can")
        agent.press(RIGHT)
        agent.see("‹ dark ›")
        agent.press(RIGHT)
        agent.see("‹ light ›")
        agent.press(KEEP)
        agent.see("settings kept")
        left(agent)
    assert Path(desk["VIPDESK_CONFIG"]).read_text("utf-8") == 'theme = "light"\n'
    with Terminal(environment=told) as agent:
        agent.see("Login page", "enter read")
        assert b"38;2;31;35;40" in agent.painted
        assert b"38;2;225;229;236" not in agent.painted
        left(agent)


def test_a_wrong_line_is_said_and_the_desk_opens(desk: dict[str, str]) -> None:
    own = Path(desk["VIPDESK_CONFIG"])
    own.parent.mkdir()
    own.write_text('theme = "dark"\n[keys]\nanswer = "n"\n', encoding="utf-8")
    with Terminal(environment=desk) as agent:
        agent.see("Login page", "line 3: keys.answer: n is the key of", "a answer")
        left(agent)


@pytest.mark.parametrize(
    ("environment_of_it", "allowed"),
    [
        ({"TERM": "xterm"}, SIXTEEN),
        ({"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/0"}, SIXTEEN),
        ({"TERM": "vt100"}, PLAIN),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, PLAIN),
    ],
)
def test_no_dialog_sends_a_colour_that_the_terminal_has_not(
    desk: dict[str, str], environment_of_it: dict[str, str], allowed: set[int]
) -> None:
    with Terminal(environment=desk | environment_of_it) as agent:
        agent.see("Login page", "enter read")
        for key, words in DIALOGS.items():
            agent.press(key)
            agent.see(words)
            agent.press(LEAVE)
            agent.wait(partial(gone, agent, words), f"no {words}")
        left(agent)
    assert sent(agent) <= allowed
