"""Escalating, for a screen of tickets: a senior is asked, or what they said is noted down."""

from typing import TYPE_CHECKING

from vipdesk.domain.board import TicketView
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.screens.acting_board import ActingBoard

if TYPE_CHECKING:
    from vipdesk.screens.escalation import EscalationDialog


class Escalating(ActingBoard, part=True):
    """The act of escalating."""

    async def action_escalate(self) -> None:
        """Ask a senior; where one is asked already, say what they answered."""
        view = await self.whole()
        if view is None or self.board is None:
            return
        standing = view.escalation
        if standing is None:
            await self._ask_senior(view)
        else:
            from vipdesk.screens.escalation import EscalationDialog

            dialog = EscalationDialog(standing, self.board, self.clock, self.acting.do)
            dialog.aside = self._who_has_the_desk
            await self.app.push_screen(dialog, lambda done: self._ask_again(view, dialog))

    async def _ask_senior(self, view: TicketView) -> None:
        if self.board is not None:
            kept = self.half_typed
            from vipdesk.screens.escalate import EscalateDialog

            dialog = EscalateDialog(view, self.board, self.clock, self.acting.do, kept)
            dialog.aside = self._who_has_the_desk

            def say_so(executed: Executed | None) -> None:
                if dialog.left_half_typed:
                    words = _("not sent yet: {key} goes on with what you typed")
                    self.say(words.format(key=self.key_of("escalate")))

            await self.app.push_screen(dialog, say_so)

    async def _ask_again(self, view: TicketView, dialog: "EscalationDialog") -> None:
        if dialog.asks_again:
            await self._ask_senior(view)

    @property
    def _who_has_the_desk(self) -> str:
        """Told where it is not the dedicated agent."""
        board = self.board
        if board is None or board.cover is None:
            return ""
        return _("{who} has the desk").format(who=clean_line(board.holder, 60))
