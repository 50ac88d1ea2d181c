"""The queue as it stood at an instant that is over: to be looked at, and plainly not of now."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker, WorkerError

from vipdesk.domain.board import TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.hindsight import Hindsight, view_then
from vipdesk.domain.language import N_, _, dated
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.screens.breakpoints import BREADTHS, HEIGHTS
from vipdesk.screens.finding import Finding
from vipdesk.screens.titles import Narrowing, queue_title
from vipdesk.widgets.callback_pane import CallbackPane
from vipdesk.widgets.countdown import full_moment
from vipdesk.widgets.frame import set_title
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.queue import Queue

NARROW, LOW = 64, 20
RECKONED = N_("reckoned from what still counts: nothing was kept that far back")


class PastScreen(ModalScreen[None]):
    """Stands still at its instant; keys go on to others."""

    DEFAULT_CSS = """
    PastScreen { background: $background; }
    PastScreen > Vertical { width: 100%; height: 100%; }
    PastScreen #past {
        height: auto; max-height: 3; padding: 0 1; text-style: bold reverse; color: $text-warning;
    }
    PastScreen Queue {
        height: 1fr; border: heavy $warning; border-title-style: bold;
    }
    PastScreen KeyLine { dock: bottom; height: auto; max-height: 2; padding: 0 1; }
    PastScreen.-low KeyLine { max-height: 1; }
    """
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "Queue"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("back to now"), key_display="esc"),
        Binding("left", "step(-1)", N_("minute back"), key_display="←", priority=True),
        Binding("right", "step(1)", N_("minute on"), key_display="→", priority=True),
        Binding("left_square_bracket", "step(-60)", N_("hour back"), key_display="["),
        Binding("right_square_bracket", "step(60)", N_("hour on"), key_display="]"),
        Binding("T", "other", N_("another instant")),
        Binding("enter", "read", N_("read"), key_display="enter"),
    ]

    def __init__(
        self,
        ask: Callable[[datetime], Awaitable[Hindsight]],
        read: Callable[[int], Awaitable[TicketView | None]],
        found: Hindsight,
        clock: Callable[[], datetime | None],
        zone: tzinfo,
    ) -> None:
        """`ask` reads the queue of an instant off the loop, `read` a ticket as it is now.

        Moments are shown in `zone`.
        """
        super().__init__()
        self._read = read
        self._ask, self._found, self._clock, self._zone = ask, found, clock, zone
        self._wanted = found.at
        self._looking: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The sign that it is the past, and the queue of then."""
        with Vertical():
            yield Static(id="past", markup=False)
            queue = Queue()
            queue.empty = _("Nothing was open.")
            yield queue
            yield CallbackPane()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what was found."""
        self._show()

    def on_resize(self) -> None:
        """Say it as long as there is room for."""
        self._show()

    def action_step(self, minutes: int) -> None:
        """Go so many minutes on or back, no further than now."""
        now = self._clock()
        wanted = self._wanted + timedelta(minutes=minutes)
        if now is not None:
            self._wanted = min(wanted, now)
            self._looking = self._look()

    def action_other(self) -> None:
        """Ask for another instant."""
        from vipdesk.screens.past_dialog import PastDialog

        now = self._clock()
        if now is not None:
            zone = self._found.board.policy.hours.zone
            self.app.push_screen(PastDialog(self._ask, now, zone), self._take)

    @on(Queue.Chosen)
    async def action_read(self) -> None:
        """Read the selected ticket, as far as it had come by then; keys behind it wait for it."""
        if self._looking is not None:
            with suppress(WorkerError):
                await self._looking.wait()
        number, found = self.query_one(Queue).number, self._found
        line = next((one for one in found.board.lines if one.number == number), None)
        if line is not None:
            await self._open(line, found)

    async def _open(self, line: QueueLine, found: Hindsight) -> None:
        from vipdesk.screens.past_ticket import PastTicket  # loaded when a key opens it

        try:
            view = await self._read(line.number)
        except DeskError as problem:
            self.query_one("#past", Static).update(Content(clean_line(str(problem), 200)))
            return
        if view is not None:
            then = view_then(view, line, found)
            await self.app.push_screen(PastTicket(then, found, self._said(), self._zone))

    @work(exclusive=True)
    async def _look(self) -> None:
        try:
            found = await self._ask(self._wanted)
        except DeskError as problem:
            self.query_one("#past", Static).update(Content(clean_line(str(problem), 200)))
        else:
            self._take(found)

    def _take(self, found: Hindsight | None) -> None:
        if found is not None:
            self._found, self._wanted = found, found.at
            self._show()

    def _show(self) -> None:
        found, queue = self._found, self.query_one(Queue)
        board, at, finding = found.board, found.at, Finding()
        lines = Narrowing().rows(board, finding, at)
        self.query_one("#past", Static).update(self._said())
        queue.update(
            lines, at, board.policy, zone=self._zone, escalated=board.escalated, pinned=board.pinned
        )
        calls = self.query_one(CallbackPane)
        calls.update_from(board, at, self._zone)
        calls.border_title = Content(_("Callbacks · {count}").format(count=len(board.callbacks)))
        calls.display = bool(board.callbacks) and self.app.size.height >= LOW
        short = self.app.size.width < NARROW
        set_title(queue, queue_title(board, lines, finding, at, short=short))

    def _said(self) -> Content:
        """What nobody may overlook."""
        narrow, here = self.app.size.width < NARROW, self._found.at.astimezone(self._zone)
        moment = dated(here, "%a %d %b %H:%M") if narrow else full_moment(here, self._zone)
        holder = clean_line(self._found.board.holder, 20 if narrow else 60)
        has = _("{who} had the desk").format(who=holder)
        has = has if self._found.founded else _("the desk was not founded yet")
        said = [_("THE PAST"), moment, _("READ-ONLY"), has if self._found.exact else _(RECKONED)]
        return Content(" · ".join(said))
