"""A senior's desk: it follows the store as a watcher does, and writes what a senior may."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from vipdesk.clock import Clock
from vipdesk.domain.actor import Actor
from vipdesk.domain.board import Boards, Feed
from vipdesk.pen import OpenDesk, Pen
from vipdesk.personal import Personal
from vipdesk.screens.offered import themes, verbs
from vipdesk.screens.senior import SeniorScreen
from vipdesk.watch import WatchApp

if TYPE_CHECKING:
    from textual.command import Provider

LAST_WORDS = 1.0
"""Seconds that the pen has, at the end, for what is still in its line."""


class SeniorApp(WatchApp):
    """Shows what is escalated to `actor`; `boards` know of nothing else."""

    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set["type[Provider] | Callable[[], type[Provider]]"]] = {verbs, themes}

    def __init__(
        self,
        boards: Boards,
        feed: Feed,
        clock: Clock,
        *,
        open_desk: OpenDesk,
        actor: Actor,
        personal: Personal | None = None,
    ) -> None:
        self._pen, self._senior = Pen(open_desk), actor
        super().__init__(boards, feed, clock, personal=personal, actor=actor)

    def make_screen(self) -> SeniorScreen:
        """Their list, with the acts."""
        self._screen = SeniorScreen(
            self.pictures, self._pen, self._senior, self.look, self.personal
        )
        return self._screen

    def action_theme(self, name: str) -> None:
        """Wear this theme, or what the terminal can."""
        self._screen.action_theme(name)

    async def settle(self) -> None:
        """Open the desk while nobody types."""
        await super().settle()
        self._pen.warm_up()

    def on_unmount(self) -> None:
        """Write down what is still in the line."""
        self._pen.close(LAST_WORDS)
