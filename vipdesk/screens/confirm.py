"""A question that is asked only where the act can't be undone."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vipdesk.domain.language import N_
from vipdesk.widgets.keys import KeyLine


class Confirm(ModalScreen[bool]):
    """Yes or no; anything but a clear yes is no."""

    DEFAULT_CSS = """
    Confirm { align: center middle; background: transparent; }
    Confirm > Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 100%;
        border: round $warning; background: $surface; padding: 0 1;
    }
    Confirm #question { text-style: bold; }
    Confirm #why { margin-bottom: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", N_("yes"), priority=True),
        Binding("n,escape", "answer(False)", N_("no"), key_display="n", priority=True),
    ]

    def __init__(self, question: str, why: str) -> None:
        """Both are shown as they are, after cleaning by the caller."""
        super().__init__()
        self._question, self._why = question, why

    def compose(self) -> ComposeResult:
        """The question, what yes would do, the keys."""
        with Vertical():
            yield Static(Content(self._question), id="question")
            yield Static(Content(self._why), id="why")
            yield KeyLine()

    def action_answer(self, sure: bool) -> None:
        """Give the answer."""
        self.dismiss(sure)
