"""The pages of a wallboard: all of it, and the lists behind its figures."""

from collections.abc import Iterator

from msgspec import Struct

from vipdesk.domain import definitions
from vipdesk.domain.judged import Judged
from vipdesk.domain.language import _, month_said
from vipdesk.domain.load import Came
from vipdesk.domain.text import clean_line
from vipdesk.domain.wall import RISK_HOURS
from vipdesk.widgets.lines import line
from vipdesk.widgets.promises import target_said
from vipdesk.widgets.wall_charts import of_hours, of_weeks, weeks_named
from vipdesk.widgets.wall_now import of_callbacks, of_duty, of_escalations, of_risk
from vipdesk.widgets.wall_rows import (
    EMPTY,
    Seen,
    ToStretch,
    ToTargets,
    ToTicket,
    WallRow,
    cells,
    heading,
    missed_heading,
    nothing,
    of_attainment,
    of_breaches,
    of_target,
    severity_said,
)

Listed = ToTargets | ToStretch
"""What a list is behind."""


class Page(Struct, frozen=True):
    """Its title and its rows."""

    title: str
    rows: tuple[WallRow, ...]


def wallboard(seen: Seen) -> Page:
    """All of it."""
    return Page(_("Wallboard · {month}").format(month=month_named(seen)), tuple(_whole(seen)))


def listed(behind: Listed, seen: Seen) -> Page:
    """The targets or tickets behind a figure."""
    if isinstance(behind, ToTargets):
        severity, kind, _business = behind.group
        title = f"{severity_said(severity, seen)} · {target_said(kind)} · {month_named(seen)}"
        return Page(title, _targets(seen.figures.of(behind.group), seen))
    load = seen.figures.load
    one = (load.hours if behind.hourly else load.weeks)[behind.place]
    when = f"{behind.place:02}:00" if behind.hourly else _week_named(behind.place, seen)
    if behind.came:
        return Page(_("Came · {when}").format(when=when), _came(one.came, seen))
    title = _("Fell due · {when}").format(when=when)
    return Page(title, _targets(tuple(sorted(one.judged, key=_missed_first)), seen))


def judged_behind(behind: Listed | None, seen: Seen) -> tuple[Judged, ...]:
    """The targets that a page counts, for a sheet of them."""
    if behind is None:
        return seen.figures.judged
    if isinstance(behind, ToTargets):
        return seen.figures.of(behind.group)
    load = seen.figures.load
    return (load.hours if behind.hourly else load.weeks)[behind.place].judged


def month_named(seen: Seen) -> str:
    """The month that is shown."""
    month = seen.figures.month
    return f"{month_said(month.number)} {month.year}"


def meaning(row: WallRow | None) -> str:
    """What the figures of a row mean."""
    told = (_(words).format(hours=RISK_HOURS) for words in (row.means if row else ()))
    return " ".join(told)


def _whole(seen: Seen) -> Iterator[WallRow]:
    figures = seen.figures
    yield heading(_("Promises of the month"), (definitions.MET,))
    yield from of_attainment(seen)
    missed = figures.breaches
    yield from _part(missed_heading(len(missed)), (definitions.LATE,))
    yield from of_breaches(missed, seen) if missed else [nothing(_("nothing was missed"))]
    ahead = _("At risk now · next {hours} h").format(hours=RISK_HOURS)
    yield from _part(ahead, (definitions.RISK,))
    yield from of_risk(seen)
    yield from _part(_("Escalations now, longest first"), (definitions.WAITING,))
    yield from of_escalations(seen)
    yield from _part(_("Callbacks now, by age"), (definitions.AGE,))
    yield from of_callbacks(seen)
    yield from _part(_("On duty now"), (definitions.DUTY,))
    yield from of_duty(seen)
    yield from _charts(seen)


def _charts(seen: Seen) -> Iterator[WallRow]:
    yield from _chart(_("Tickets by week"), seen)
    yield from of_weeks(seen, came=True)
    yield from _chart(_("Attainment by week · █ met ░ missed"), seen)
    yield from of_weeks(seen, came=False)
    yield from _chart(_("Tickets by hour of the day"), seen)
    yield from of_hours(seen, came=True)
    yield from _chart(_("Attainment by hour of the day · █ met ░ missed"), seen)
    yield from of_hours(seen, came=False)


def _chart(words: str, seen: Seen) -> Iterator[WallRow]:
    """The name of a chart, and which time it covers."""
    means = (definitions.LOAD,)
    yield from _part(words, means)
    yield WallRow(line(f"  {weeks_named(seen)}", "muted"), means=means)


def _part(words: str, means: tuple[str, ...]) -> Iterator[WallRow]:
    yield EMPTY
    yield heading(words, means)


def _targets(judged: tuple[Judged, ...], seen: Seen) -> tuple[WallRow, ...]:
    rows = tuple(row for one in judged for row in of_target(one, seen))
    return rows or (nothing(_("nothing is behind it any more")),)


def _came(tickets: tuple[Came, ...], seen: Seen) -> tuple[WallRow, ...]:
    rows = tuple(_one_that_came(one, seen) for one in tickets)
    return rows or (nothing(_("nothing is behind it any more")),)


def _one_that_came(one: Came, seen: Seen) -> WallRow:
    here = one.at.astimezone(seen.zone)
    made = cells(
        ("", 3, "plain"),
        (f"{here.day} {month_said(here.month)} {here:%H:%M}", 14, "muted"),
        (str(one.severity), 2, "plain"),
        (f"#{one.number} {clean_line(one.subject, 200)}", seen.wide - 19, "plain"),
    )
    return WallRow(made, ToTicket(one.number), (definitions.LOAD,))


def _week_named(place: int, seen: Seen) -> str:
    monday = seen.figures.load.mondays[place]
    return _("week of {day}").format(day=f"{monday.day} {month_said(monday.month)}")


def _missed_first(one: Judged) -> tuple[bool, object]:
    return one.met, one.due


def meanings() -> tuple[str, ...]:
    """What every figure means, a paragraph each."""
    every = (
        *(definitions.MET, definitions.MEDIAN, definitions.WORST, definitions.LATE),
        *(definitions.RISK, definitions.WAITING, definitions.ESCALATIONS, definitions.AGE),
        *(definitions.DUTY, definitions.LOAD),
    )
    return tuple(line for one in every for line in (_(one).format(hours=RISK_HOURS), ""))[:-1]
