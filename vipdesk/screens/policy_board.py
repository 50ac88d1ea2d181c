"""The board of somebody who may put another policy in force."""

from collections.abc import Callable

from vipdesk.screens.acting_board import ActingBoard


class PolicyBoard(ActingBoard, part=True):
    """Shows the policy, and what another one would change."""

    @property
    def policy_screen(self) -> Callable[[], None] | None:
        """The way there from the settings."""
        return self.action_policy

    def action_policy(self) -> None:
        """The policy in force."""
        if self.board is not None:
            from vipdesk.screens.policy import PolicyScreen, Ruling

            below = self.personal.below
            ruling = Ruling(self.board.policy, self.pictures, self.clock, self.acting.do, below)
            self.app.push_screen(PolicyScreen(ruling))
