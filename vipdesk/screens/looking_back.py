"""The ways from the board into what is over: the audit, and the queue as it stood."""

from typing import TYPE_CHECKING

from vipdesk.screens.panes import Panes

if TYPE_CHECKING:
    from vipdesk.domain.hindsight import Hindsight


class LookingBack(Panes, part=True):
    """Opens what can only be looked at."""

    def action_audit(self) -> None:
        """Who did what, when and from where."""
        from vipdesk.screens.audit import AuditScreen

        self.app.push_screen(AuditScreen(self.pictures.audit, lambda: (self.now, self.zone)))

    def action_past(self) -> None:
        """Ask for an instant, and show the queue as it stood then."""
        from vipdesk.screens.past_dialog import PastDialog

        if self.board is not None and self.now is not None:
            zone = self.board.policy.hours.zone
            dialog = PastDialog(self.pictures.hindsight, self.now, zone)
            self.app.push_screen(dialog, self._show_past)

    def _show_past(self, found: "Hindsight | None") -> None:
        from vipdesk.screens.past import PastScreen

        if found is not None and self.now is not None and self.zone is not None:
            ask, read = self.pictures.hindsight, self.pictures.ticket
            self.app.push_screen(PastScreen(ask, read, found, lambda: self.now, self.zone))
