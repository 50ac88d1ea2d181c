"""What a board looks like: status on top, queue and ticket side by side, the keys below."""

import asyncio
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.mail_light import MailLight, MailWindow
from vipdesk.domain.text import clean_line
from vipdesk.pictures import Pictures
from vipdesk.screens.first_picture import FirstPicture
from vipdesk.screens.titles import Narrowing, queue_frame
from vipdesk.widgets.calendar_pane import CalendarPane
from vipdesk.widgets.callback_pane import CallbackPane
from vipdesk.widgets.find_bar import FindBar
from vipdesk.widgets.frame import room, set_subtitle, set_title
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.queue import Queue
from vipdesk.widgets.searched_timeline import SearchedTimeline
from vipdesk.widgets.status import Status, StatusBar
from vipdesk.widgets.ticket_find import TicketFind

LEAST_WIDTH, LEAST_HEIGHT, SHORT_TITLES = 40, 12, 50
BREADTHS = [(0, "-tiny"), (LEAST_WIDTH, "-thin"), (60, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-flat"), (LEAST_HEIGHT, "-low"), (20, "-tall")]

LONGEST_MOUNTING = 10.0
"""Seconds that a key is held back for it."""

NOTHING_FOUND = N_("Nothing open matches: esc shows all.")


class Panes(FirstPicture, part=True):
    """Shows a board as it changes; what is selected, scrolled and filtered stays so."""

    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "#queue"
    READ_ONLY: ClassVar[bool] = True
    reminders_key = "!"
    mail_window: MailWindow | None = None
    EMPTY: ClassVar[str] = N_("Nothing is open. What the client writes shows here by itself.")

    desk_open: reactive[bool] = reactive(True, init=False, repaint=False)
    mail: reactive[MailLight | None] = reactive(None, init=False, repaint=False)
    in_own_zone: reactive[bool] = reactive(False, init=False, repaint=False)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__(pictures)
        self._ready = False
        self._room = Size()
        self._standing = asyncio.Event()
        self._narrowing = Narrowing()
        self.unread: frozenset[int] = frozenset()
        self._shown: Board | None = None

    def compose(self) -> ComposeResult:
        """Everything there is to look at."""
        self._take_size(self.app.size)
        yield StatusBar(id="status")
        yield Static(id="trouble", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id="list"):
                yield from self.listed()
            yield SearchedTimeline(id="ticket")
        yield from self.below()
        yield KeyLine(id="keys")
        yield Static(id="room", markup=False)

    def listed(self) -> ComposeResult:
        """What stands beside the ticket."""
        yield Queue(id="queue")
        yield FindBar(id="find")
        yield CallbackPane(id="callbacks")
        yield CalendarPane(id="calendar")

    def below(self) -> ComposeResult:
        """What stands below both."""
        yield TicketFind(id="find-in")

    def _take_size(self, size: Size) -> None:
        """Be styled for the terminal from the first frame: the library tells only after it."""
        for points, cells in ((BREADTHS, size.width), (HEIGHTS, size.height)):
            name = max((least, name) for least, name in points if least <= cells)[1]
            self.add_class(name, update=False)

    def on_mount(self) -> None:
        """Show what is known so far, and whatever changes."""
        self.queue.empty, self.timeline.empty = _("reading the desk …"), _("no ticket selected")
        for name in ("now", "desk_open", "in_own_zone", "mail"):
            self.watch(self, name, self.show, init=False)
        self._ready = True
        self._standing.set()
        self.watch_trouble(self.trouble)
        if self.board is not None:
            self.watch_board(self.board)
        if self.view_at_hand is not None:
            self.rest_on_ticket()  # it was read with the board

    def on_resize(self, event: Resize) -> None:
        """The terminal has another size."""
        if event.size != self._room:
            self.take_room(event.size)

    def take_room(self, size: Size) -> None:
        """Say how much room is needed, and show what there is room for."""
        self._room, (width, height) = size, size
        needs = _("needs {least}, this is {size}").format(
            least=f"{LEAST_WIDTH} x {LEAST_HEIGHT}", size=f"{width} x {height}"
        )
        self.query_one("#room", Static).update(Content(needs), layout=False)
        self.show()

    @property
    def empty(self) -> str:
        """What is said where nothing is open."""
        return _(self.EMPTY)

    @property
    def badge(self) -> str:
        """Who sits here, where that is not whose desk it is."""
        return ""

    @property
    def filter(self) -> str:
        """What is typed in there."""
        return self.finding.typed

    @filter.setter
    def filter(self, words: str) -> None:
        """Have this typed in there."""
        self.finding.typed = words

    async def stands(self) -> bool:
        """Wait until there is something to act on: keys may come sooner. False if it takes long."""
        if not self._ready:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._standing.wait(), LONGEST_MOUNTING)
        return self._ready

    def somebody_is_here(self) -> None:
        """A key was pressed, or the mouse; who only watches has nothing to read."""

    def take(self, board: Board | None, trouble: str = "") -> None:
        """Another picture, or None for the last one, and what is wrong with getting it."""
        if not self._ready:
            self.set_reactive(Panes.trouble, trouble)
            self.set_reactive(Panes.board, board or self.board)
            return
        self.trouble = trouble
        if board is not None:
            self.board = board

    async def read_ahead(self) -> None:
        """Have the ticket on top before the panes stand: their first picture is whole with it."""
        top = self.board.top if self.board and not self._ready else None
        if top is not None:
            with suppress(DeskError):  # it is said when the panes ask for it themselves
                view = await self.pictures.ticket(top.number)
                if not self._ready:
                    self.view, self._read_last = view, (view, self.board)

    def watch_board(self, board: Board | None) -> None:
        """Another picture: show it, and read the open ticket again.

        One that is read alone stays, though it may have left the queue.
        """
        read = self.number if self.reading else None
        self.queue.empty = self.empty
        if board is not self._shown:
            self.show()
        if read is not None and read != self.number:
            self._beside = read
        self.read_ticket(anew=False)

    def watch_trouble(self, trouble: str) -> None:
        """Say what is wrong; what was read last stays."""
        banner = self.banner
        stale = _("this is the last picture: ") if self.board else ""
        banner.update(Content(f"{stale}{clean_line(trouble, 300)}"))
        banner.set_class(bool(trouble), "-said")

    def show(self) -> None:
        """Bring everything up to date; each part paints only what differs."""
        board, now, zone = self.board, self.now, self.zone
        if board is None or now is None or zone is None or not self._ready:
            return
        self._shown = board
        self.show_rows()
        seen = self.desk_open or not self.READ_ONLY
        self.status_bar.update(
            Status(
                board, now, zone, self.READ_ONLY, seen, self.reminders_key, self.mail, self.badge
            )
        )
        self.show_beside(board, now, zone)
        self.show_ticket()

    def show_beside(self, board: Board, now: datetime, zone: tzinfo) -> None:
        """Bring what stands below the queue up to date."""
        self.callback_pane.update_from(board, now, zone)
        self.calendar_pane.update_from(board, now)

    def show_rows(self) -> None:
        """Bring the queue up to date, where nothing else can have changed."""
        board, now, zone = self.board, self.now, self.zone
        if board is None or now is None or zone is None or not self._ready:
            return
        lines = self._narrowing.rows(board, self.finding, now)
        self.queue.empty = _(NOTHING_FOUND) if self.filter.strip() else self.empty
        self.queue.update(
            lines,
            now,
            board.policy,
            board.drafts,
            zone,
            board.escalated,
            pinned=board.pinned,
            unread=self.unread,
            explained=board.explained,
            past=self.finding.past(board),
            chats=board.unread_chat,
        )
        marked = len(self.queue.marked_lines)
        wide = room(self.queue) if self.size.width >= SHORT_TITLES else 0
        title, subtitle = queue_frame(board, lines, self.finding, now, zone, wide, marked)
        set_title(self.queue, title)
        set_subtitle(self.queue, subtitle)
