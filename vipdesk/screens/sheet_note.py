"""What is written for the next hand-over sheet, kept however the dialog is left."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from vipdesk.domain.handover import WHOLE
from vipdesk.domain.handover_commands import WriteForSheet
from vipdesk.domain.language import N_, _
from vipdesk.screens.dialog import Dialog, Do
from vipdesk.screens.writing import Writing


class SheetNoteDialog(Dialog):
    """One text; leaving keeps it, as a draft is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "submit", N_("save"), key_display="^s", priority=True),
        Binding("escape", "leave", N_("keep"), key_display="esc", priority=True),
    ]

    def __init__(self, ticket: int, written: str, do: Do) -> None:
        title = _("For the sheet: #{ticket}").format(ticket=ticket)
        super().__init__(title if ticket != WHOLE else _("For the sheet: all of it"), do)
        self._ticket, self._written = ticket, written

    def fields(self) -> Iterable[Widget]:
        """The text, as it was left."""
        hint = _("what whoever takes the desk has to know of it")
        yield Writing(self._written, placeholder=hint, id="text")

    def on_mount(self) -> None:
        """Go on behind what was typed."""
        super().on_mount()
        self.query_one(Writing).go_to_end()

    def command(self) -> WriteForSheet:
        """The text, or that there is none any more."""
        return WriteForSheet(self._ticket, self.query_one(Writing).text)

    def leave(self) -> None:
        """Keep what is typed, and go."""
        if self.query_one(Writing).text == self._written:
            super().leave()
        else:
            self.attempt(self.command())
