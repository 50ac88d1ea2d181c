"""Keys that set where a ticket stands."""

from vipdesk.domain.facts import Status
from vipdesk.screens.acting_board import ActingBoard


class Statuses(ActingBoard, part=True):
    """What a screen of tickets can do with one key."""

    def action_wait(self) -> None:
        """Wait for the client."""
        self._set_status("wait", Status.WAITING)

    def action_unwait(self) -> None:
        """Wait no longer."""
        self._set_status("unwait", Status.OPEN)

    def action_resolve(self) -> None:
        """The matter is closed."""
        self._set_status("resolve", Status.RESOLVED)

    def action_reopen(self) -> None:
        """The matter is open again."""
        self._set_status("reopen", Status.OPEN)

    def action_no_answer(self) -> None:
        """A thank-you."""
        if self.number is not None:
            from vipdesk.domain.commands import NoAnswerNeeded  # loaded before the first act

            self.act_on_aimed("no_answer", NoAnswerNeeded(self.number))

    def _set_status(self, action: str, status: Status) -> None:
        if self.number is not None:
            from vipdesk.domain.commands import SetStatus  # as above

            self.act_on_aimed(action, SetStatus(self.number, status))
