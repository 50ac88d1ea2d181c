"""The desk to work at: it follows the store as a watcher does, and holds the pen."""

import asyncio
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING, ClassVar

from vipdesk.clock import Clock
from vipdesk.domain.actor import Actor
from vipdesk.domain.board import Boards, Feed
from vipdesk.domain.mail_light import MailWindow
from vipdesk.domain.seat import Seat
from vipdesk.lull import Lull, beside
from vipdesk.machine import Machine
from vipdesk.pen import Desk, OpenDesk, Pen
from vipdesk.personal import Personal
from vipdesk.screens.desk import DeskScreen
from vipdesk.screens.offered import themes, verbs
from vipdesk.watch import WatchApp

if TYPE_CHECKING:
    from textual.command import Provider

SEAT_KEPT_EVERY = 1.0
"""Seconds after which it is written down where the agent is, if they have moved."""

Prepare = Callable[[Lull], None]
"""Loads what opening the desk needs, in the lulls between keys; it may be slow."""


def nothing_to_prepare(_: Lull) -> None:
    """All that opening the desk needs is there."""


LAST_WORDS = 1.0
"""Seconds that the pen has, at the end, for what is still in its line."""


Attend = Callable[[Lull, Event, Callable[[str], None]], None]
"""Goes on until the event is set, at best in lulls; tells what is wrong, and an empty text when
it no longer is."""


class DeskApp(WatchApp):
    """Shows a desk and works it; what is opened may be slow, `who` is whose acts they are."""

    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set["type[Provider] | Callable[[], type[Provider]]"]] = {verbs, themes}

    def __init__(
        self,
        boards: Boards,
        feed: Feed,
        clock: Clock,
        *,
        open_desk: OpenDesk,
        machine: Machine,
        who: str,
        prepare: Prepare = nothing_to_prepare,
        attend: Attend | None = None,
        personal: Personal | None = None,
        mail: Callable[[], MailWindow] | None = None,
        actor: Actor | None = None,
    ) -> None:
        """`attend` takes in what comes while nobody types, in a thread of its own."""
        self._machine, self._attend = machine, attend
        self._prepare, self._leaving = prepare, Event()
        self._in_order = False
        self._sits: tuple[Seat, str] | None = None
        self._attending: Thread | None = None
        self._open_desk = open_desk
        self.pen, self.who, self.clock = Pen(self._open_in_haste), who, clock
        super().__init__(boards, feed, clock, personal=personal, mail=mail, actor=actor)
        self._desk_screen.is_named = actor is not None and bool(actor.who)

    def make_screen(self) -> DeskScreen:
        """The board with its verbs."""
        self._desk_screen = DeskScreen(
            self.pictures, self.pen, self.clock, self.who, self.look, self._machine, self.personal
        )
        return self._desk_screen

    def action_theme(self, name: str) -> None:
        """Wear this theme, or what the terminal can, and keep that it was chosen."""
        self._desk_screen.action_theme(name)

    def on_mount(self) -> None:
        """Sit down where the agent sat."""
        self.run_worker(self._sit_down())

    async def action_quit(self) -> None:
        """Leave in order: the next desk begins at the top."""
        self._in_order = True
        await super().action_quit()

    async def _sit_down(self) -> None:
        """Go on where the agent sat when a desk of theirs was cut off, or where another is."""
        await self._first
        seat = await self.pictures.ask(self._machine.seats.read)
        if seat is not None:
            await self.whole()
        self.call_after_refresh(self._sit, seat)

    def _sit(self, seat: Seat | None) -> None:
        moved = self._desk_screen.has_moved
        if seat is not None:
            self._desk_screen.sit(seat)
        # Where keys came first it is not known yet where the agent sits.
        self._sits = None if moved else (self._desk_screen.seat, self.who)
        self.set_interval(SEAT_KEPT_EVERY, self._keep_seat)

    async def _keep_seat(self) -> None:
        seat, who = self._desk_screen.seat, self._desk_screen.acting.who
        if (seat, who) != self._sits and not self._exit:
            self._sits = seat, who
            await self.pictures.ask(lambda: self._machine.seats.keep(seat, who))

    def on_unmount(self) -> None:
        """Write down what is still in the line; there is nothing else left to do."""
        self._leaving.set()
        if self._in_order:
            self._machine.seats.leave()
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
        if not self._leaving.is_set():
            self._desk_screen.say_trouble(trouble)
