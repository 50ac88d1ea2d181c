"""A list of rows to mark one of: enter takes it, a click only marks."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList


class PickList(OptionList):
    """Its rows are shown as they are; a click acts on nothing, for it may go astray."""

    DEFAULT_CSS = """
    PickList {
        border: none; text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
    }
    PickList > .option-list--option-highlighted { text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take", show=False),
        Binding("j", "cursor_down", "down", show=False),
        Binding("k", "cursor_up", "up", show=False),
    ]

    class Taken(Message):
        """The marked row is meant."""

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)

    def step(self, by: int) -> None:
        """Mark the next row, or the one before, whoever has the focus."""
        if by > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def action_take(self) -> None:
        """Take what is marked; who listens says so where nothing is."""
        self.post_message(self.Taken())
