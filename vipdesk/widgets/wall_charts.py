"""The charts of a wallboard: what came and how it was kept, by week and by hour of the day."""

from collections.abc import Iterator

from vipdesk.domain import definitions
from vipdesk.domain.attainment import met_of
from vipdesk.domain.language import _, month_said
from vipdesk.domain.load import Stretch
from vipdesk.widgets.bars import bar, share
from vipdesk.widgets.lines import Line, Piece
from vipdesk.widgets.wall_rows import Seen, ToStretch, WallRow, cells, nothing

NAME, COUNT, MET = 8, 5, 12


def of_weeks(seen: Seen, *, came: bool) -> Iterator[WallRow]:
    """A bar for each of the last weeks, this one last."""
    load = seen.figures.load
    names = [f"{monday.day} {month_said(monday.month)}" for monday in load.mondays]
    yield from _bars(list(zip(names, load.weeks, strict=True)), seen, came=came, hourly=False)


def weeks_named(seen: Seen) -> str:
    """The time that the charts cover, until the day on which they were counted."""
    first = seen.figures.load.mondays[0]
    last = seen.figures.at.astimezone(seen.policy.hours.zone).date()
    year = "" if first.year == last.year else f" {first.year}"
    return _("{first} to {last}, {count} weeks").format(
        first=f"{first.day} {month_said(first.month)}{year}",
        last=f"{last.day} {month_said(last.month)} {last.year}",
        count=len(seen.figures.load.mondays),
    )


def of_hours(seen: Seen, *, came: bool) -> Iterator[WallRow]:
    """A bar for each hour, from the first to the last in which there was something."""
    hours = seen.figures.load.hours
    busy = [hour for hour, one in enumerate(hours) if (one.came if came else one.judged)]
    if not busy:
        yield nothing(_("nothing in these weeks"))
        return
    named = [(f"{hour:02}:00", one) for hour, one in enumerate(hours)]
    within = named[busy[0] : busy[-1] + 1]
    yield from _bars(within, seen, came=came, hourly=True, first=busy[0])


def _bars(
    named: list[tuple[str, Stretch]], seen: Seen, *, came: bool, hourly: bool, first: int = 0
) -> Iterator[WallRow]:
    most = max(len(one.came) if came else len(one.judged) for _name, one in named)
    for place, (name, one) in enumerate(named, start=first):
        there = one.came if came else one.judged
        goes = ToStretch(place, hourly, came) if there else None
        made = _came(name, one, most, seen) if came else _kept(name, one, most, seen)
        yield WallRow(made, goes, (definitions.LOAD,))


def _came(name: str, one: Stretch, most: int, seen: Seen) -> Line:
    count, room = len(one.came), seen.wide - 2 - NAME - COUNT - 1
    return (*_named(name, str(count), COUNT), (bar(count, most, room), "plain"))


def _kept(name: str, one: Stretch, most: int, seen: Seen) -> Line:
    told = met_of(one.met, len(one.judged)) if one.judged else ""
    room = seen.wide - 2 - NAME - MET - 1
    return (*_named(name, told, MET), *share(one.met, len(one.judged), most, room))


def _named(name: str, told: str, wide: int) -> tuple[Piece, ...]:
    return cells(("", 3, "plain"), (name, NAME, "muted"), (told, -wide, "plain"))
