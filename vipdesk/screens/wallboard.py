"""The wallboard: how the month stands, what is at risk, who waits and who is in."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, tzinfo
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.domain.errors import DeskError
from vipdesk.domain.figures import Figures
from vipdesk.domain.judged import Judged
from vipdesk.domain.language import N_, _
from vipdesk.domain.month import Month, month_of
from vipdesk.domain.policy import Policy
from vipdesk.screens.breakpoints import BREADTHS, HEIGHTS
from vipdesk.screens.help import Help
from vipdesk.screens.over_board import OverBoard
from vipdesk.screens.said import Said
from vipdesk.widgets.frame import set_title
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.wall import WallView
from vipdesk.widgets.wall_now import next_due
from vipdesk.widgets.wall_page import Listed, Page, judged_behind, listed, meaning, wallboard
from vipdesk.widgets.wall_rows import Seen, ToCallback, ToStretch, ToTargets, ToTicket, WallRow
from vipdesk.widgets.wrapping import wrap

MINUTE = timedelta(minutes=1)

Ask = Callable[[Month, datetime], Awaitable[Figures]]
Save = Callable[[str, tuple[Judged, ...], Policy], Awaitable[str]]
"""Writes a sheet of targets under this name, and gives where it is; raises DeskError."""


class WallboardScreen(OverBoard):
    """Follows the board; figures are asked for anew when something was committed or a minute is
    over. What is behind a row takes the place of the whole, until esc.
    """

    DEFAULT_CSS = """
    WallboardScreen { background: $background; }
    WallboardScreen > Vertical {
        border: round $border; border-title-style: bold; background: $surface;
    }
    WallboardScreen WallView { height: 1fr; background: $surface; }
    WallboardScreen #means {
        height: 7; padding: 0 1; color: $text-muted; border-top: solid $border-blurred;
    }
    WallboardScreen.-wide #means { height: 6; }
    WallboardScreen.-low #means { height: 2; border-top: none; }
    WallboardScreen KeyLine { height: auto; max-height: 2; padding: 0 1; }
    WallboardScreen.-low KeyLine { max-height: 1; }
    """
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", N_("open"), key_display="enter", tooltip=N_("Open what is behind it")
        ),
        Binding("left_square_bracket", "month(-1)", N_("month before"), key_display="["),
        Binding("right_square_bracket", "month(1)", N_("month after"), key_display="]"),
        Binding("e", "export", N_("as CSV"), tooltip=N_("Save the targets behind it as CSV")),
        Binding("d", "define", N_("meanings"), tooltip=N_("Show what all the figures mean")),
        Binding(
            "question_mark", "help", N_("help"), key_display="?", tooltip=N_("Show keys and signs")
        ),
        Binding("escape", "back", N_("back"), key_display="esc"),
        Binding("q", "dismiss", N_("close"), show=False, tooltip=N_("Back to the queue")),
    ]

    def __init__(
        self,
        ask: Ask,
        open_ticket: Callable[[int], object],
        open_callback: Callable[[int], object],
        save: Save | None = None,
    ) -> None:
        """`save` is None where no file may be written."""
        super().__init__()
        self._ask, self._save = ask, save
        self._open_ticket, self._open_callback = open_ticket, open_callback
        self.board: Board | None = None
        self.now: datetime | None = None
        self._zone: tzinfo | None = None
        self._figures: Figures | None = None
        self._month: Month | None = None
        self._behind: Listed | None = None
        self._came_from: list[Listed | None] = []
        self._made_of: tuple[object, ...] = ()
        self._asked_at: tuple[object, ...] = ()
        self._page: Page | None = None
        self._falls: datetime | None = None
        """When the first of what is at risk falls due: it may be missed from then on."""

    def compose(self) -> ComposeResult:
        """The rows, what their figures mean, and the keys."""
        with Vertical() as frame:
            frame.border_title = Content(_("Wallboard"))
            yield WallView()
            yield Static(Content(_("counting …")), id="means", markup=False)
            yield Said()
            yield KeyLine()

    def on_mount(self) -> None:
        """Keys move in the rows."""
        self.set_focus(self.query_one(WallView))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works here and now."""
        match action:
            case "open":
                row = self.query_one(WallView).row if self.is_mounted else None
                return row is not None and row.goes is not None
            case "export":
                return self._save is not None and self._figures is not None
            case "month":
                return self._behind is None
        return True

    def update(self, board: Board, now: datetime, zone: tzinfo | None) -> None:
        """Another picture, or another moment: figures are counted once a minute, or when others
        were committed.
        """
        self.board, self.now, self._zone = board, now, zone or board.policy.hours.zone
        month = self._month or month_of(now, board.policy.hours.zone)
        fell = self._falls if self._falls is not None and now > self._falls else None
        wanted = id(board), now.replace(second=0, microsecond=0), month, fell
        if wanted != self._asked_at:
            self._asked_at = wanted
            self._count(month, now)
        self._show()

    @work(group="figures", exclusive=True)
    async def _count(self, month: Month, now: datetime) -> None:
        try:
            self._figures = await self._ask(month, now)
        except DeskError as error:
            self._asked_at = ()
            self.say(str(error), bad=True)
        else:
            self._show()

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tell what was done, or why nothing was."""
        self.query_one(Said).tell(words, bad=bad)

    def on_resize(self) -> None:
        """Rows are as wide as there is room."""
        self._show()
        self.call_after_refresh(lambda: self._tell_meaning(self.query_one(WallView).row))

    def _seen(self) -> Seen | None:
        view = self.query_one(WallView)
        wide = view.size.width - view.scrollbar_size_vertical
        board, figures, now, zone = self.board, self._figures, self.now, self._zone
        if board is None or figures is None or now is None or zone is None or wide < 1:
            return None
        return Seen(board, figures, now.replace(second=0, microsecond=0), zone, wide)

    def _show(self, *, anew: bool = False) -> None:
        """Make the page, where anything it is made of is another."""
        seen = self._seen() if self.is_mounted else None
        if seen is None:
            return
        made_of = (id(seen.board), id(seen.figures), seen.now, seen.zone, seen.wide, self._behind)
        if made_of == self._made_of and not anew:
            return
        first, self._made_of = self._page is None, made_of
        self._falls = next_due(seen)
        page = listed(self._behind, seen) if self._behind else wallboard(seen)
        self._page = page
        set_title(self.query_one(Vertical), Content(page.title))
        self.query_one(WallView).show(page.rows, anew=anew or first)

    @on(WallView.Moved)
    def tell_meaning(self, event: WallView.Moved) -> None:
        """What the figures of the row mean stands below."""
        self._tell_meaning(event.row)
        self.refresh_bindings()

    def _tell_meaning(self, row: WallRow | None) -> None:
        """As much as there is room for, and then how to read all of it."""
        means = self.query_one("#means", Static)
        room = means.content_size
        rows = [*wrap(meaning(row), room.width)] if room.width else []
        if len(rows) > room.height > 0:
            more = _(" … all: {key}").format(key="d")
            last = next(wrap(rows[room.height - 1], room.width - len(more)))
            rows = [*rows[: room.height - 1], f"{last}{more}"]
        means.update(Content("\n".join(rows)))

    def action_open(self) -> None:
        """Open what is behind the row."""
        self.query_one(WallView).choose()

    @on(WallView.Chosen)
    def show_behind(self, event: WallView.Chosen) -> None:
        """Open the ticket or the callback, or show the list behind the figure."""
        match event.row.goes:
            case ToTicket(number):
                self.dismiss(None)
                self._open_ticket(number)
            case ToCallback(number):
                self.dismiss(None)
                self._open_callback(number)
            case ToTargets() | ToStretch() as behind:
                self._came_from.append(self._behind)
                self._behind = behind
                self._show(anew=True)

    def action_back(self) -> None:
        """From a list to the whole, from the whole to the queue."""
        if not self._came_from:
            self.dismiss(None)
            return
        self._behind = self._came_from.pop()
        self._show(anew=True)

    def action_month(self, by: int) -> None:
        """Another month; none that has not come yet."""
        if self.board is None or self.now is None:
            return
        this = month_of(self.now, self.board.policy.hours.zone)
        wanted = (self._month or this).on(by)
        if wanted <= this:
            self._month = wanted if wanted < this else None
            self.update(self.board, self.now, self._zone)

    def action_define(self) -> None:
        """What all the figures mean."""
        from vipdesk.screens.sheet import Sheet
        from vipdesk.widgets.wall_page import meanings

        self.app.push_screen(Sheet(_("What the figures mean"), meanings()))

    def action_help(self) -> None:
        """Every key, and what the signs mean."""
        self.app.push_screen(Help(self, self.board))

    def action_export(self) -> None:
        """Save the targets that are counted here as a sheet."""
        self._export()

    @work(group="export", exclusive=True)
    async def _export(self) -> None:
        seen = self._seen()
        if seen is None or self._save is None:
            return
        judged = judged_behind(self._behind, seen)
        try:
            where = await self._save(f"vipdesk-{seen.figures.month}.csv", judged, seen.policy)
        except DeskError as problem:
            self.say(str(problem), bad=True)
        else:
            self.query_one(Said).tell_for_now(_("saved: {where}").format(where=where))
