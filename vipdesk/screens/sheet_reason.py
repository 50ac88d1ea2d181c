"""Why somebody takes the desk without being given it: asked before the sheet is made."""

from collections.abc import Iterable

from textual.widget import Widget

from vipdesk.domain.errors import BadInput
from vipdesk.domain.handover import Handover
from vipdesk.domain.handover_commands import MakeSheet
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.widgets.typed import Input

REASON = N_("reason")


class ReasonDialog(Dialog):
    """One line; the sheet tells it, and whoever had the desk reads it."""

    DEFAULT_CSS = "ReasonDialog #frame { height: 10; }"

    def __init__(self, made: Handover, do: Do) -> None:
        title = _("Take the desk from {giver}")
        super().__init__(title.format(giver=clean_line(made.giver, 60)), do)
        self._made = made

    def fields(self) -> Iterable[Widget]:
        """The reason, as it was given for an earlier sheet."""
        before = self._made.sheet.reason
        hint = _("why you take it without being given it")
        yield Field(_(REASON), Input(before, placeholder=hint, compact=True, id="reason"))

    def command(self) -> MakeSheet:
        """Make the sheet, for that reason."""
        reason = self.query_one(Input).value.strip()
        if not reason:
            told = _("the reason is empty: {giver} has the desk")
            raise BadInput(told.format(giver=clean_line(self._made.giver, 60)))
        return MakeSheet(self._made.taker, reason)
