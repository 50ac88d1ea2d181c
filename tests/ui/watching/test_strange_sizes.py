"""A size that no screen has: whoever comes by SSH says what they like."""

import os

import pytest
from textual.app import App
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from vipdesk.terminal.keyboard import Alt, Keyboard
from vipdesk.terminal.painter import MOST, Painter, bounded
from vipdesk.terminal.themed import Themed


class Hears(App[None]):
    """Keeps what the driver hands over."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []


def on_the_largest(monkeypatch: pytest.MonkeyPatch, app: Hears) -> Painter:
    """Paints on a terminal that says it is as large as can be said."""
    largest = os.terminal_size((65535, 65535))
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_: largest)
    painter = Painter(app)
    monkeypatch.setattr(painter, "send_message", app.heard.append)
    return painter


async def test_the_size_at_the_start_and_by_the_system_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painter = on_the_largest(monkeypatch, Hears())
    assert painter._size == MOST
    assert painter._get_terminal_size() == MOST


async def test_a_size_among_the_keys_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Hears()
    painter = on_the_largest(monkeypatch, app)
    for event in Keyboard(Alt(lambda _: False, lambda: False)).feed("\x1b[48;99999;99999;1;1t"):
        painter.process_message(event)
    sizes = [(one.size, one.virtual_size) for one in app.heard if isinstance(one, Resize)]
    assert sizes == [(Size(*MOST), Size(*MOST))]


def test_a_size_that_is_one_stays() -> None:
    assert bounded(213, 55) == (213, 55)


async def test_of_sizes_that_overtake_each_other_the_terminals_own_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who tells of a size is interrupted by who tells of the next, and goes on after it."""
    app, told = Themed[None](), Resize(Size(18, 16), Size(18, 16))
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_: os.terminal_size((90, 28)))
    monkeypatch.setattr(app, "_driver", Painter(app))
    await Themed._on_resize(app, told)
    assert told.size == told.virtual_size == Size(90, 28)


async def test_what_the_terminal_tells_among_the_keys_is_taken_as_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """These overtake nobody; what the system says may lag behind, or stand still (`COLUMNS`)."""
    app, told = Themed[None](), Resize(Size(18, 16), Size(18, 16))
    monkeypatch.setenv("COLUMNS", "90")
    painter = Painter(app)
    monkeypatch.setattr(app, "_driver", painter)
    monkeypatch.setattr(painter, "_in_band_window_resize", True)
    await Themed._on_resize(app, told)
    assert told.size == told.virtual_size == Size(18, 16)
