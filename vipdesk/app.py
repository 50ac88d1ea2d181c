"""The desk to work at: it follows the store as a watcher does, and holds the pen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from vipdesk.clock import Clock
from vipdesk.domain.board import Boards
from vipdesk.pen import OpenDesk, Pen
from vipdesk.screens.desk import DeskScreen
from vipdesk.watch import Feed, WatchApp

if TYPE_CHECKING:
    from textual.command import Provider

WARM_UP_AFTER = 1.0
LAST_WORDS = 1.0
"""Seconds that the pen has, at the end, for what is still in its line."""


def _palette() -> "type[Provider]":
    from vipdesk.palette import Verbs  # not before somebody asks for it

    return Verbs


class DeskApp(WatchApp):
    """Shows a desk and works it; `open_desk` may be slow, `who` is whose acts they are."""

    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set["type[Provider] | Callable[[], type[Provider]]"]] = {_palette}

    def __init__(
        self, boards: Boards, feed: Feed, clock: Clock, *, open_desk: OpenDesk, who: str
    ) -> None:
        self.pen, self.who, self.clock = Pen(open_desk), who, clock
        super().__init__(boards, feed, clock)

    def make_screen(self) -> DeskScreen:
        """The board with its verbs."""
        return DeskScreen(self.pictures, self.pen, self.clock, self.who, self.look)

    def on_mount(self) -> None:
        """Open the desk once the first picture stands and nobody waits for it."""
        self.set_timer(WARM_UP_AFTER, self.pen.warm_up)

    def on_unmount(self) -> None:
        """Write down what is still in the line; there is nothing else left to do."""
        self.pen.close(LAST_WORDS)
