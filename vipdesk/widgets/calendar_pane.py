"""Today's calendar below the queue, or the week where there is room for it."""

from datetime import datetime

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.domain.language import _
from vipdesk.widgets.diary import day_name, today_rows
from vipdesk.widgets.week_rows import week_rows, week_title

MOST_ROWS = 4
WIDEST_WITH_DAY, BESIDE = 160, 4


class CalendarPane(Static):
    """What runs or comes next today; not there where nothing does."""

    DEFAULT_CSS = """
    CalendarPane {
        height: auto; max-height: 7; border: round $border-blurred; border-title-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis; padding: 0 1;
    }
    CalendarPane.-empty { display: none; }
    """

    class Chosen(Message):
        """The calendar is to be seen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, classes="-empty")
        self._seen: tuple[Board, datetime, int] | None = None
        self._shown = ""
        self.key = "C"

    def update_from(self, board: Board, now: datetime) -> None:
        """Show it, reckoned once a minute for a board, and painted where it reads otherwise."""
        minute, width = now.replace(second=0, microsecond=0), self._room
        if self._seen is not None and self._seen[0] is board and self._seen[1:] == (minute, width):
            return
        self._seen = board, minute, width
        lines = week_rows(board, now, width, MOST_ROWS) if width else []
        rows = Content("\n").join(lines or today_rows(board, now, MOST_ROWS))
        day = day_name(board.policy.hours.local(now).date())
        days = week_title(board, now) if lines else day
        title = _("Calendar · {days} · {key}").format(days=days, key=self.key)
        if (shown := f"{title}\n{rows.plain}") == self._shown:
            return
        self._shown = shown
        self.set_class(not rows.plain, "-empty")
        self.border_title = Content(title)
        self.update(rows)

    @property
    def _room(self) -> int:
        """The cells that a week has; none where the screen is too narrow for one."""
        if self.app.size.width <= WIDEST_WITH_DAY or self.parent is None:
            return 0
        return self.screen.query_one("#list").size.width - BESIDE

    def on_click(self, _: Click) -> None:
        """A click opens it."""
        self.post_message(self.Chosen())
