"""What screens that lie over the board have in common: they show the same picture."""

from datetime import datetime, tzinfo

from textual.screen import ModalScreen

from vipdesk.domain.board import Board


class OverBoard(ModalScreen[None]):
    """Is told of each picture while it is open."""

    def update(self, board: Board, now: datetime, zone: tzinfo | None) -> None:
        """Show this; moments in `zone`."""
        raise NotImplementedError
