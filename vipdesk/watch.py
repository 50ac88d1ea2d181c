"""The desk read-only: it follows the store, ticks and shows; nothing in it can write."""

import asyncio
import gc
import signal
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ScreenStackError
from textual.events import Event, InputEvent

from vipdesk.clock import Clock
from vipdesk.domain.actor import Actor, why_over
from vipdesk.domain.board import Board, Boards, Feed
from vipdesk.domain.errors import DeskError, Refusal
from vipdesk.domain.mail_light import MailWindow
from vipdesk.domain.on_pages import OnPages
from vipdesk.lull import Lull, beside, clear_by_hand, clear_in
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.board import BoardScreen
from vipdesk.screens.chatting import nobody
from vipdesk.screens.following import SeatOf
from vipdesk.screens.own_ways import OwnWays
from vipdesk.streams import settle_streams
from vipdesk.terminal.far_end import FarEnd
from vipdesk.terminal.hangup import HangupGuard
from vipdesk.terminal.kept_sheet import rules_known
from vipdesk.terminal.keyboard import Alt, forgive_bad_bytes, read_escape_apart
from vipdesk.terminal.line import Line, require_terminal, trust_the_terminal
from vipdesk.terminal.one_by_one import OneByOne, is_typed
from vipdesk.terminal.parting import Parting

SECOND = 1_000_000
LOOK_ROUND_EVERY = 2.0
TRY_AGAIN_AFTER = 1.0
FIRST_FRAME_WAITS = 0.3
SETTLED_AFTER = 1.0
LONGEST_TYPING = 2.0
"""Seconds after which what was committed is shown though somebody is still typing."""

LONGEST_TALKING = 0.1
"""The same where the next word of a chat is waited for, while one types oneself."""

KEYS_WAIT = 0.0005
"""Seconds after which a thread that reckons makes way for a key."""


def _crop_updates() -> None:
    from vipdesk.terminal.cropping import crop_updates  # slow to import, for what it asks

    crop_updates()


def _keep_code(lull: Lull, sheet: tuple[str, object]) -> None:
    from vipdesk.keeping_code import keep_code  # needed after the first paint

    keep_code(lull, sheet)


def somebody_writes() -> bool:
    """The answer of who can't know better: the desk is open."""
    return True


