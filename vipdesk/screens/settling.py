"""A booking stands otherwise in the calendar elsewhere: which side is right?"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vipdesk.domain.calendar import Booking
from vipdesk.domain.elsewhere import Item
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_line
from vipdesk.screens.moments import said
from vipdesk.widgets.keys import KeyLine


class Settling(ModalScreen[bool]):
    """True for the booking as it is here, False for how it is there; nothing for not yet."""

    DEFAULT_CSS = """
    Settling { align: center middle; background: transparent; }
    Settling > Vertical {
        width: 66; max-width: 100%; height: auto; max-height: 100%;
        border: round $warning; background: $surface; padding: 0 1;
    }
    Settling #question { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "settle(True)", "ours", priority=True, tooltip="As it is here, there too"),
        Binding("t", "settle(False)", "theirs", priority=True, tooltip="As it is there, here too"),
        Binding("escape,q", "app.pop_screen", "not yet", key_display="esc", priority=True),
    ]

    def __init__(self, booking: Booking, item: Item, policy: Policy) -> None:
        super().__init__()
        self._booking, self._item, self._zone = booking, item, policy.hours.zone

    def compose(self) -> ComposeResult:
        """Both sides, and what each answer does."""
        booking, there = self._booking, self._item.start_there
        who = f"{clean_line(booking.kind, 40)} with {clean_line(booking.guest.called, 60)}"
        here = said(booking.start, self._zone)
        with Vertical():
            yield Static(Content(f"Which is right of the {who}?"), id="question")
            yield Static(Content(f"o  ours: {here}; it is written there again"))
            if there is None:
                theirs = "it was removed there; it is cancelled here too"
            elif there == booking.start:
                theirs = "it has another length there, which can't be taken"
            else:
                theirs = f"{said(there, self._zone)}; it is moved here too"
            yield Static(Content(f"t  theirs: {theirs}"))
            yield KeyLine()

    def action_settle(self, ours: bool) -> None:
        """Give the answer."""
        self.dismiss(ours)
