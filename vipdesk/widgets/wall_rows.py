"""The rows of a wallboard: each figure, what it means, and what is behind it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from vipdesk.domain import definitions
from vipdesk.domain.attainment import Attainment, Group, met_of
from vipdesk.domain.board import Board
from vipdesk.domain.figures import Figures
from vipdesk.domain.judged import Judged
from vipdesk.domain.language import _, counted, in_context
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Band, TargetKind
from vipdesk.domain.text import clean_line
from vipdesk.domain.verdict import Outcome
from vipdesk.widgets import signs
from vipdesk.widgets.countdown import DAY, two_units
from vipdesk.widgets.layout import wrapped
from vipdesk.widgets.lines import Line, Piece, joined, line
from vipdesk.widgets.promises import target_said

BELOW = " " * 5
"""How far in stands what is told of a target below its ticket."""

ROOMY = 72
"""Cells from which on a row names everything."""


class ToTicket(Struct, frozen=True):
    """A ticket is behind it."""

    number: int


class ToTargets(Struct, frozen=True):
    """The targets of a severity and kind are behind it."""

    group: Group


class ToStretch(Struct, frozen=True):
    """What came, or fell due, in a week or an hour of the day."""

    place: int
    hourly: bool
    came: bool


class ToCallback(Struct, frozen=True):
    """Somebody who is to be called is behind it."""

    number: int


Goes = ToTicket | ToTargets | ToStretch | ToCallback


class WallRow(Struct, frozen=True):
    """A row: where enter leads from it, and what its figures mean."""

    line: Line
    goes: Goes | None = None
    means: tuple[str, ...] = ()


class Seen(Struct, frozen=True):
    """What rows are made under."""

    board: Board
    figures: Figures
    now: datetime
    zone: tzinfo
    wide: int

    @property
    def counted(self) -> datetime:
        """The moment of the figures: what they call missed is not at risk any more."""
        return max(self.now, self.figures.at)

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.board.policy

    @property
    def is_roomy(self) -> bool:
        """Whether everything can be named."""
        return self.wide >= ROOMY


def heading(words: str, means: tuple[str, ...] = ()) -> WallRow:
    """The name of a part."""
    return WallRow(line(words, "heading"), means=means)


def nothing(words: str) -> WallRow:
    """What stands where there is nothing to tell."""
    return WallRow(line(f"  {words}", "muted"))


EMPTY = WallRow(line(""))


def cells(*parts: tuple[str, int, str]) -> Line:
    """Texts in columns: each as wide as is said, a negative width to the right; cut with …"""
    return tuple(_cell(*part) for part in parts)


def _cell(text: str, wide: int, look: str) -> Piece:
    room = abs(wide) - 1
    shown = _cut(text, room)
    space = " " * (room - cell_len(shown))
    return (f"{space}{shown} " if wide < 0 else f"{shown}{space} "), look


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, max(room - 1, 0)) + "…"


def taken(length: timedelta, *, business: bool, policy: Policy) -> str:
    """A length as the desk says it."""
    return two_units(length, policy.hours.business_day if business else DAY, seconds=False)


def of_attainment(seen: Seen) -> Iterator[WallRow]:
    """The promises of the month by severity and target."""
    means = (definitions.MET, definitions.MEDIAN, definitions.WORST)
    found = seen.figures.attainment
    if not found:
        yield nothing(_("nothing fell due yet"))
        return
    yield WallRow(_attainment_heads(seen.wide), means=means)
    for one in found:
        yield WallRow(_attainment(one, seen), ToTargets(one.group), means)


def _widths(wide: int) -> tuple[int, int, int, int]:
    """Of severity, target, the counts, and each length."""
    return (14, 11, 12, -9) if wide >= ROOMY else (2, 6, 10, -8)


def _attainment_heads(wide: int) -> Line:
    sev, target, counts, length = _widths(wide)
    return cells(
        ("", 3, "muted"),
        (in_context("column", "sev"), sev, "muted") if wide >= ROOMY else ("", sev, "muted"),
        (in_context("column", "target") if wide >= ROOMY else "", target, "muted"),
        (in_context("column", "met"), counts, "muted"),
        (in_context("column", "median"), length, "muted"),
        (in_context("column", "worst"), length, "muted"),
    )


def _attainment(one: Attainment, seen: Seen) -> Line:
    sev, target, counts, length = _widths(seen.wide)
    bad = one.missed > 0
    look = "breached" if bad else "met"
    row = cells(
        (f" {'■' if bad else '✓'}", 3, look),
        (severity_said(one.severity, seen), sev, "plain"),
        (_target(one.kind, seen), target, "plain"),
        (met_of(one.met, one.judged), counts, look),
        (taken(one.median, business=one.business, policy=seen.policy), length, "plain"),
        (taken(one.worst, business=one.business, policy=seen.policy), length, "plain"),
    )
    time = _("office time") if one.business else _("calendar time")
    left = seen.wide - sum(cell_len(text) for text, _look in row)
    return (*row, (_cut(f" {time}", left), "muted")) if seen.is_roomy else row


def _target(kind: TargetKind, seen: Seen) -> str:
    """A target, as short as there is room for."""
    if seen.is_roomy:
        return target_said(kind)
    initial = kind is TargetKind.INITIAL
    return in_context("short", "init") if initial else in_context("short", "f-up")


def severity_said(level: int, seen: Seen) -> str:
    """A severity, with its name where there is room for it."""
    grade = seen.policy.severities.get(level)
    name = clean_line(grade.name, 40) if grade and seen.is_roomy else ""
    return f"{level} {name}".rstrip()


def of_breaches(judged: Iterable[Judged], seen: Seen) -> Iterator[WallRow]:
    """What was missed: two rows each, how late and why below the ticket."""
    for one in judged:
        yield from of_target(one, seen)


def of_target(one: Judged, seen: Seen) -> Iterator[WallRow]:
    """A target behind a figure, with what was taken; a miss with how late, and why."""
    look, sign = ("met", "✓") if one.met else ("breached", signs.BAND[Band.BREACHED])
    name = clean_line(one.subject, 200)
    goes, means = ToTicket(one.ticket), (definitions.LATE,)
    first = cells((f" {sign}", 3, look), (f"#{one.ticket} {name}", seen.wide - 3, "plain"))
    yield WallRow(first, goes, means)
    for row in wrapped(joined(*_told(one, seen)), seen.wide - len(BELOW)):
        yield WallRow(joined((BELOW, "plain"), *row), means=means)


def _told(one: Judged, seen: Seen) -> Iterator[Piece]:
    business = one.target.business
    yield f"{one.severity} {target_said(one.kind)} · ", "muted"
    if one.met:
        used = taken(one.used, business=business, policy=seen.policy)
        yield _("took {time}").format(time=used), "plain"
        return
    if one.late is not None:
        late = taken(one.late, business=business, policy=seen.policy)
        yield _("{time} late").format(time=late), "breached"
    else:
        yield _("before it was lowered"), "breached"
    if one.outcome is Outcome.LATE_AT_REGRADING:
        yield _(" · late at re-grading"), "muted"
    if one.is_open:
        yield _(" · still open"), "warn"
    cause = clean_line(one.cause, 200)
    if cause:
        yield f" · {signs.CAUSE} {cause}", "plain"
    else:
        unsaid = _("no cause yet")
        yield f" · {signs.NO_CAUSE} {unsaid}", "warn"


def missed_heading(count: int) -> str:
    """How many were missed."""
    return counted("Missed · {count}", "Missed · {count}", count)
