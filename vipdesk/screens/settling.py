"""A booking stands otherwise in the calendar elsewhere: which side is right?"""

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vipdesk.domain.calendar import Booking
from vipdesk.domain.elsewhere import Item
from vipdesk.domain.language import N_, _
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
        Binding(
            "o", "settle(True)", N_("ours"), priority=True, tooltip=N_("As it is here, there too")
        ),
        Binding(
            "t",
            "settle(False)",
            N_("theirs"),
            priority=True,
            tooltip=N_("As it is there, here too"),
        ),
        Binding("escape,q", "app.pop_screen", N_("not yet"), key_display="esc", priority=True),
    ]

    def __init__(self, booking: Booking, item: Item, policy: Policy) -> None:
        super().__init__()
        self._booking, self._item, self._zone = booking, item, policy.hours.zone

    def compose(self) -> ComposeResult:
        """Both sides, and what each answer does."""
        booking, there = self._booking, self._item.start_there
        kind, guest = clean_line(booking.kind, 40), clean_line(booking.guest.spoken, 60)
        which = _("Which is right of the {kind} with {guest}?").format(kind=kind, guest=guest)
        here = said(booking.start, self._zone)
        ours = _("ours: {moment}; it is written there again").format(moment=here)
        with Vertical():
            yield Static(Content(which), id="question")
            yield Static(Content(f"o  {ours}"))
            yield Static(Content(f"t  {self._theirs(there)}"))
            yield KeyLine()

    def _theirs(self, there: datetime | None) -> str:
        if there is None:
            return _("theirs: it was removed there; it is cancelled here too")
        if there == self._booking.start:
            return _("theirs: it has another length there, which can't be taken")
        moment = said(there, self._zone)
        return _("theirs: {moment}; it is moved here too").format(moment=moment)

    def action_settle(self, ours: bool) -> None:
        """Give the answer."""
        self.dismiss(ours)
