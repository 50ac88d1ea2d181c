"""The desk to look at: queue and ticket side by side, and no way to change anything."""

from datetime import datetime, tzinfo
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.pictures import Pictures
from vipdesk.screens.explanation import Explanation, explained
from vipdesk.screens.help import Help
from vipdesk.screens.kept_apart import KeptApartScreen
from vipdesk.screens.own_zone import own_zone
from vipdesk.screens.titles import narrowed, queue_subtitle, queue_title
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.queue import Queue
from vipdesk.widgets.status import Status, StatusBar
from vipdesk.widgets.timeline import Timeline

SETTLED = 0.06
"""Seconds after the last cursor key until a ticket is read."""

LEAST_WIDTH, LEAST_HEIGHT, SHORT = 28, 7, 46
BREADTHS = [(0, "-tiny"), (LEAST_WIDTH, "-thin"), (60, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-flat"), (LEAST_HEIGHT, "-low"), (20, "-tall")]


class BoardScreen(Screen[None]):
    """Shows a board as it changes; what is selected, scrolled and filtered stays so."""

    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "#queue"
    READ_ONLY: ClassVar[bool] = True
    EMPTY: ClassVar[str] = "Nothing is open. What the client writes shows here by itself."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "read", key_display="enter"),
        Binding("escape", "back", "back", key_display="esc"),
        Binding("question_mark", "help", "help", key_display="?"),
        Binding("slash", "find", "find", key_display="/"),
        Binding("x", "explain", "why due", tooltip="how the due moment came about"),
        Binding("o", "unfold", "unfold", tooltip="quoted history and signatures, shown or folded"),
        Binding("m", "more", "more", tooltip="more of a text that is very long"),
        Binding("U", "kept_apart", "kept apart", tooltip="unreadable mail, and nobody's tickets"),
        Binding("J", "other(1)", "next ticket", show=False),
        Binding("K", "other(-1)", "ticket before", show=False),
        Binding("z", "zone", "zone", show=False, tooltip="desk time, or your own zone"),
        Binding("q", "app.quit", "quit"),
    ]

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
        self.filter = ""
        self._beside: int | None = None
        self._settling: Timer | None = None
        self._titles: dict[str, object] = {}

    def compose(self) -> ComposeResult:
        """Status on top, queue and ticket side by side, the keys below."""
        yield StatusBar(id="status")
        yield Static(id="trouble", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id="list"):
                yield Queue(id="queue")
                with Horizontal(id="finding"):
                    yield Static("/", id="prompt", markup=False)
                    find = Input(id="find", placeholder="number, subject, sender", compact=True)
                    find.cursor_blink = False
                    yield find
            yield Timeline(id="ticket")
        yield KeyLine(id="keys")
        yield Static(id="room", markup=False)

    def on_mount(self) -> None:
        """Show what is known so far."""
        self.queue.empty = "reading the desk …"
        self.timeline.empty = "no ticket selected"
        self._show()

    def on_resize(self, event: Resize) -> None:
        """Say how much room is needed, for where there is less."""
        width, height = event.size
        self.query_one("#room", Static).update(
            Content(f"needs {LEAST_WIDTH} x {LEAST_HEIGHT}, this is {width} x {height}")
        )
        self._show()

    @property
    def queue(self) -> Queue:
        """The rows."""
        return self.query_one("#queue", Queue)

    @property
    def timeline(self) -> Timeline:
        """The ticket."""
        return self.query_one("#ticket", Timeline)

    @property
    def number(self) -> int | None:
        """The ticket that keys are about: the selected one, or one opened by its number."""
        return self._beside if self._beside is not None else self.queue.number

    @property
    def selected(self) -> QueueLine | None:
        """The row of the ticket that keys are about."""
        if self.view is not None and self.view.line.number == self.number:
            return self.view.line
        return self.board.line(self.number) if self.board and self.number is not None else None

    @property
    def zone(self) -> tzinfo | None:
        """The zone that moments are shown in; None before the first board."""
        if self.board is None:
            return None
        return own_zone() if self.in_own_zone else self.board.policy.hours.zone

    def open_ticket(self, number: int) -> None:
        """Read a ticket alone, one that is not in the queue too."""
        self._beside = None if self.queue.select(number) else number
        self.reading = True
        self._read_soon(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works here and now; the rest is not shown."""
        match action:
            case "read":
                return self.number is not None and not self.reading
            case "find":
                return self.focused is None or self.focused.id != "find"
            case "explain":
                return self.number is not None
            case "back":
                return self.reading or bool(self.filter) or self._finding
            case "unfold":
                return bool(self.timeline.folded)
            case "more":
                return bool(self.timeline.left_out)
            case "kept_apart":
                return bool(self.board and (self.board.unreadable or self.board.set_aside))
        return True

    def watch_board(self, board: Board | None) -> None:
        """Another picture: show it, and read the open ticket again."""
        self.queue.empty = self.EMPTY
        self._show()
        self._read_soon(0)
        if isinstance(self.app.screen, KeptApartScreen):
            self.run_worker(self._show_kept_apart(self.app.screen), group="apart", exclusive=True)

    def watch_now(self) -> None:
        """A second went by."""
        self._show()

    def watch_desk_open(self) -> None:
        """Somebody came to the desk, or left."""
        self._show()

    def watch_in_own_zone(self) -> None:
        """Moments in the other zone."""
        self._show()

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

    @on(Queue.Highlighted)
    def read_when_settled(self) -> None:
        """Read the ticket once the cursor rests."""
        self._beside = None
        self._read_soon(SETTLED)

    @on(Queue.Chosen)
    def action_read(self) -> None:
        """Read the ticket over the whole width."""
        self.reading = True

    @on(Input.Changed, "#find")
    def narrow(self, event: Input.Changed) -> None:
        """Show only what meets what is typed."""
        self.filter = event.value
        self._show()

    @on(Input.Submitted, "#find")
    def keep_narrow(self) -> None:
        """Work on what was found."""
        self.query_one("#finding").set_class(bool(self.filter), "-open")
        self.set_focus(self.queue)

    def action_find(self) -> None:
        """Type what to look for."""
        self.reading = False
        self.query_one("#finding").add_class("-open")
        self.set_focus(self.query_one("#find", Input))

    def action_back(self) -> None:
        """Leave the ticket, or show all rows again."""
        if self._finding or not self.reading:
            self.query_one("#find", Input).value = self.filter = ""
            self.query_one("#finding").remove_class("-open")
            self._show()
            self.set_focus(self.queue)
        self.reading = False
        if self._beside is not None:
            self._beside = None
            self._read_soon(0)

    def action_other(self, by: int) -> None:
        """Read the next ticket, or the one before."""
        self._beside = None
        self.queue.action_move(by)

    def action_unfold(self) -> None:
        """Show quoted history and signatures, or fold them again."""
        self.timeline.unfold()

    def action_more(self) -> None:
        """Show more of what is too long."""
        self.timeline.show_more()
        self.refresh_bindings()

    def action_zone(self) -> None:
        """Due moments in the viewer's own zone, or in desk time."""
        self.in_own_zone = not self.in_own_zone

    def action_help(self) -> None:
        """Every key, and what the signs mean."""
        self.app.push_screen(Help(self, self.board))

    async def action_explain(self) -> None:
        """How the due moment came about."""
        view, board = self.view, self.board
        if view is not None and board is not None and view.line.number == self.number:
            title = f"#{view.ticket.number} {clean_line(view.ticket.subject, 60)}"
            self.app.push_screen(Explanation(title, explained(view, board.policy)))

    def action_kept_apart(self) -> None:
        """What could not be read, and what is nobody's ticket."""
        screen = self.make_kept_apart()
        self.app.push_screen(screen)
        self.run_worker(self._show_kept_apart(screen), group="apart", exclusive=True)

    def make_kept_apart(self) -> KeptApartScreen:
        """The screen for what is kept apart."""
        return KeptApartScreen()

    @property
    def _finding(self) -> bool:
        return self.query_one("#finding").has_class("-open")

    def _read_soon(self, after: float) -> None:
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(after, self._read) if after else None
        if not after:
            self._read()

    def _read(self) -> None:
        self.run_worker(self._read_ticket(), group="ticket", exclusive=True)

    async def _read_ticket(self) -> None:
        """Read the ticket; an answer to what is no longer asked is dropped."""
        number = self.number
        try:
            view = await self.pictures.ticket(number) if number is not None else None
        except DeskError as error:
            self.trouble = str(error)
            return
        if number == self.number:
            self.view = view
            self._show_ticket()
            self.refresh_bindings()

    async def _show_kept_apart(self, screen: KeptApartScreen) -> None:
        try:
            kept = await self.pictures.kept_apart()
        except DeskError as error:
            screen.say(str(error))
        else:
            if self.board is not None and self.now is not None and screen.is_attached:
                screen.update(kept, self.now, self.zone)

    def _show(self) -> None:
        """Bring status, rows and ticket up to date; each paints only what differs."""
        board, now, zone = self.board, self.now, self.zone
        if board is None or now is None or zone is None or not self.is_mounted:
            return
        self.query_one(StatusBar).update(
            Status(board, now, zone, self.READ_ONLY, self.desk_open or not self.READ_ONLY)
        )
        lines = narrowed(board, self.filter, now, self.queue.lines)
        self.queue.update(lines, now, board.policy, board.drafts, zone)
        self._frame_queue(
            queue_title(board, lines, self.filter, now, short=self.queue.size.width < SHORT),
            queue_subtitle(board, now, zone),
        )
        self._show_ticket()

    def _show_ticket(self) -> None:
        if self.board is None or self.now is None:
            return
        self.timeline.update(self.view, self.now, self.board.policy, self.zone)
        title = (
            f"#{self.view.line.number} {clean_line(self.view.line.subject, 120)}"
            if self.view
            else ""
        )
        if title != self._titles.get("ticket"):
            self._titles["ticket"] = title
            self.timeline.border_title = Content(title)

    def _frame_queue(self, title: Content, subtitle: Content) -> None:
        if self._titles.get("queue") != (title, subtitle):
            self._titles["queue"] = (title, subtitle)
            self.queue.border_title, self.queue.border_subtitle = title, subtitle
