"""Handing the desk over, from the board: the sheet is opened, and told of while it waits."""

from typing import TYPE_CHECKING

from vipdesk.domain.board import Board
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line
from vipdesk.machine import Machine
from vipdesk.screens.acting_board import ActingBoard

if TYPE_CHECKING:
    from vipdesk.domain.handing import Handing
    from vipdesk.domain.handover_commands import Templates
    from vipdesk.screens.handover import HandoverScreen


class HandingOver(ActingBoard, part=True):
    """Knows who has the desk, and whose sheet waits."""

    handover_machine: Machine
    is_named = False
    """Whether somebody was named who acts here, whoever has the desk."""

    def watch_board(self, board: Board | None) -> None:
        """Another picture: somebody else may have the desk, or a sheet may wait by now."""
        if board is not None and not self.is_named:
            self.acting.who = board.holder  # before anything is painted that says who acts
        super().watch_board(board)
        if board is None:
            return
        self.said.stand(self._waiting(board))

    def action_hand_over(self) -> None:
        """Open the sheet: to be made, or to be read and signed."""
        self.app.push_screen(self._make_handover())
        self.call_after_refresh(self._freshen_over)

    def _waiting(self, board: Board) -> str:
        """That a sheet is not signed, as long as it is not."""
        unsigned = board.unsigned
        if unsigned is None:
            return ""
        return _("sheet {number} waits for {taker} to read and sign it: {key} opens it").format(
            number=unsigned.number,
            taker=clean_line(unsigned.taker, 60),
            key=self.key_of("hand_over"),
        )

    def _make_handover(self) -> "HandoverScreen":
        from vipdesk.screens.handover import HandoverScreen  # loaded when a key opens it
        from vipdesk.screens.sheet_hand import Hand

        async def handing() -> "Handing":
            return await self.pictures.ask(self.handover_machine.handing)

        async def templates() -> "tuple[Templates, tuple[str, ...]]":
            return await self.pictures.ask(self.handover_machine.templates)

        hand = Hand(self.acting.do, handing, templates, lambda: self.acting.who, self.is_named)
        return HandoverScreen(hand)
