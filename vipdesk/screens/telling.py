"""Telling the agent of something in every way that they want to be told."""

from collections.abc import Callable, Container, Iterable

from msgspec import Struct, field
from textual.app import App
from textual.notifications import Notification, Notify
from textual.screen import Screen

from vipdesk.terminal.notice import BELL, osc9, osc777

SECONDS_SHOWN = 12

Named = tuple[str, int]
"""What a notice is about: a kind of thing, and its number among them."""


class Telling(Struct, frozen=True):
    """`ways` gives those of toast, bell, osc9, osc777 that are wanted.

    A toast is one line where it covers nothing (`terminal/notice_place.py`); it takes no focus.
    """

    ways: Callable[[], frozenset[str]]
    _shown: list[tuple[Named, Notification]] = field(default_factory=list)

    def tell(
        self, text: str, title: str, toast: str, screen: Screen[object], about: Iterable[Named]
    ) -> None:
        """`text` to the desktop under `title`, `toast` here, as long as any of `about` stands."""
        ways = self.ways()
        if "toast" in ways:
            shown = Notification(toast, timeout=SECONDS_SHOWN, markup=False)
            self._shown[:] = [one for one in self._shown if not one[1].has_expired]
            self._shown.extend((named, shown) for named in about)
            screen.app.post_message(Notify(shown))
        written = BELL if "bell" in ways else ""
        written += osc9(text) if "osc9" in ways else ""
        written += osc777(f"vipdesk: {title}", text) if "osc777" in ways else ""
        _write(screen.app, written)

    def take_back(self, kind: str, standing: Container[int], app: App[object]) -> None:
        """What was undone, or seen to, is no news: of this kind only these stand any more."""
        over = [one for one in self._shown if one[0][0] == kind and one[0][1] not in standing]
        for one in over:
            self._shown.remove(one)
            if one[1] in app._notifications and one[1] not in (shown for _, shown in self._shown):
                app._unnotify(one[1])


def _write(app: App[object], sequence: str) -> None:
    """Straight to the terminal: what these sequences do is not painted."""
    driver = app._driver
    if sequence and driver is not None and not app.is_headless:
        driver.write(sequence)
        driver.flush()
