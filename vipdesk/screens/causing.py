"""Saying why a target was missed, for a screen of tickets."""

from vipdesk.domain.queue import PROMISE, QueueLine
from vipdesk.domain.target import Band
from vipdesk.screens.acting_board import ActingBoard


class Causing(ActingBoard):
    """The act of giving a cause."""

    def is_late(self, line: QueueLine | None) -> bool:
        """Whether a target of the ticket is late now."""
        if line is None or self.board is None or line.due_kind == PROMISE:
            return False
        now = self.now or self.clock()
        return line.band(self.board.policy, now) is Band.BREACHED

    async def action_cause(self) -> None:
        """Ask for the cause, of what has none yet if there is a choice."""
        view = await self.whole()
        if view is not None and self.board is not None:
            from vipdesk.screens.cause import CauseDialog

            dialog = CauseDialog(view, self.board.policy, self.clock, self.do)
            await self.app.push_screen(dialog)
