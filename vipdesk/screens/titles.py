"""What stands in the frames: how many tickets in which band, and what else waits."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, tzinfo

from textual.content import Content

from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.escalation import EscalationStatus
from vipdesk.domain.order import Order, in_order
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.target import Band
from vipdesk.domain.text import clean_line
from vipdesk.screens.finding import Finding
from vipdesk.widgets.countdown import moment
from vipdesk.widgets.signs import BAND, ESCALATED, MARKED, STANDS_STILL

TOLD = (Band.BREACHED, Band.URGENT)


def narrowed(
    board: Board, finding: Finding, now: datetime, shown: tuple[QueueLine, ...]
) -> tuple[QueueLine, ...]:
    """The open rows that are looked for; the very tuple that is `shown` where it holds them."""
    found = in_order(finding.among(board, now), finding.order)
    if board.pinned:
        found = tuple(sorted(found, key=lambda line: line.number not in board.pinned))
    return shown if found == shown else found


class BandCount:
    """How many rows are in each band, counted once an instant: not with every letter typed."""

    def __init__(self) -> None:
        self._of: tuple[Board, datetime] | None = None
        self._bands: Counter[Band] = Counter()

    def __call__(self, board: Board, now: datetime) -> Counter[Band]:
        """The bands of a board at `now` (aware)."""
        if self._of is None or self._of[0] is not board or self._of[1] != now:
            self._of = board, now
            self._bands = Counter(line.band(board.policy, now) for line in board.lines)
        return self._bands


def queue_title(
    board: Board,
    lines: tuple[QueueLine, ...],
    finding: Finding,
    bands: Counter[Band],
    *,
    short: bool = False,
    marked: int = 0,
) -> Content:
    """`Queue · 9 open · by sender · ■ 1 breached · ▲ 2 urgent`, or `Queue · 9 · ■ 1 · ▲ 2`."""
    found = f"{len(lines)} of " if finding.typed.strip() else ""
    named = f"sort:{finding.order}" if short else finding.order.words
    order = [named] if finding.order is not Order.DUE else []
    told = [f"{BAND[b]} {bands[b]}{'' if short else f' {b.value}'}" for b in TOLD if bands[b]]
    told += [f"{MARKED} {marked}{'' if short else ' marked'}"] * bool(marked)
    count = f"{found}{len(board.lines)}{'' if short else ' open'}"
    return Content(" · ".join(["Queue", count, *order, *told]))


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
    late = [one for one in board.escalations if one.status is not EscalationStatus.ACCEPTED]
    if late:
        yield f"{ESCALATED} {len(late)} not accepted"
    hours = board.policy.hours
    if not hours.is_open(now) and any(line.business and line.due for line in board.lines):
        yield f"{STANDS_STILL} stands still until {moment(hours.next_opening(now), now, zone)}"
