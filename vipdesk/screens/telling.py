"""Telling the agent of something in every way that they want to be told."""

from collections.abc import Callable

from msgspec import Struct
from textual.app import App
from textual.screen import Screen

from vipdesk.terminal.notice import BELL, osc9, osc777

SECONDS_SHOWN = 12


class Telling(Struct, frozen=True):
    """`ways` gives those of toast, bell, osc9, osc777 that are wanted.

    A toast is one line where it covers nothing (`terminal/notice_place.py`); it takes no focus.
    """

    ways: Callable[[], frozenset[str]]

    def tell(self, text: str, title: str, toast: str, screen: Screen[object]) -> None:
        """`text` to the desktop under `title`, `toast` here."""
        ways = self.ways()
        if "toast" in ways:
            screen.notify(toast, timeout=SECONDS_SHOWN, markup=False)
        written = BELL if "bell" in ways else ""
        written += osc9(text) if "osc9" in ways else ""
        written += osc777(f"vipdesk: {title}", text) if "osc777" in ways else ""
        _write(screen.app, written)


def _write(app: App[object], sequence: str) -> None:
    """Straight to the terminal: what these sequences do is not painted."""
    driver = app._driver
    if sequence and driver is not None and not app.is_headless:
        driver.write(sequence)
        driver.flush()
