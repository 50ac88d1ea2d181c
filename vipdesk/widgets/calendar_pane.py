"""Today's calendar, below the queue."""

from datetime import datetime

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.widgets.diary import day_name, today_rows

MOST_ROWS = 4


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
        self._seen: tuple[Board, datetime] | None = None
        self._shown = ""

    def update_from(self, board: Board, now: datetime) -> None:
        """Show today, reckoned once a minute for a board, and painted where it reads otherwise."""
        minute = now.replace(second=0, microsecond=0)
        if self._seen is not None and self._seen[0] is board and self._seen[1] == minute:
            return
        self._seen = board, minute
        rows = Content("\n").join(today_rows(board, now, MOST_ROWS))
        title = f"Calendar · {day_name(board.policy.hours.local(now).date())} · C"
        if (shown := f"{title}\n{rows.plain}") == self._shown:
            return
        self._shown = shown
        self.set_class(not rows.plain, "-empty")
        self.border_title = Content(title)
        self.update(rows)

    def on_click(self, _: Click) -> None:
        """A click opens it."""
        self.post_message(self.Chosen())
