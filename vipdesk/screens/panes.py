"""What a board looks like: status on top, queue and ticket side by side, the keys below."""

import asyncio
from datetime import datetime, tzinfo
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.pictures import Pictures
from vipdesk.screens.finding import Finding
from vipdesk.screens.titles import Narrowing, queue_frame, ticket_title
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

NOTHING_FOUND = "Nothing open matches: esc shows all."


class Panes(Screen[None]):
    """Shows a board as it changes; what is selected, scrolled and filtered stays so.

    Late answers about a ticket that is no longer asked for are dropped.
    """

    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "#queue"
    READ_ONLY: ClassVar[bool] = True
    reminders_key = "!"
    EMPTY: ClassVar[str] = "Nothing is open. What the client writes shows here by itself."

    board: reactive[Board | None] = reactive(None, init=False, repaint=False, always_update=True)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)
    trouble: reactive[str] = reactive("", init=False, repaint=False)
    desk_open: reactive[bool] = reactive(True, init=False, repaint=False)
    reading: reactive[bool] = reactive(False, init=False, repaint=False)
    in_own_zone: reactive[bool] = reactive(False, init=False, repaint=False)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.pictures = pictures
        self.view: TicketView | None = None
        self.finding = Finding()
        self._ready = False
        self._beside: int | None = None
        self._settling: asyncio.TimerHandle | None = None
        self._titles: dict[str, Content] = {}
        self._narrowing = Narrowing()

    def compose(self) -> ComposeResult:
        """Everything there is to look at."""
        self._take_size(self.app.size)
        yield StatusBar(id="status")
        yield Static(id="trouble", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id="list"):
                yield Queue(id="queue")
                yield FindBar(id="find")
                yield CallbackPane(id="callbacks")
                yield CalendarPane(id="calendar")
            yield SearchedTimeline(id="ticket")
        yield TicketFind(id="find-in")
        yield KeyLine(id="keys")
        yield Static(id="room", markup=False)

    def _take_size(self, size: Size) -> None:
        """Be styled for the terminal from the first frame: the library tells only after it."""
        for points, cells in ((BREADTHS, size.width), (HEIGHTS, size.height)):
            self.add_class(max((least, name) for least, name in points if least <= cells)[1])

    def on_mount(self) -> None:
        """Show what is known so far, and whatever changes."""
        self.queue.empty, self.timeline.empty = "reading the desk …", "no ticket selected"
        for name in ("now", "desk_open", "in_own_zone"):
            self.watch(self, name, self.show, init=False)
        self._ready = True
        self.watch_trouble(self.trouble)
        if self.board is not None:
            self.watch_board(self.board)

    def on_resize(self, event: Resize) -> None:
        """Say how much room is needed, for where there is less."""
        width, height = event.size
        needs = f"needs {LEAST_WIDTH} x {LEAST_HEIGHT}, this is {width} x {height}"
        self.query_one("#room", Static).update(Content(needs))
        self.show()

    @property
    def empty(self) -> str:
        """What is said where nothing is open."""
        return self.EMPTY

    @property
    def queue(self) -> Queue:
        """The rows."""
        return self.query_one("#queue", Queue)

    @property
    def timeline(self) -> SearchedTimeline:
        """The ticket."""
        return self.query_one("#ticket", SearchedTimeline)

    @property
    def find_bar(self) -> FindBar:
        """Where it is typed what to look for."""
        return self.query_one("#find", FindBar)

    @property
    def filter(self) -> str:
        """What is typed in there."""
        return self.finding.typed

    @filter.setter
    def filter(self, words: str) -> None:
        """Have this typed in there."""
        self.finding.typed = words

    @property
    def number(self) -> int | None:
        """The ticket that keys are about: the selected one, or one opened by its number."""
        return self._beside if self._beside is not None else self.queue.number

    @property
    def selected(self) -> QueueLine | None:
        """The row of the ticket that keys are about."""
        return None if self.number is None else self.line_of(self.number)

    @property
    def view_at_hand(self) -> TicketView | None:
        """The ticket that keys are about, whole; None where it has not been read yet."""
        there = self.view is not None and self.view.line.number == self.number
        return self.view if there else None

    def line_of(self, number: int) -> QueueLine | None:
        """A ticket's row, on the board or as it was read."""
        on_board = self.board.line(number) if self.board else None
        if on_board is None and self.view is not None and self.view.line.number == number:
            return self.view.line
        return on_board or self.finding.line(number)

    @property
    def zone(self) -> tzinfo | None:
        """The zone that moments are shown in; None before the first board."""
        return self.board.policy.hours.zone if self.board else None

    def take(self, board: Board | None, trouble: str = "") -> None:
        """Another picture, or None for the last one, and what is wrong with getting it."""
        if not self._ready:
            self.set_reactive(Panes.trouble, trouble)
            self.set_reactive(Panes.board, board or self.board)
            return
        self.trouble = trouble
        if board is not None:
            self.board = board

    def open_ticket(self, number: int) -> None:
        """Read a ticket alone, one that is not in the queue too."""
        self._beside = None if self.queue.select(number) else number
        self.reading = True
        self.read_ticket()

    def keep_reading(self, number: int) -> None:
        """Stay with a ticket wherever the cursor of the queue goes."""
        self._beside = number if number != self.queue.number else None
        self.read_ticket()

    def follow_cursor(self) -> None:
        """Read the ticket that is selected in the queue."""
        self._beside = None
        self.read_ticket()

    def leave_ticket(self) -> None:
        """Back to the queue, and to the ticket that is selected there."""
        self.reading = False
        if self._beside is not None:
            self.follow_cursor()

    def watch_board(self, board: Board | None) -> None:
        """Another picture: show it, and read the open ticket again.

        One that is read alone stays, though it may have left the queue.
        """
        read = self.number if self.reading else None
        self.queue.empty = self.empty
        self.show()
        if read is not None and read != self.number:
            self._beside = read
        self.read_ticket()

    def watch_trouble(self, trouble: str) -> None:
        """Say what is wrong; what was read last stays."""
        banner = self.query_one("#trouble", Static)
        stale = "this is the last picture: " if self.board else ""
        banner.update(Content(f"{stale}{clean_line(trouble, 300)}"))
        banner.set_class(bool(trouble), "-said")

    def watch_reading(self, reading: bool) -> None:
        """The ticket alone, or beside the queue."""
        self.set_class(reading, "-reading")
        self.set_focus(self.timeline if reading else self.queue)
        self.refresh_bindings()

    def read_ticket(self, after: float = 0) -> None:
        """Read the ticket that keys are about, so many seconds from now."""
        if self._settling is not None:
            self._settling.cancel()
        # A timer of the library is a task: too dear to start and stop with every key.
        self._settling = asyncio.get_running_loop().call_later(after, self._read)

    def on_unmount(self) -> None:
        """There is nowhere left to show a ticket."""
        if self._settling is not None:
            self._settling.cancel()

    def show(self) -> None:
        """Bring everything up to date; each part paints only what differs."""
        board, now, zone = self.board, self.now, self.zone
        if board is None or now is None or zone is None or not self._ready:
            return
        seen = self.desk_open or not self.READ_ONLY
        self.query_one(StatusBar).update(
            Status(board, now, zone, self.READ_ONLY, seen, self.reminders_key)
        )
        lines = self._narrowing.rows(board, self.finding, now)
        self.queue.empty = NOTHING_FOUND if self.filter.strip() else self.empty
        past, pinned = self.finding.past(board), board.pinned
        self.queue.update(
            lines, now, board.policy, board.drafts, zone, board.escalated, pinned=pinned, past=past
        )
        self._frame_queue(board, lines, now, zone)
        self.query_one(CallbackPane).update_from(board, now, zone)
        self.query_one(CalendarPane).update_from(board, now)
        self._show_ticket()

    def _frame_queue(
        self, board: Board, lines: tuple[QueueLine, ...], now: datetime, zone: tzinfo
    ) -> None:
        marked = len(self.queue.marked & {line.number for line in self.queue.lines})
        wide = room(self.queue) if self.size.width >= SHORT_TITLES else 0
        title, subtitle = queue_frame(board, lines, self.finding, now, zone, wide, marked)
        if self._differs("queue", title):
            set_title(self.queue, title)
        if self._differs("beside", subtitle):
            set_subtitle(self.queue, subtitle)

    def _show_ticket(self) -> None:
        if self.board is None or self.now is None:
            return
        self.timeline.update(self.view, self.now, self.board.policy, self.zone)
        title = ticket_title(self.view)
        if self._differs("ticket", title):
            set_title(self.timeline, title)

    def _differs(self, frame: str, title: Content) -> bool:
        """Whether this is another title than the one that is painted."""
        before, self._titles[frame] = self._titles.get(frame), title
        return before is None or before.plain != title.plain

    @work(group="ticket", exclusive=True)
    async def _read(self) -> None:
        number = self.number
        try:
            view = await self.pictures.ticket(number) if number is not None else None
        except DeskError as error:
            self.trouble = str(error)
            return
        # at the end the panes go while a question is still out
        stand = self.query("#queue") and self.query("#ticket")
        if stand and number == self.number:
            self.view = view
            self._show_ticket()
            self.refresh_bindings()
