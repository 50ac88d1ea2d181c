"""The board of somebody who may put another policy in force."""

from collections.abc import Callable

from vipdesk.acting import Acting
from vipdesk.clock import Clock
from vipdesk.screens.board import BoardScreen
from vipdesk.screens.policy import PolicyScreen, Ruling


class PolicyBoard(BoardScreen):
    """Shows the policy, and what another one would change."""

    acting: Acting
    _clock: Clock

    @property
    def policy_screen(self) -> Callable[[], None] | None:
        """The way there from the settings."""
        return self.action_policy

    def action_policy(self) -> None:
        """The policy in force."""
        if self.board is not None:
            ruling = Ruling(self.board.policy, self.pictures, self._clock, self.acting.do)
            self.app.push_screen(PolicyScreen(ruling))
