"""The first callbacks, below the queue."""

from datetime import datetime, tzinfo

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.domain.language import _
from vipdesk.widgets.calls import call_row

MOST_ROWS = 4


class CallbackPane(Static):
    """As many as find room, the most urgent first; not there where nobody is to be called."""

    DEFAULT_CSS = """
    CallbackPane {
        height: auto; max-height: 6; border: round $border-blurred; border-title-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis; padding: 0 1;
    }
    CallbackPane.-empty { display: none; }
    """

    class Chosen(Message):
        """The callbacks are to be worked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, classes="-empty")
        self._shown: Content | None = None
        self.key = "v"

    def update_from(self, board: Board, now: datetime, zone: tzinfo | None) -> None:
        """Show the callbacks of the board; painted only where they read otherwise."""
        calls = board.callbacks
        rows = [call_row(one, board.policy, now, zone, short=True) for one in calls[:MOST_ROWS]]
        shown = Content("\n").join(rows)
        if shown == self._shown:
            return
        self._shown = shown
        self.set_class(not calls, "-empty")
        title = _("Callbacks · {count} · {key}").format(count=len(calls), key=self.key)
        self.border_title = Content(title)
        self.update(shown)

    def on_click(self, _: Click) -> None:
        """A click opens them."""
        self.post_message(self.Chosen())
