"""Keys that set where a ticket stands."""

from vipdesk.domain.commands import Command, NoAnswerNeeded, SetStatus
from vipdesk.domain.facts import Status


class Statuses:
    """What a screen of tickets can do with one key; it has the ticket and the way to the desk."""

    @property
    def number(self) -> int | None:
        """The ticket that keys are about."""
        raise NotImplementedError

    def act(self, command: Command) -> None:
        """Have it executed, and tell."""
        raise NotImplementedError

    def action_wait(self) -> None:
        """Wait for the client."""
        self._set_status(Status.WAITING)

    def action_unwait(self) -> None:
        """Wait no longer."""
        self._set_status(Status.OPEN)

    def action_resolve(self) -> None:
        """The matter is closed."""
        self._set_status(Status.RESOLVED)

    def action_reopen(self) -> None:
        """The matter is open again."""
        self._set_status(Status.OPEN)

    def action_no_answer(self) -> None:
        """A thank-you."""
        if self.number is not None:
            self.act(NoAnswerNeeded(self.number))

    def _set_status(self, status: Status) -> None:
        if self.number is not None:
            self.act(SetStatus(self.number, status))
