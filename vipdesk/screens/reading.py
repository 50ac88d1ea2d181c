"""Which ticket is read: how it is opened, stays in sight, and is read again."""

import asyncio
from datetime import datetime, tzinfo

from textual import work
from textual.reactive import reactive

from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.queue import QueueLine
from vipdesk.pictures import Pictures
from vipdesk.screens.finding import Finding
from vipdesk.screens.parts import Parts
from vipdesk.screens.titles import ticket_title
from vipdesk.widgets.frame import set_title


class Reading(Parts, part=True):
    """The ticket that keys are about, beside the queue or alone.

    Late answers about a ticket that is no longer asked for are dropped.
    """

    board: reactive[Board | None] = reactive(None, init=False, repaint=False, always_update=True)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)
    trouble: reactive[str] = reactive("", init=False, repaint=False)
    reading: reactive[bool] = reactive(False, init=False, repaint=False)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.pictures = pictures
        self.view: TicketView | None = None
        self.finding = Finding()
        self._beside: int | None = None
        self._settling: asyncio.TimerHandle | None = None
        self._read_last: tuple[TicketView | None, Board | None] | None = None

    @property
    def zone(self) -> tzinfo | None:
        """The zone that moments are shown in; None before the first board."""
        return self.board.policy.hours.zone if self.board else None

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

    def watch_reading(self, reading: bool) -> None:
        """The ticket alone, or beside the queue."""
        self.set_class(reading, "-reading")
        self.set_focus(self.timeline if reading else self.queue)
        self.refresh_bindings()

    def read_ticket(self, after: float = 0, *, anew: bool = True) -> None:
        """Read the ticket that keys are about soon; the same is shown again only if `anew`."""
        if anew:
            self._read_last = None
        self.rest_on_ticket()
        # A timer of the library is a task: too dear to start and stop with every key.
        self._settling = asyncio.get_running_loop().call_later(after, self._read)

    def rest_on_ticket(self) -> None:
        """Read no other ticket that the cursor went over."""
        if self._settling is not None:
            self._settling.cancel()

    def on_unmount(self) -> None:
        """There is nowhere left to show a ticket."""
        self.rest_on_ticket()

    def show_ticket(self) -> None:
        """Bring the ticket up to date with the board and the time."""
        if self.board is None or self.now is None:
            return
        self.timeline.update(self.view, self.now, self.board.policy, self.zone)
        set_title(self.timeline, ticket_title(self.view))

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
            keys_stand_on = view, self.board
            if keys_stand_on != self._read_last:
                self.view, self._read_last = view, keys_stand_on
                self.show_ticket()
                self.refresh_bindings()
