"""A page of text over the board, closed by any of the keys people try."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vipdesk.domain.language import N_
from vipdesk.domain.text import clean_line
from vipdesk.widgets.keys import KeyLine


class Sheet(ModalScreen[None]):
    """Shows lines of text as they are."""

    DEFAULT_CSS = """
    Sheet { align: center middle; background: $background; }
    Sheet > Vertical {
        width: 90; max-width: 100%; height: auto; max-height: 100%;
        border: round $border; border-title-style: bold; background: $surface; padding: 0 1;
    }
    Sheet VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    Sheet #text { height: auto; }
    Sheet KeyLine { dock: bottom; height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", N_("close"), key_display="esc"),
        Binding("up,k", "scroll(-1)", N_("up"), show=False),
        Binding("down,j", "scroll(1)", N_("down"), show=False),
    ]

    def __init__(self, title: str, lines: Iterable[str | Content]) -> None:
        """`title` and lines may be anybody's: they are shown, not obeyed."""
        super().__init__()
        self.heading = clean_line(title, 120)
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        with Vertical() as frame:
            frame.border_title = Content(self.heading)
            with VerticalScroll():
                yield Static(Content("\n").join(map(_content, self.lines)), id="text")
            yield KeyLine()

    def action_scroll(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def _content(line: str | Content) -> Content:
    return line if isinstance(line, Content) else Content(line)
