"""Following: a watcher looks at what the agent looks at, as it changes."""

from collections.abc import Callable

from textual.timer import Timer

from vipdesk.domain.board import Board
from vipdesk.domain.language import _
from vipdesk.domain.seat import Seat
from vipdesk.domain.text import clean_line
from vipdesk.screens.seeking import Seeking

LOOK_EVERY = 0.5
"""Seconds between looks at where the agent sits; nothing is painted where that is unchanged."""

SeatOf = Callable[[str], Seat | None]
"""Where somebody sits at the desk, by their name; may block."""


class Following(Seeking, part=True):
    """The same ticket, search and place as the agent has, until the watcher goes another way."""

    seat_of: SeatOf | None = None
    _looking: Timer | None = None
    _seat: Seat | None = None
    _went: tuple[int | None, bool, str] | None = None

    @property
    def follows(self) -> str:
        """Whom it follows; empty for nobody."""
        if self._looking is None or self.board is None:
            return ""
        return clean_line(self.board.holder, 40)

    def go_with(self, seat: Seat) -> None:
        """Look at what is looked at there, as far as it is here."""
        if seat.search != self.filter:
            self.find_bar.show(seat.search)
            self.filter = seat.search
            self.show()
        if self.reading and not seat.reading:
            self.leave_ticket()
        if seat.ticket is None:
            return
        if seat.reading:
            self.timeline.begin_at(seat.ticket, (seat.entry, seat.row))
            self.open_ticket(seat.ticket)
        elif self.queue.select(seat.ticket):
            self.follow_cursor()

    def action_follow(self) -> None:
        """Follow the agent, or go one's own way again."""
        if self._looking is not None:
            self.go_alone()
        elif self.seat_of is not None:
            self._seat = self._went = None
            self._looking = self.set_interval(LOOK_EVERY, self._go_along)
            self.run_worker(self._go_along(), group="follow")
            self.show()

    def go_alone(self) -> None:
        """Follow nobody any more."""
        if self._looking is not None:
            self._looking.stop()
            self._looking = None
            self.show()

    def watch_board(self, board: Board | None) -> None:
        """Another picture: where a ticket has gone, the cursor has not been moved by anybody."""
        super().watch_board(board)
        if self._went is not None:
            self._went = self._here

    @property
    def _here(self) -> tuple[int | None, bool, str]:
        return self.number, self.reading, self.filter

    async def _go_along(self) -> None:
        board, seat_of = self.board, self.seat_of
        if board is None or seat_of is None or self._looking is None:
            return
        if self._went is not None and self._went != self._here:
            self.go_alone()
            return
        seat = await self.pictures.ask(lambda: seat_of(board.holder))
        if seat is None or seat == self._seat or self._looking is None:
            return
        self._seat = seat
        self.go_with(seat)
        self._went = self._here

    @property
    def badge(self) -> str:
        """What the top line says of it."""
        who = self.follows.partition(" ")[0]
        return _("following {who}").format(who=who) if who else ""
