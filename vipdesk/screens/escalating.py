"""Escalating, for a screen of tickets: a senior is asked, or what they said is noted down."""

from vipdesk.acting import Acting
from vipdesk.clock import Clock
from vipdesk.domain.board import TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.pen import Executed
from vipdesk.screens.board import BoardScreen
from vipdesk.screens.escalate import EscalateDialog
from vipdesk.screens.escalation import EscalationDialog
from vipdesk.screens.jotting import HalfTyped


class Escalating(BoardScreen):
    """The act of escalating, and the way to a ticket whole."""

    acting: Acting
    _clock: Clock
    _half_typed: dict[str, str]

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tell the agent what was done, or why nothing was."""
        raise NotImplementedError

    async def action_escalate(self) -> None:
        """Ask a senior; where one is asked already, say what they answered."""
        view = await self._whole()
        if view is None or self.board is None:
            return
        standing = view.escalation
        if standing is None:
            await self._ask(view)
        else:
            dialog = EscalationDialog(standing, self.board, self._clock, self.acting.do)
            await self.app.push_screen(dialog, lambda done: self._ask_again(view, dialog))

    async def _ask(self, view: TicketView) -> None:
        if self.board is not None:
            kept: HalfTyped = self._half_typed
            dialog = EscalateDialog(view, self.board, self._clock, self.acting.do, kept)

            def say_so(executed: Executed | None) -> None:
                if dialog.left_half_typed:
                    self.say("not sent yet: e goes on with what you typed")

            await self.app.push_screen(dialog, say_so)

    async def _ask_again(self, view: TicketView, dialog: EscalationDialog) -> None:
        if dialog.asks_again:
            await self._ask(view)

    async def _whole(self) -> TicketView | None:
        """The ticket that keys are about, read now if it has not been yet."""
        if self.view_at_hand is not None or self.number is None:
            return self.view_at_hand
        try:
            return await self.pictures.ticket(self.number)
        except DeskError as problem:
            self.say(str(problem), bad=True)
            return None
