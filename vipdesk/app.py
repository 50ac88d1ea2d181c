"""The desk to work at: it follows the store as a watcher does, and holds the pen."""

import asyncio
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING, ClassVar

from vipdesk.clock import Clock
from vipdesk.domain.board import Boards
from vipdesk.lull import Lull, beside
from vipdesk.pen import Desk, OpenDesk, Pen
from vipdesk.screens.desk import DeskScreen
from vipdesk.telephone import OpenTelephone
from vipdesk.watch import Feed, WatchApp

if TYPE_CHECKING:
    from textual.command import Provider

Prepare = Callable[[Lull], None]
"""Loads what opening the desk needs, in the lulls between keys; it may be slow."""


def nothing_to_prepare(_: Lull) -> None:
    """All that opening the desk needs is there."""


LAST_WORDS = 1.0
"""Seconds that the pen has, at the end, for what is still in its line."""


Attend = Callable[[Lull, Event, Callable[[str], None]], None]
"""Goes on until the event is set, at best in lulls; tells what is wrong, and an empty text when
it no longer is."""


def _palette() -> "type[Provider]":
    from vipdesk.palette import Verbs  # not before somebody asks for it

    return Verbs


class DeskApp(WatchApp):
    """Shows a desk and works it; what is opened may be slow, `who` is whose acts they are."""

    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set["type[Provider] | Callable[[], type[Provider]]"]] = {_palette}

    def __init__(
        self,
        boards: Boards,
        feed: Feed,
        clock: Clock,
        *,
        open_desk: OpenDesk,
        open_telephone: OpenTelephone,
        who: str,
        prepare: Prepare = nothing_to_prepare,
        attend: Attend | None = None,
        notify: frozenset[str] = frozenset(),
    ) -> None:
        """`attend` takes in what comes while nobody types, in a thread of its own.

        `notify` are the ways in which to remind.
        """
        self._telephone, self._attend, self._notify = open_telephone, attend, notify
        self._prepare, self._leaving = prepare, Event()
        self._attending: Thread | None = None
        self._open_desk = open_desk
        self.pen, self.who, self.clock = Pen(self._open_in_haste), who, clock
        super().__init__(boards, feed, clock)

    def make_screen(self) -> DeskScreen:
        """The board with its verbs."""
        self._desk_screen = DeskScreen(
            self.pictures, self.pen, self.clock, self.who, self.look, self._telephone, self._notify
        )
        return self._desk_screen

    def on_unmount(self) -> None:
        """Write down what is still in the line; there is nothing else left to do."""
        self._leaving.set()
        if self._attending is not None:
            self._attending.join(LAST_WORDS)
        self.pen.close(LAST_WORDS)

    async def settle(self) -> None:
        """Load what writes while nobody types, then open the desk."""
        await super().settle()
        await beside(lambda: self._prepare(self.lull))
        self._attend_from_now()

    def _open_in_haste(self) -> Desk:
        """Somebody waits for the pen: what is still being loaded for it waits for nobody."""
        self.lull.hurry()
        return self._open_desk()

    def _attend_from_now(self) -> None:
        self.pen.warm_up()
        if self._attend is not None:
            loop = asyncio.get_running_loop()

            def tell(trouble: str) -> None:
                loop.call_soon_threadsafe(self._say_trouble, trouble)

            self._attending = Thread(
                target=self._attend, args=(self.lull, self._leaving, tell), daemon=True
            )
            self._attending.start()

    def _say_trouble(self, trouble: str) -> None:
        if trouble and not self._leaving.is_set():
            self._desk_screen.say(trouble, bad=True)
