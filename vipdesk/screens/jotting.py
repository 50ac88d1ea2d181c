"""Dialogs around one text, which is there again for whoever left it half typed."""

from collections.abc import Iterable, MutableMapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from vipdesk.domain.commands import Command
from vipdesk.domain.language import N_, _
from vipdesk.pen import Executed
from vipdesk.screens.dialog import Dialog, Do
from vipdesk.screens.writing import Writing

HalfTyped = MutableMapping[str, str]
"""Texts that were left, by the heading of their dialog."""


class Jotting(Dialog):
    """Keeps its text in `half_typed` when it is left, until it is stored."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "submit", N_("save"), key_display="^s", priority=True),
        Binding("escape", "leave", N_("keep for later"), key_display="esc", priority=True),
    ]
    PLACEHOLDER = ""

    def __init__(self, title: str, do: Do, half_typed: HalfTyped | None) -> None:
        super().__init__(title, do)
        self.half_typed: HalfTyped = {} if half_typed is None else half_typed

    def fields(self) -> Iterable[Widget]:
        """The text, as it was left."""
        left = self.half_typed.get(self.heading, "")
        yield Writing(left, placeholder=_(self.PLACEHOLDER), id="text")

    def on_mount(self) -> None:
        """Go on behind what was typed."""
        self.query_one(Writing).go_to_end()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Writing).text

    def leave(self) -> None:
        """Go; what is typed so far is kept for the next time."""
        self.half_typed.pop(self.heading, None)
        if self.text.strip():
            self.half_typed[self.heading] = self.text
        super().leave()

    async def carry_out(self, command: Command) -> Executed:
        """Have it stored; then it is not half typed any more."""
        executed = await super().carry_out(command)
        self.half_typed.pop(self.heading, None)
        return executed