class WatchApp(Parting[None]):
    """Shows the board of a desk, live. `clock` gives aware UTC, `desk_open` may block."""

    TITLE = "vipdesk"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = Path(__file__).parent / "screens" / "board.tcss"
    BINDINGS: ClassVar = []

    def __init__(
        self,
        boards: Boards,
        feed: Feed,
        clock: Clock,
        *,
        desk_open: Callable[[], bool] = somebody_writes,
        personal: Personal | None = None,
        mail: Callable[[], MailWindow] | None = None,
        actor: Actor | None = None,
        seat_of: SeatOf | None = None,
        pages: Callable[[], OnPages] = nobody,
    ) -> None:
        """`mail` opens what looks at mail, once the first picture stands; it may block.

        `actor` is whom it was opened for: it ends when they may do this no more, for the reason
        in `parting`. `seat_of` says where the agent sits, who may be followed then; `pages` who is
        on the client's page.
        """
        self._actor, self._seat_of, self.parting = actor, seat_of, ""
        self._pages = pages
        self.personal = personal or Personal()
        super().__init__(self.personal.shows, self.personal.preferences.theme)
        self.pictures = Pictures(boards, clock)
        self.guard = HangupGuard(self)
        self._feed = feed
        self._clock = clock
        self._desk_open = desk_open
        self._open_mail = mail
        self._line: Line | None = None
        self.lull, self._keys = Lull(), OneByOne(self, super().on_event)
        self._first: asyncio.Task[bool]
        self.board_screen = self.make_screen()

    def make_screen(self) -> OwnWays:
        """The screen that everything happens on."""
        screen = BoardScreen(self.pictures, self.personal)
        screen.seat_of, screen.pages = self._seat_of, self._pages
        return screen

    def get_default_screen(self) -> OwnWays:
        """The board is there from the first frame."""
        return self.board_screen

    async def on_load(self) -> None:
        """Have the board for the first frame, unless the store makes one wait."""
        self._first = asyncio.create_task(self._first_look())
        await asyncio.wait({self._first}, timeout=FIRST_FRAME_WAITS)

    def on_mount(self) -> None:
        """Follow the store; reading never makes a key wait."""
        self.guard.running()
        self.tick()
        self.run_worker(self._live(), group="live")
        self.set_interval(LOOK_ROUND_EVERY, self._look_round)
        self._look_round()
        self.run_worker(self._settle(), group="settle")

    async def on_event(self, event: Event) -> None:
        """Know when somebody types: a key waits for the screen, and acts on all rows."""
        if isinstance(event, InputEvent):
            self.lull.stirred()
            if await self.board_screen.stands():
                await self.whole()
                self.board_screen.somebody_is_here()
        if is_typed(event):
            await self._keys.take(event)
        else:
            await super().on_event(event)

    async def _settle(self) -> None:
        """Once the first picture stands and nobody types, do what could wait."""
        await asyncio.sleep(SETTLED_AFTER)
        await self.lull.come()
        await self.whole()
        await self.settle()
        if self._line is not None:
            clear_by_hand()
        gc.enable()

    async def settle(self) -> None:
        """What could wait for the first picture."""
        await beside(partial(_keep_code, self.lull, rules_known(self.stylesheet)))
        await beside(_crop_updates)
        if self._open_mail is not None:
            self.board_screen.mail_window = await self.pictures.ask(self._open_mail)
            self._ask_for_mail()

    def on_exit_app(self) -> None:
        """What is still asked has nothing left to be shown on; what is being done is done."""
        self.workers.cancel_all()

    def on_unmount(self) -> None:
        """Let go of feed and store."""
        self._feed.close()
        self.pictures.close()

    def tick(self) -> None:
        """Show the present second, and come back at the next full one."""
        now = self._clock()
        self.board_screen.now = now
        self.set_timer((SECOND - now.microsecond) / SECOND, self.tick)

    async def look(self) -> bool:
        """Read the board and show it; False where that can't be: the last good one stays."""
        return await self._show(self.pictures.board)

    async def whole(self) -> None:
        """Have all rows: the first picture had no more than there was room for."""
        board = self.board_screen.board
        if board is not None and not board.is_whole:
            await self.look()

    async def _show(self, read: Callable[[], Awaitable[Board]]) -> bool:
        try:
            board = await read()
        except DeskError as error:
            self.board_screen.take(None, str(error))
            return False
        self.board_screen.take(board)
        self._part_if_over(board)
        return True

    def _part_if_over(self, board: Board) -> None:
        """What somebody may do is asked anew of each picture."""
        if self._actor is not None and (why := why_over(self._actor, board.people)):
            self.parting = why
            self.exit(return_code=Refusal.exit_code)

    async def _first_look(self) -> bool:
        shown = await self._show(self.pictures.beginning)
        await self.board_screen.read_ahead()
        return shown

    async def _live(self) -> None:
        """Show what is committed until the feed ends; troubles are shown, and tried again."""
        changes, shown = self._feed.changes(), await self._first
        while True:
            if not shown:
                await asyncio.sleep(TRY_AGAIN_AFTER)
                shown = await self.look()
                continue
            try:
                self._feed.in_haste = self.board_screen.in_a_talk
                await anext(changes)
                talks = self.board_screen.in_a_talk
                await self.lull.come(LONGEST_TALKING if talks else LONGEST_TYPING)
                shown = await self.look()
            except StopAsyncIteration:
                return
            except DeskError as error:
                self.board_screen.trouble = str(error)
                await asyncio.sleep(TRY_AGAIN_AFTER)
                changes = self._feed.changes()

    def _look_round(self) -> None:
        """Whether anybody still looks, and whether somebody is at the desk."""
        if self._line is not None and self._line.lost():
            self.guard.lost(signal.SIGHUP)
        clear_in(self.lull)
        self._ask_who_writes()
        self._ask_for_mail()

    @work(group="mail", exclusive=True)
    async def _ask_for_mail(self) -> None:
        window = self.board_screen.mail_window
        if window is not None:
            light = await self.pictures.ask(window.light)
            if light != self.board_screen.mail:
                self.board_screen.mail = light
                self.board_screen.refresh_bindings()

    @work(group="round", exclusive=True)
    async def _ask_who_writes(self) -> None:
        try:
            self.board_screen.desk_open = await self.pictures.ask(self._desk_open)
            if self.board_screen.trouble:
                await self.look()
        except DeskError as error:
            self.board_screen.trouble = str(error)

    def has_chosen(self, key: str) -> bool:
        """Whether the person at the screen does something with this key of theirs."""
        return key in self.board_screen.preferences.keys.chosen.values()

    def types_text(self) -> bool:
        """Whether letters go into a text."""
        try:
            focused = self.focused
        except ScreenStackError:
            return False
        return focused is not None and focused.check_consume_key("b", "b")

    def breaks_lines(self) -> bool:
        """Whether alt and enter begin another line of a text."""
        return "alt+enter" in self.screen._bindings.key_to_bindings and self.types_text()

    def watched(self, far_end: FarEnd) -> None:
        """From now on a lost line ends the app."""
        self._line = Line(far_end.silent)


def run_watch(app: WatchApp) -> int:
    """Run on this terminal; the exit code is 0 after `quit`, 1 where it ended by itself.

    A mistake that ended it is raised when the terminal is itself again.
    """
    require_terminal()
    trust_the_terminal()
    forgive_bad_bytes()
    far_end = FarEnd(app)
    read_escape_apart(Alt(app.has_chosen, app.types_text, app.breaks_lines), far_end)
    app.guard.install()
    sys.setswitchinterval(KEYS_WAIT)
    app.watched(far_end)
    app.run()
    app.guard.ended()
    app.pictures.wait()
    settle_streams()
    if app.mistake is not None:
        raise app.mistake
    return 1 if app.return_code is None else app.return_code
