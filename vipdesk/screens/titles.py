"""What stands in the frames: how many tickets in which band, and what else waits."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo

from textual.content import Content

from vipdesk.domain.bands import PRESSING
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.filter import typed_filter
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.widgets.countdown import moment
from vipdesk.widgets.signs import BAND, STANDS_STILL

PLAIN = re.compile(r"[^\W_]+")
"""A word and nothing but: no minus, no key, no quotation mark."""


class Narrowing:
    """The rows that meet what is typed, looked for anew only where they could be others."""

    def __init__(self) -> None:
        self._of: tuple[Board, str, datetime | None] | None = None
        self._found: tuple[QueueLine, ...] = ()

    def rows(self, board: Board, typed: str, now: datetime) -> tuple[QueueLine, ...]:
        """The rows of the board that meet it at `now`: the very same tuple where they do still."""
        if not typed.strip():
            self._of, self._found = None, board.lines
            return board.lines
        of = board, typed, now if "band" in typed.casefold() else None
        if self._of is None or self._of[0] is not board or self._of[1:] != of[1:]:
            wanted, among = typed_filter(typed).filter, self._candidates(of)
            found = tuple(line for line in among if wanted.meets(line, board.policy, now))
            self._found = self._found if found == self._found else found
            self._of = of
        return self._found

    def _candidates(self, of: tuple[Board, str, datetime | None]) -> tuple[QueueLine, ...]:
        """A word that gets longer can be met by no other rows than before."""
        board, typed, _ = of
        before = self._of
        if before is None or before[0] is not board or not typed.startswith(before[1]):
            return board.lines
        word = typed.rpartition(" ")[2]
        grown = before[1].rpartition(" ")[2] and PLAIN.fullmatch(word)
        return self._found if grown and of[2] is None else board.lines


def queue_title(
    board: Board, lines: tuple[QueueLine, ...], typed: str, now: datetime, *, short: bool = False
) -> Content:
    """`Queue · 9 open · ■ 1 breached · ▲ 2 urgent`, or `Queue · 9 · ■ 1 · ▲ 2`."""
    bands = board.bands.counted(board.policy, now)
    found = f"{len(lines)} of " if typed.strip() else ""
    told = [f"{BAND[b]} {bands[b]}{'' if short else f' {b.value}'}" for b in PRESSING if bands[b]]
    count = f"{found}{len(board.lines)}{'' if short else ' open'}"
    return Content(" · ".join(["Queue", count, *told]))


def ticket_title(view: TicketView | None) -> Content:
    """`#118 Login page returns 502`."""
    if view is None:
        return Content()
    return Content(f"#{view.line.number} {clean_line(view.line.subject, 120)}")


def queue_subtitle(board: Board, now: datetime, zone: tzinfo | None) -> Content:
    """What stands still, and what waits beside the queue."""
    return Content(" · ".join(_beside(board, now, zone)))


def _beside(board: Board, now: datetime, zone: tzinfo | None) -> Iterator[str]:
    if board.unreadable:
        yield f"{board.unreadable} could not be read"
    if board.set_aside:
        yield f"{board.set_aside} set aside"
    if board.queued:
        yield f"{board.queued} not sent yet"
    hours = board.policy.hours
    if board.bands.business and not hours.is_open(now):
        yield f"{STANDS_STILL} stands still until {moment(hours.next_opening(now), now, zone)}"
