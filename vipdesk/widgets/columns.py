"""Which columns of the queue find room, and what stands in them."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field
from rich.cells import cell_len, set_cell_size

from vipdesk.domain.escalation import Escalation
from vipdesk.domain.facts import Status
from vipdesk.domain.language import N_, _, in_context
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.queue import PROMISE, QueueLine, instant
from vipdesk.domain.target import Band
from vipdesk.domain.term import owes
from vipdesk.domain.text import clean_line
from vipdesk.widgets import signs
from vipdesk.widgets.changed import stretch_of_text
from vipdesk.widgets.countdown import left, moment, stands_still, waited

WAITS_FOR_CLIENT = N_("waiting")
LONGEST_SHOWN = 300


class Column(StrEnum):
    """What a column shows, in the order they stand in."""

    SIGN = "sign"
    LEFT = "left"
    DUE = "due"
    SEVERITY = "sev"
    NUMBER = "no"
    SUBJECT = "subject"
    OWES = "owes"
    FROM = "from"
    VIA = "via"


OWED_BY = (N_("us"), N_("client"), N_("senior"), N_("vendor"))
SIGN_WIDE, LEFT_WIDE, LEFT_WIDE_ALONE, SEVERITY_WIDE, SHORTEST_SUBJECT = 3, 9, 12, 3, 6
OWES_WIDE, NUMBER_WIDE = 6, 2
WHEN_ROOM = (
    (Column.DUE, 9, 48),
    (Column.FROM, 8, 56),
    (Column.VIA, 3, 60),
    (Column.OWES, OWES_WIDE, 70),
)
WIDE, FROM_WIDE = 84, 18


class Cell(Struct, frozen=True):
    """A piece of a row: where it stands, exactly as wide as it may be, and how it looks."""

    x: int
    text: str
    look: str


def differing(cell: Cell, before: Cell) -> tuple[int, int]:
    """From which to which cell, counted from its left, it looks otherwise than `before`."""
    if cell == before:
        return 0, 0
    if cell.look != before.look or cell.x != before.x:
        return 0, max(cell_len(cell.text), cell_len(before.text))
    return stretch_of_text(cell.text, before.text)


class Under(Struct, frozen=True):
    """What rows are shown under: instant, policy, zone; what is half written, marked, pinned,
    escalated, unread, late for a cause that was given; how many words of a chat nobody has read.
    """

    now: datetime
    policy: Policy
    zone: tzinfo | None
    drafts: frozenset[int] = frozenset()
    marked: frozenset[int] = frozenset()
    pinned: frozenset[int] = frozenset()
    escalated: Mapping[int, Escalation] = field(default_factory=dict)
    unread: frozenset[int] = frozenset()
    explained: frozenset[int] = frozenset()
    chats: Mapping[int, int] = field(default_factory=dict)


class Columns(Struct, frozen=True):
    """The columns that found room, each with its place and width."""

    places: tuple[tuple[Column, int, int], ...]

    def heading(self) -> tuple[Cell, ...]:
        """The names of the columns."""
        return tuple(Cell(x, fit(headed(c), wide), "heading") for c, x, wide in self.places)

    def stand(self, line: QueueLine, under: Under) -> "Stand":
        """What its cells are made of beside the line itself."""
        number, band = line.number, line.band(under.policy, under.now)
        alone = all(column is not Column.DUE for column, _, _ in self.places)
        return Stand(
            band,
            _left(line, under, alone),
            under.now.replace(second=0, microsecond=0),
            number in under.drafts,
            number in under.marked,
            number in under.pinned,
            under.escalated.get(number),
            number in under.unread,
            number in under.explained,
            under.chats.get(number, 0),
        )

    def row(self, line: QueueLine, stand: "Stand", zone: tzinfo | None) -> tuple[Cell, ...]:
        """The cells of a ticket."""
        return tuple(
            Cell(x, fit(_text(column, line, stand, zone), wide), _look(column, stand.band))
            for column, x, wide in self.places
        )


class Stand(NamedTuple):
    """How a row stands at one instant: where that and its line are the same, its cells are."""

    band: Band
    left: str
    minute: datetime
    draft: bool
    marked: bool
    pinned: bool
    escalation: Escalation | None
    unread: bool
    explained: bool
    chat: int = 0


def headed(column: Column) -> str:
    """What stands above a column."""
    match column:
        case Column.SIGN:
            return " "
        case Column.LEFT:
            return in_context("column", "left").rjust(8)
        case Column.DUE:
            return in_context("column", "due")
        case Column.SEVERITY:
            return in_context("column", "sev")
        case Column.NUMBER:
            return in_context("column", "no")
        case Column.SUBJECT:
            return in_context("column", "subject")
        case Column.OWES:
            return in_context("column", "owes")
        case Column.FROM:
            return in_context("column", "from")
        case Column.VIA:
            return in_context("column", "via")


def columns_for(width: int, digits: int) -> Columns:
    """What finds room beside a subject in `width` cells; numbers have so many digits."""
    return _placed(width, digits, max(OWES_WIDE, *(len(_(who)) for who in OWED_BY)))


@lru_cache(maxsize=64)
def _placed(width: int, digits: int, owes_wide: int) -> Columns:
    wide = {column: size for column, size, needs in WHEN_ROOM if width >= needs}
    if Column.FROM in wide and width >= WIDE:
        wide[Column.FROM] = FROM_WIDE
    if Column.OWES in wide:
        wide[Column.OWES] = owes_wide
    wide[Column.SIGN], wide[Column.SEVERITY] = SIGN_WIDE, SEVERITY_WIDE
    wide[Column.LEFT] = LEFT_WIDE if Column.DUE in wide else LEFT_WIDE_ALONE
    wide[Column.NUMBER] = max(digits, NUMBER_WIDE)
    rest = width - sum(wide.values()) - len(wide) + 1
    wide[Column.SUBJECT] = max(rest, SHORTEST_SUBJECT)
    places, x = [], 0
    for column in Column:
        if column in wide:
            places.append((column, x, wide[column]))
            x += wide[column] + (column is not Column.SIGN)
    return Columns(tuple(places))


def _text(column: Column, line: QueueLine, stand: Stand, zone: tzinfo | None) -> str:
    match column:
        case Column.SIGN:
            return f" {signs.BAND[stand.band]}{signs.MARKED if stand.marked else ''}"
        case Column.LEFT:
            return stand.left
        case Column.DUE:
            return _due(line, stand, zone)
        case Column.SEVERITY:
            return f"{line.severity}{'' if line.triaged else signs.UNTRIAGED}"
        case Column.NUMBER:
            return str(line.number)
        case Column.SUBJECT:
            return _marks(line, stand) + shown(line.subject)
        case Column.OWES:
            senior = stand.escalation is not None and stand.escalation.current is not None
            return _(owes(line, senior=senior))
        case Column.FROM:
            return (signs.STRANGER if line.sender_unknown else "") + shown(line.requester)
        case Column.VIA:
            return f" {signs.CHANNEL[Channel(line.channel)]}"


def _left(line: QueueLine, under: Under, alone: bool) -> str:
    if line.due is None and line.client_waits_since is not None and not alone:
        return _("waits").rjust(8)
    text = left(line, under.policy, under.now)
    still = stands_still(line, under.policy, under.now)
    return f"{text:>8}{signs.STANDS_STILL if still else ''}"


def _due(line: QueueLine, stand: Stand, zone: tzinfo | None) -> str:
    if line.due is not None:
        return moment(instant(line.due), stand.minute, zone)
    if stand.band is Band.PAUSED:
        return _(WAITS_FOR_CLIENT)
    if line.status == Status.RESOLVED:
        return moment(instant(line.last_activity), stand.minute, zone)
    return waited(line, stand.minute) if line.client_waits_since is not None else ""


def _marks(line: QueueLine, stand: Stand) -> str:
    unread = f"{signs.UNREAD}{stand.chat or ''} " if stand.unread or stand.chat else ""
    draft = f"{signs.DRAFT} " if stand.draft else ""
    cause = f"{signs.CAUSE} " if stand.explained else ""
    promised = f"{signs.PROMISED} " if line.due_kind == PROMISE else ""
    pinned = f"{signs.PINNED} " if stand.pinned else ""
    senior = f"{signs.SENIOR[stand.escalation.status]} " if stand.escalation else ""
    entitled = "" if line.entitled else f"{signs.NOT_ENTITLED} "
    return unread + pinned + draft + senior + cause + promised + entitled


def _look(column: Column, band: Band) -> str:
    match column:
        case Column.SIGN | Column.LEFT:
            return band.value
        case Column.FROM | Column.OWES | Column.VIA | Column.NUMBER:
            return "muted"
    return "muted" if band is Band.PAUSED else "plain"


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """A text of somebody's, cleaned."""
    return clean_line(text, LONGEST_SHOWN)


@lru_cache(maxsize=8192)
def fit(text: str, wide: int) -> str:
    """`text` in exactly `wide` cells, with … where it was cut."""
    fitted = set_cell_size(text, wide)
    return fitted if fitted.rstrip() == text.rstrip() else set_cell_size(text, wide - 1) + "…"
