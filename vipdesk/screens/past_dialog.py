"""Asks for an instant that is over, to show the queue as it stood then."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.back_when import back_when
from vipdesk.domain.errors import DeskError
from vipdesk.domain.hindsight import Hindsight
from vipdesk.domain.language import N_, _
from vipdesk.screens.form import Form
from vipdesk.widgets.typed import Input

Ask = Callable[[datetime], Awaitable[Hindsight]]
"""Reads the queue of an instant, off the loop; raises StoreError."""


class PastDialog(Form[Hindsight | None]):
    """Gives the queue of that instant, or None."""

    DEFAULT_CSS = """
    PastDialog #frame, PastDialog.-thin #frame {
        width: 60; height: auto; border: round $primary; padding: 0 1;
    }
    PastDialog.-thin #title { display: none; }
    PastDialog #fields { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("look"), key_display="enter", priority=True),
    ]

    def __init__(self, ask: Ask, now: datetime, zone: ZoneInfo) -> None:
        """`now` (aware) is when it is asked, `zone` the desk's."""
        super().__init__(_("The queue as it stood at …"))
        self._ask, self._now, self._zone = ask, now, zone

    def fields(self) -> Iterable[Widget]:
        """One field for the instant."""
        instant = Input(placeholder=_('10:42, "yesterday 16:00", "fri 9:30", 2h'), compact=True)
        instant.cursor_blink = False
        yield instant
        yield Static(_("desk time; 30m, 2h, 3d are so long ago"), classes="told")

    def submit(self) -> None:
        """Read the queue of then, or say what is wrong with the instant."""
        try:
            at = back_when(self.query_one(Input).value, self._now, self._zone)
        except DeskError as problem:
            self.refuse(problem)
        else:
            self._look(at)

    @work(exclusive=True)
    async def _look(self, at: datetime) -> None:
        try:
            found = await self._ask(at)
        except DeskError as problem:
            self.refuse(problem)
        else:
            self.dismiss(found)
