"""What is read as which keys: Esc and a key in one read are two, unless alt is meant."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.events import Key, Paste

from tests.ui.watching.terminal import Terminal
from vipdesk.terminal.keyboard import PASTE_STALLS, Alt, Keyboard


def keys(*reads: str, chosen: str = "", typing: bool = False) -> list[str]:
    """The keys that come of what is read, once nothing more comes."""
    keyboard = Keyboard(Alt(lambda key: key == chosen, lambda: typing))
    events = [event for read in reads for event in keyboard.feed(read)]
    events += keyboard.feed("")
    return [event.key for event in events if isinstance(event, Key)]


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("\x1b", ["escape"]),
        ("\x1ba", ["escape", "a"]),
        ("\x1bA", ["escape", "A"]),
        ("\x1bab", ["escape", "a", "b"]),
        ("\x1b1", ["escape", "1"]),
        ("\x1b=", ["escape", "equals_sign"]),
        ("\x1b/q", ["escape", "slash", "q"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b\x13", ["escape", "ctrl+s"]),
        ("\x1bé", ["escape", "é"]),
        ("\x1bb", ["escape", "b"]),
        ("\x1bO", ["escape", "O"]),
        ("\x1bM", ["escape", "M"]),
        ("\x1bj\x1bk", ["escape", "j", "escape", "k"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b[A", ["up"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1bOP", ["f1"]),
        ("\x1b[1;3D", ["alt+left"]),
        ("\x1b[97;3u", ["alt+a"]),
        ("\x1b\x7f", ["ctrl+w"]),
        ("a\x1b[3~", ["a", "delete"]),
    ],
)
def test_a_read_is_these_keys(read: str, told: list[str]) -> None:
    assert keys(read) == told


def test_a_key_that_somebody_chose_is_alt_and_that_key() -> None:
    assert keys("\x1ba", chosen="alt+a") == ["alt+a"]
    assert keys("\x1bb", chosen="alt+b", typing=True) == ["alt+b"]
    assert keys("\x1bab", chosen="alt+b") == ["escape", "a", "b"]


def test_words_are_gone_over_where_one_types() -> None:
    assert keys("\x1bb\x1bf", typing=True) == ["ctrl+left", "ctrl+right"]
    assert keys("\x1ba", typing=True) == ["escape", "a"]


def test_alt_and_enter_is_one_key_where_it_begins_a_line() -> None:
    keyboard = Keyboard(Alt(lambda _: False, lambda: True, lambda: True))
    events = [*keyboard.feed("a\x1b\rb\r"), *keyboard.feed("")]
    told = [event.key for event in events if isinstance(event, Key)]
    assert told == ["a", "alt+enter", "b", "enter"]


def test_what_is_pasted_is_text() -> None:
    assert keys("\x1b[200~a b\x1b[201~x", "\x1bx") == ["x", "escape", "x"]


def read_on(keyboard: Keyboard, *reads: str) -> list[str]:
    """What was typed and what was pasted."""
    events = [event for read in reads for event in (*keyboard.feed(read), *keyboard.tick())]
    return [
        one.key if isinstance(one, Key) else one.text
        for one in events
        if isinstance(one, Key | Paste)
    ]


@pytest.mark.parametrize(
    ("read", "key"), [("\x03", "ctrl+c"), ("\x1b[27u", "escape"), ("\x1b[99;5u", "ctrl+c")]
)
def test_esc_and_ctrl_c_end_a_paste_whose_end_was_lost(read: str, key: str) -> None:
    keyboard = Keyboard(Alt(lambda _: False, lambda: False))
    assert read_on(keyboard, "\x1b[20", "0~hello", read, "x") == ["hello", key, "x"]


def test_esc_alone_ends_it_also_as_half_of_its_end() -> None:
    keyboard = Keyboard(Alt(lambda _: False, lambda: False))
    assert read_on(keyboard, "\x1b[200~hello", "\x1b", "[201~", "x") == ["hello", "x"]


def test_a_paste_of_which_no_more_comes_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("vipdesk.terminal.keyboard.get_time", lambda: now[0])
    keyboard = Keyboard(Alt(lambda _: False, lambda: False))
    assert read_on(keyboard, "\x1b[200~hel") == []
    now[0] += PASTE_STALLS - 0.1
    assert read_on(keyboard, "lo") == []
    now[0] += PASTE_STALLS
    assert [one.text for one in keyboard.tick() if isinstance(one, Paste)] == ["hello"]
    assert read_on(keyboard, "x", "\x1b[200~more\x03\x1b[201~") == ["x", "more\x03"]


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts a watcher with some settings, and waits for its queue."""
    running: list[Terminal] = []

    def started(settings: str = "") -> Terminal:
        own = tmp_path / "config.toml"
        own.write_text(settings, "utf-8")
        terminal = Terminal(tmp_path / "log", VIPDESK_CONFIG=str(own))
        running.append(terminal)
        terminal.see("Login page")
        return terminal

    yield started
    for terminal in running:
        terminal.close()


def test_esc_and_the_next_key_in_one_read_are_both_done(
    watcher: Callable[..., Terminal],
) -> None:
    terminal = watcher()
    terminal.type(b"?")
    terminal.see("Keys and signs")
    terminal.type(b"\x1b/")
    terminal.miss("Keys and signs")
    terminal.see("/ words, sev:1")
    terminal.type(b"zebra")
    terminal.see("0 of 7 open")
    terminal.type(b"\x1bC")
    terminal.see("Calendar · Mon 23 Nov")
    terminal.type(b"\x1b?")
    terminal.see("Keys and signs")


def test_alt_and_a_key_that_somebody_chose_is_that_key(watcher: Callable[..., Terminal]) -> None:
    terminal = watcher('[keys]\nexplain = "alt+e"\n')
    terminal.type(b"\x1be")
    terminal.see("initial response")
    terminal.type(b"\x1bC")
    terminal.see("Calendar · Mon 23 Nov")
