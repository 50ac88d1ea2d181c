"""The top line: whose desk it is, whether the client is entitled, desk time, open or closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.content import Content
from textual.widget import Widget

from vipdesk.domain.board import Board
from vipdesk.domain.text import clean_line
from vipdesk.widgets.countdown import moment

READ_ONLY, DESK_CLOSED = "READ-ONLY", "desk closed"
DETAILS = range(5)


@dataclass(frozen=True, slots=True)
class Status:
    """What the line tells; the more `detail` is left out, the shorter it gets."""

    board: Board
    now: datetime
    zone: tzinfo
    read_only: bool
    desk_open: bool

    def line(self, width: int) -> Content:
        """As much of it as fits in so many cells; what matters most goes last."""
        for terse in DETAILS:
            left, right = self._left(terse), self._right(terse)
            room = width - left.cell_length - right.cell_length
            if room >= 1 or terse == DETAILS[-1]:
                return Content.assemble(left, " " * max(room, 1), right)
        raise AssertionError("there is always a last detail")

    def _left(self, terse: int) -> Content:
        board = self.board
        parts: list[Content] = []
        if self.read_only:
            parts.append(Content.styled(f" {READ_ONLY} ", "reverse bold"))
        if not self.desk_open:
            parts.append(Content.styled(DESK_CLOSED, "bold $warning"))
        if terse < 4:
            parts.append(
                Content.styled(clean_line(board.client.name, 40 if terse < 2 else 16), "bold")
            )
        parts += self._entitlement(terse)
        if terse < 1 or (terse < 3 and not self.read_only):
            parts.append(Content(clean_line(board.agent.name, 40)))
        return Content(" ") + Content(" · ").join(parts)

    def _entitlement(self, terse: int) -> Iterator[Content]:
        client, plan = self.board.client, clean_line(self.board.client.plan, 30)
        if not self.board.entitled(self.now):
            yield Content.styled("NOT ENTITLED", "reverse bold $error")
        elif terse < 2:
            until = f" to {client.vip_until}" if client.vip_until and terse < 1 else ""
            yield Content(f"{plan} + VIP{until}")

    def _right(self, terse: int) -> Content:
        here = self.now.astimezone(self.zone)
        day = (
            f"{here:%a} {here.day} {here:%b} " if terse < 2 else f"{here:%a} " if terse < 3 else ""
        )
        clock = Content(f"{day}{here:%H:%M}{f' {here:%Z}' if terse < 4 else ''}")
        return Content(" · ").join([clock, self._hours(terse)]) + Content(" ")

    def _hours(self, terse: int) -> Content:
        hours, now = self.board.policy.hours, self.now
        if hours.is_open(now):
            closes = hours.next_closing(now)
            until = f", closes {moment(closes, now, self.zone)}" if closes and terse < 3 else ""
            return Content.styled(f"open{until}", "$success")
        opens = moment(hours.next_opening(now), now, self.zone)
        return Content.styled(f"closed{f', opens {opens}' if terse < 4 else ''}", "$warning")


class StatusBar(Widget):
    """Shows the status in one row."""

    DEFAULT_CSS = "StatusBar { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._status: Status | None = None
        self._shown = Content()

    def update(self, status: Status) -> None:
        """Tell this; painted only if it reads otherwise than before."""
        self._status = status
        if self._status.line(self.size.width) != self._shown:
            self.refresh()

    def render(self) -> Content:
        """The line."""
        self._shown = self._status.line(self.size.width) if self._status else Content()
        return self._shown
