"""What stands in the frames: how many tickets in which band, and what else waits."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from rich.cells import cell_len
from textual.content import Content

from vipdesk.domain.bands import PRESSING
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.escalation import EscalationStatus
from vipdesk.domain.found import Found
from vipdesk.domain.language import _, counted
from vipdesk.domain.order import Order, in_order
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.target import Band
from vipdesk.domain.text import clean_line
from vipdesk.screens.finding import Finding
from vipdesk.widgets.countdown import moment
from vipdesk.widgets.signs import BAND, ESCALATED, MARKED, STANDS_STILL
from vipdesk.widgets.slack import crowd_forms, day_forms, fitting


class Narrowing:
    """The rows that are looked for, worked out anew only where they could be others."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._kept: tuple[Board, Found] | None = None  # so that no other gets their identities
        self._rows: tuple[QueueLine, ...] = ()

    def rows(self, board: Board, finding: Finding, now: datetime) -> tuple[QueueLine, ...]:
        """The open rows of the board at `now`: the very same tuple where they are so still."""
        ticks = now if "band" in finding.typed.casefold() else None
        of = (id(board), finding.typed, finding.order, id(finding.found), ticks)
        if of != self._of:
            rows = in_order(finding.among(board, now), finding.order)
            if board.pinned:
                rows = tuple(sorted(rows, key=lambda line: line.number not in board.pinned))
            self._rows = self._rows if rows == self._rows else rows
            self._of, self._kept = of, (board, finding.found)
        return self._rows


def queue_title(
    board: Board,
    lines: tuple[QueueLine, ...],
    finding: Finding,
    now: datetime,
    *,
    short: bool = False,
    marked: int = 0,
) -> Content:
    """`Queue · 9 open · by sender · ■ 1 breached · ▲ 2 urgent`, or `Queue · 9 · ■ 1 · ▲ 2`."""
    bands = board.bands.counted(board.policy, now)
    found = len(lines) if finding.typed.strip() else None
    named = f"sort:{finding.order}" if short else _(finding.order.words)
    order = [named] if finding.order is not Order.DUE else []
    told = [f"{BAND[b]} {_pressing(b, bands[b], short)}" for b in PRESSING if bands[b]]
    told += [f"{MARKED} {_marked(marked, short)}"] * bool(marked)
    count = _open(found, board.count, short)
    return Content(" · ".join([_("Queue"), count, *order, *told]))


def _open(found: int | None, count: int, short: bool) -> str:
    if found is None:
        return str(count) if short else counted("{count} open", "{count} open", count)
    if short:
        return _("{found} of {count}").format(found=found, count=count)
    return counted("{found} of {count} open", "{found} of {count} open", count, found=found)


def _pressing(band: Band, count: int, short: bool) -> str:
    if short:
        return str(count)
    if band is Band.BREACHED:
        return counted("{count} breached", "{count} breached", count)
    return counted("{count} urgent", "{count} urgent", count)


def _marked(count: int, short: bool) -> str:
    return str(count) if short else counted("{count} marked", "{count} marked", count)


def ticket_title(view: TicketView | None) -> Content:
    """`#118 Login page returns 502`."""
    if view is None:
        return Content()
    return Content(f"#{view.line.number} {clean_line(view.line.subject, 120)}")


def queue_subtitle(board: Board, now: datetime, zone: tzinfo | None) -> Content:
    """What stands still, and what waits beside the queue."""
    return Content(" · ".join(_beside(board, now, zone)))


def _beside(board: Board, now: datetime, zone: tzinfo | None) -> Iterator[str]:
    if board.folded:
        words = counted(
            "{count} mail of a contact not taken",
            "{count} mails of contacts not taken",
            board.folded,
        )
        yield f"{BAND[Band.URGENT]} {words}"
    if board.unreadable:
        yield counted("{count} could not be read", "{count} could not be read", board.unreadable)
    if board.set_aside:
        yield counted("{count} set aside", "{count} set aside", board.set_aside)
    if board.queued:
        yield counted("{count} not sent yet", "{count} not sent yet", board.queued)
    late = [one for one in board.escalations if one.status is not EscalationStatus.ACCEPTED]
    if late:
        words = counted("{count} not accepted", "{count} not accepted", len(late))
        yield f"{ESCALATED} {words}"
    hours = board.policy.hours
    if board.bands.business and not hours.is_open(now):
        opening = moment(hours.next_opening(now), now, zone)
        yield STANDS_STILL + _(" stands still until {moment}").format(moment=opening)


def queue_frame(
    board: Board,
    lines: tuple[QueueLine, ...],
    finding: Finding,
    now: datetime,
    zone: tzinfo | None,
    room: int,
    marked: int,
) -> tuple[Content, Content]:
    """Both titles of the queue, with how the day stands where there is room; 0 is for little."""
    title = queue_title(board, lines, finding, now, short=not room, marked=marked)
    subtitle = queue_subtitle(board, now, zone)
    slack = board.slack(now)
    if slack is not None:
        title = _and(title, day_forms(slack, board.policy, now), room)
        if slack.tightest is not None:
            crowd = crowd_forms(slack.tightest, board.policy, now, zone)
            subtitle = _and(subtitle, crowd, room)
    return title, subtitle


def _and(title: Content, forms: tuple[str, ...], room: int) -> Content:
    """The title, and the longest of the forms that finds room behind it."""
    before = f"{title.plain} · " if title else ""
    said = fitting(forms, room - cell_len(before))
    return Content(before + said) if said else title
