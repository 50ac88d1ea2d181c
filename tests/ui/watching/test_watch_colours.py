"""On a real pty: the colours that are sent are those that the terminal has."""

import re
from pathlib import Path

import pytest

from tests.ui.watching.terminal import Terminal

NEITHER_COLOUR_NOR_PALE = {0, 1, 4, 7}
SIXTEEN = (
    NEITHER_COLOUR_NOR_PALE
    | {2, 39, 49}
    | {*range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108)}
)
BOARD = "q quit"
LOOK_ROUND = (
    (b"?", "esc close"),
    (b"\x1b", BOARD),
    (b"C", "esc close"),
    (b"\x1b", BOARD),
    (b"/", "esc back"),
    (b"band:ur", "band:urgent"),
    (b"gent", "1 of 7"),
    (b"\r", "q quit"),
    (b"q", ""),
)
QUIET = {"SSH_CONNECTION": "", "SSH_TTY": "", "SSH_CLIENT": "", "COLORTERM": "", "NO_COLOR": ""}


def sent(tmp_path: Path, term: str, **environment: str) -> list[list[int]]:
    """Every selection of colours that a look around sends."""
    told = QUIET | {"VIPDESK_CONFIG": str(tmp_path / "none.toml")} | environment
    terminal = Terminal(tmp_path / "log", 100, 30, nohup=False, term=term, errors=None, **told)
    try:
        terminal.see("▸■  -0h 12m")
        for keys, words in LOOK_ROUND:
            terminal.type(keys)
            terminal.see(words)
            if words == BOARD:  # esc and the next key in one read would be alt and that key
                terminal.miss("esc close")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()
    runs = re.findall(rb"\x1b\[([0-9;]*)m", terminal.painted)
    return [[int(code or 0) for code in run.split(b";")] for run in runs]


def codes(runs: list[list[int]]) -> set[int]:
    return {code for run in runs for code in run}


@pytest.mark.parametrize(
    ("term", "environment"),
    [
        ("xterm-256color", {"NO_COLOR": "1"}),
        ("xterm-256color", {"NO_COLOR": "1", "VIPDESK_THEME": "dark"}),
        ("xterm-256color", {"VIPDESK_THEME": "none"}),
        ("vt100", {}),
    ],
)
def test_where_no_colour_is_wanted_none_is_sent(
    tmp_path: Path, term: str, environment: dict[str, str]
) -> None:
    found = codes(sent(tmp_path, term, **environment))
    assert found <= NEITHER_COLOUR_NOR_PALE
    assert {1, 7} <= found


@pytest.mark.parametrize(
    ("term", "environment"),
    [
        ("xterm", {}),
        ("linux", {}),
        ("xterm-256color", {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}),
        ("xterm-256color", {"COLORTERM": "truecolor", "VIPDESK_THEME": "16-colours"}),
    ],
)
def test_sixteen_colours_are_those_of_the_terminal(
    tmp_path: Path, term: str, environment: dict[str, str]
) -> None:
    found = codes(sent(tmp_path, term, **environment))
    assert found <= SIXTEEN
    assert {31, 32, 33, 36} <= found


def test_a_terminal_of_all_colours_gets_them(tmp_path: Path) -> None:
    runs = sent(tmp_path, "xterm-256color", COLORTERM="truecolor")
    assert any(run[-5:-3] == [38, 2] or run[:2] == [38, 2] for run in runs)


def test_a_theme_is_chosen_in_the_settings_file(tmp_path: Path) -> None:
    own = tmp_path / "config.toml"
    own.write_text('theme = "none"\n', encoding="utf-8")
    found = codes(sent(tmp_path, "xterm-256color", VIPDESK_CONFIG=str(own)))
    assert found <= NEITHER_COLOUR_NOR_PALE
