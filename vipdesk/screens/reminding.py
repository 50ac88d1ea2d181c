"""New reminders, told in every way that the agent wants to be told, and the list of them."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.app import App
from textual.screen import Screen

from vipdesk.clock import Clock
from vipdesk.domain.board import Board
from vipdesk.domain.language import _, counted
from vipdesk.domain.reminder import About, Key, Occasion, Reminder
from vipdesk.domain.retold import reminder_said
from vipdesk.domain.target import Band
from vipdesk.domain.text import clean_line
from vipdesk.terminal.notice import BELL, osc9, osc777
from vipdesk.widgets.signs import BAND, REMINDED

if TYPE_CHECKING:
    from vipdesk.screens.dialog import Do
    from vipdesk.screens.told_reminders import TellReminders

SECONDS_SHOWN = 12
MOST_AT_ONCE = 3
SEVERE = frozenset(
    {Occasion.BREACHED, Occasion.URGENT, Occasion.NOT_ACCEPTED}
    | {Occasion.NOT_DELIVERED, Occasion.NOT_INVITED, Occasion.ONLY_KEPT}
)

Going = Mapping[About, Callable[[int], object]]
"""Shows what a reminder is about, by its number."""


class Reminding(Struct):
    """Tells each reminder once; those that stood before are counted, not told one by one.

    `ways` gives those of toast, bell, osc9, osc777 that are wanted; `say` shows a line where the
    agent looks; `key` is the one that shows them all. A toast is one line in the first row: over
    whose desk it is or what a dialog is called, never over a field or the keys.
    """

    ways: Callable[[], frozenset[str]]
    say: Callable[[str], None]
    do: "Do"
    clock: Clock
    going: Going
    key: Callable[[], str]
    last: int | None = None
    _list: "TellReminders | None" = None

    def tell(self, reminders: tuple[Reminder, ...], screen: Screen[object]) -> None:
        """Tell those that are new."""
        highest = max((one.number for one in reminders), default=self.last or 0)
        before, self.last = self.last, max(highest, self.last or 0)
        if before is not None:
            new = [one for one in reminders if one.number > before]
            if len(new) > MOST_AT_ONCE:
                self._tell(_count(len(new)), _("reminders"), severe=True, screen=screen)
                return
            for one in new:
                occasion = one.key.occasion
                text = reminder_said(clean_line(one.text, 200))
                self._tell(text, _(occasion.value), severe=occasion in SEVERE, screen=screen)
        elif reminders:
            self.say(_came(len(reminders), self.key()))

    def look_at(
        self, board: Board, now: datetime, zone: tzinfo | None, top: Screen[object]
    ) -> None:
        """Tell what is new, and freshen the list of it where that is on top."""
        self.tell(board.reminders, top)
        if self._list is not None and top is self._list:
            top.update(board.reminders, now, zone)

    def open(self, app: App[object]) -> None:
        """Show what stands."""
        from vipdesk.screens.told_reminders import TellReminders  # loaded when a key opens it

        self._list = TellReminders(self.do, self.clock, self._go)
        app.push_screen(self._list)

    def _go(self, key: Key) -> None:
        if key.about in self.going:
            self.going[key.about](key.subject)

    def _tell(self, text: str, title: str, *, severe: bool, screen: Screen[object]) -> None:
        ways = self.ways()
        if "toast" in ways:
            sign = BAND[Band.URGENT] if severe else REMINDED
            told = _("{sign} {text} · {key} shows all").format(sign=sign, text=text, key=self.key())
            screen.notify(told, timeout=SECONDS_SHOWN, markup=False)
        written = BELL if "bell" in ways else ""
        written += osc9(text) if "osc9" in ways else ""
        written += osc777(f"vipdesk: {title}", text) if "osc777" in ways else ""
        _write(screen.app, written)


def _count(number: int) -> str:
    return counted("{count} reminder", "{count} reminders", number)


def _came(number: int, key: str) -> str:
    return counted(
        "{count} reminder came while you were away: {key} shows them",
        "{count} reminders came while you were away: {key} shows them",
        number,
        key=key,
    )


def _write(app: App[object], sequence: str) -> None:
    """Straight to the terminal: what these sequences do is not painted."""
    driver = app._driver
    if sequence and driver is not None and not app.is_headless:
        driver.write(sequence)
        driver.flush()
