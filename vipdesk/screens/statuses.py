"""Keys that set where a ticket stands."""

from vipdesk.domain.commands import Command, NoAnswerNeeded, SetStatus
from vipdesk.domain.facts import Status


class Statuses:
    """What a screen of tickets can do with one key; it has the ticket and the way to the desk."""

    @property
    def number(self) -> int | None:
        """The ticket that keys are about."""
        raise NotImplementedError

    def act_on_aimed(self, action: str, command: Command) -> None:
        """Have it executed on all that are marked and fit, or on the one in hand, and tell."""
        raise NotImplementedError

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
            self.act_on_aimed("no_answer", NoAnswerNeeded(self.number))

    def _set_status(self, action: str, status: Status) -> None:
        if self.number is not None:
            self.act_on_aimed(action, SetStatus(self.number, status))
