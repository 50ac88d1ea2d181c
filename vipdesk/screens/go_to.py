"""Go to a ticket by its number, a resolved one too."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from vipdesk.widgets.keys import KeyLine


class GoTo(ModalScreen[int | None]):
    """Asks for a number and gives it."""

    DEFAULT_CSS = """
    GoTo { align: center middle; background: $background 40%; }
    GoTo > Vertical {
        width: 40; max-width: 100%; height: auto;
        border: round $primary; background: $surface; padding: 0 1;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "open", priority=True),
        Binding("escape", "leave", "leave", key_display="esc", priority=True),
    ]

    def compose(self) -> ComposeResult:
        """One field for digits."""
        with Vertical() as frame:
            frame.border_title = "Go to ticket"
            number = Input(placeholder="number", restrict=r"#?[0-9]{0,9}", compact=True)
            number.cursor_blink = False
            yield number
            yield Static("resolved tickets open too", classes="told")
            yield KeyLine()

    def on_mount(self) -> None:
        """Digits typed ahead land in the field."""
        self.set_focus(self.query_one(Input))

    def action_go(self) -> None:
        """Give the number, once its last digit is there."""
        self.query_one(Input).call_later(self._go)

    def _go(self) -> None:
        typed = self.query_one(Input).value.lstrip("#")
        self.dismiss(int(typed) if typed else None)

    def action_leave(self) -> None:
        """Stay where we are."""
        self.dismiss(None)
