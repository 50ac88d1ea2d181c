"""Go to a ticket by its number, a resolved one too."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from vipdesk.screens.dialog import Form


class GoTo(Form[int | None]):
    """Asks for a number and gives it."""

    DEFAULT_CSS = """
    GoTo #frame, GoTo.-thin #frame {
        width: 40; height: auto; border: round $primary; padding: 0 1;
    }
    GoTo.-thin #title { display: none; }
    GoTo #fields { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", "open", key_display="enter", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__("Go to ticket")

    def fields(self) -> Iterable[Widget]:
        """One field for digits."""
        number = Input(placeholder="number", restrict=r"#?[0-9]{0,9}", compact=True)
        number.cursor_blink = False
        yield number
        yield Static("resolved tickets open too", classes="told")

    def submit(self) -> None:
        """Give the number."""
        typed = self.query_one(Input).value.lstrip("#")
        self.dismiss(int(typed) if typed else None)
