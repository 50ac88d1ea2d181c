"""The columns of a senior's desk: by when to accept, how it stands for them, which ticket."""

from datetime import tzinfo
from functools import lru_cache

from vipdesk.domain.language import _, in_context
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.senior_desk import Stands, stands_for, to_accept
from vipdesk.domain.target import Band
from vipdesk.domain.text import clean_line
from vipdesk.widgets import signs
from vipdesk.widgets.columns import Cell, Column, Columns, Stand, Under, fit, headed, shown
from vipdesk.widgets.countdown import left, moment, remaining

SIGN_WIDE, LEFT_WIDE, STANDS_WIDE, NUMBER_WIDE, LEAST_SUBJECT = 5, 9, 21, 2, 6
WIDE = 52
"""Cells from which there is room for how it stands in words."""


class SeniorColumns(Columns, frozen=True):
    """What found room for the colleague of the number `senior`."""

    senior: int = 0

    def heading(self) -> tuple[Cell, ...]:
        """The names of the columns."""
        return tuple(Cell(x, fit(_headed(what), wide), "heading") for what, x, wide in self.places)

    def stand(self, line: QueueLine, under: Under) -> Stand:
        """What its cells are made of: the time to accept while that runs, then the client's."""
        escalation = under.escalated.get(line.number)
        minute = under.now.replace(second=0, microsecond=0)
        none = Stand(Band.NONE, "", minute, False, False, False, escalation, False, False)
        stands = stands_for(escalation, self.senior) if escalation else None
        if escalation is None or stands is None or stands is Stands.BACK:
            return none
        accept = to_accept(escalation, under.policy) if stands is Stands.ASKED else None
        if accept is not None:
            time = remaining(accept, under.policy, under.now)
            return none._replace(band=accept.band(under.policy, under.now), left=f"{time:>8}")
        time = left(line, under.policy, under.now)
        return none._replace(band=line.band(under.policy, under.now), left=f"{time:>8}")

    def row(self, line: QueueLine, stand: Stand, zone: tzinfo | None) -> tuple[Cell, ...]:
        """The cells of a ticket."""
        return tuple(
            Cell(x, fit(self._text(what, line, stand, zone), wide), _look(what, stand.band))
            for what, x, wide in self.places
        )

    def _text(self, what: Column, line: QueueLine, stand: Stand, zone: tzinfo | None) -> str:
        match what:
            case Column.SIGN:
                return f" {signs.BAND[stand.band]}{_sign(stand)}"
            case Column.LEFT:
                return stand.left
            case Column.OWES:
                return self._stands(stand, zone)
            case Column.SEVERITY:
                return f"{line.severity}{'' if line.triaged else signs.UNTRIAGED}"
            case Column.NUMBER:
                return str(line.number)
        return shown(line.subject)

    def _stands(self, stand: Stand, zone: tzinfo | None) -> str:
        """How it stands for them, in as few words as there are."""
        one = stand.escalation
        stands = stands_for(one, self.senior) if one else None
        if one is None or stands is None:
            return ""
        current, minute = one.current, stand.minute
        match stands:
            case Stands.ASKED if current is not None:
                by = moment(current.accept_by, minute, zone)
                return _("accept by {moment}").format(moment=by)
            case Stands.HAS if current is not None:
                since = moment(current.answered or current.at, minute, zone)
                return _("yours since {moment}").format(moment=since)
            case Stands.BACK:
                back = moment(one.ended or one.at, minute, zone)
                return _("back {moment}").format(moment=back)
        if current is None:
            return _("nobody has it")
        return _("{name} is asked").format(name=clean_line(current.name, 40))


def senior_columns(senior: int, width: int, digits: int) -> SeniorColumns:
    """What finds room in `width` cells; numbers have so many digits."""
    return _placed(senior, width, digits)


@lru_cache(maxsize=64)
def _placed(senior: int, width: int, digits: int) -> SeniorColumns:
    wide = {Column.SIGN: SIGN_WIDE, Column.LEFT: LEFT_WIDE}
    if width >= WIDE:
        wide[Column.OWES] = STANDS_WIDE
    wide |= {Column.SEVERITY: 3, Column.NUMBER: max(digits, NUMBER_WIDE)}
    rest = width - sum(wide.values()) - len(wide) + 1
    wide[Column.SUBJECT] = max(rest, LEAST_SUBJECT)
    places, x = [], 0
    for column, size in wide.items():
        places.append((column, x, size))
        x += size + (column is not Column.SIGN)
    return SeniorColumns(tuple(places), senior)


def _headed(column: Column) -> str:
    return in_context("column", "standing") if column is Column.OWES else headed(column)


def _sign(stand: Stand) -> str:
    one = stand.escalation
    return "" if one is None else signs.SENIOR.get(one.status, signs.HANDED_BACK)


def _look(column: Column, band: Band) -> str:
    match column:
        case Column.SIGN | Column.LEFT:
            return band.value
        case Column.NUMBER | Column.OWES:
            return "muted"
    return "plain"
