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
from vipdesk.screens.telling import Telling
from vipdesk.widgets.signs import BAND, REMINDED

if TYPE_CHECKING:
    from vipdesk.screens.dialog import Do
    from vipdesk.screens.told_reminders import TellReminders

MOST_AT_ONCE, REMINDER = 3, "reminder"
SEVERE = frozenset(
    {Occasion.BREACHED, Occasion.URGENT, Occasion.NOT_ACCEPTED}
    | {Occasion.NOT_DELIVERED, Occasion.NOT_INVITED, Occasion.ONLY_KEPT}
)

Going = Mapping[About, Callable[[int], object]]
"""Shows what a reminder is about, by its number."""


class Reminding(Struct):
    """Tells each reminder once; those that stood before are counted, not told one by one.

    `say` shows a line where the agent looks; `key` is the one that shows them all.
    """

    telling: Telling
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
                self._tell(new, _count(len(new)), _("reminders"), severe=True, screen=screen)
                return
            for one in new:
                occasion = one.key.occasion
                text, severe = reminder_said(clean_line(one.text, 200)), occasion in SEVERE
                self._tell([one], text, _(occasion.value), severe=severe, screen=screen)
        elif reminders:
            self.say(_came(len(reminders), self.key()))

    def look_at(
        self, board: Board, now: datetime, zone: tzinfo | None, top: Screen[object]
    ) -> None:
        """Tell what is new, and freshen the list of it where that is on top."""
        standing = frozenset(one.number for one in board.reminders)
        self.telling.take_back(REMINDER, standing, top.app)
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

    def _tell(
        self,
        about: list[Reminder],
        text: str,
        title: str,
        *,
        severe: bool,
        screen: Screen[object],
    ) -> None:
        sign = BAND[Band.URGENT] if severe else REMINDED
        told = _("{sign} {text} · {key} shows all").format(sign=sign, text=text, key=self.key())
        self.telling.tell(text, title, told, screen, [(REMINDER, one.number) for one in about])


def _count(number: int) -> str:
    return counted("{count} reminder", "{count} reminders", number)


def _came(number: int, key: str) -> str:
    return counted(
        "{count} reminder came while you were away: {key} shows them",
        "{count} reminders came while you were away: {key} shows them",
        number,
        key=key,
    )
