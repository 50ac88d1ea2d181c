"""Saying why a target was missed, for a screen of tickets."""

from vipdesk.domain.board import TicketView
from vipdesk.domain.queue import PROMISE, QueueLine
from vipdesk.domain.target import Band
from vipdesk.screens.acting_board import ActingBoard


class Causing(ActingBoard, part=True):
    """The act of giving a cause."""

    def is_late(self, line: QueueLine | None) -> bool:
        """Whether a target of the ticket is late now."""
        if line is None or self.board is None or line.due_kind == PROMISE:
            return False
        now = self.now or self.clock()
        return line.band(self.board.policy, now) is Band.BREACHED

    async def action_cause(self) -> None:
        """Ask for the cause, of what has none yet if there is a choice."""
        await self._ask_cause(await self.whole())

    def ask_cause(self, number: int) -> None:
        """Open the ticket and ask for the cause: somebody was reminded of it."""
        self.carry_out(self._open_and_ask(number))

    async def _open_and_ask(self, number: int) -> None:
        view = await self.pictures.ticket(number)
        self.open_ticket(number)
        await self._ask_cause(view)

    async def _ask_cause(self, view: TicketView | None) -> None:
        if view is not None and self.board is not None:
            from vipdesk.screens.cause import CauseDialog

            dialog = CauseDialog(view, self.board.policy, self.clock, self.do)
            await self.app.push_screen(dialog)
