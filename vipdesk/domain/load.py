"""How much comes, and how well it is kept, week by week and hour by hour of the day."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct

from vipdesk.domain.judged import Judged
from vipdesk.domain.month import week_of, week_span

WEEKS = 12
"""So many weeks are looked back at, this one too."""

HOURS = 24


class Came(NamedTuple):
    """A ticket that came at an aware UTC instant."""

    number: int
    severity: int
    subject: str
    at: datetime


class Stretch(Struct, frozen=True):
    """What came and what fell due in one week or hour of the day."""

    came: tuple[Came, ...] = ()
    judged: tuple[Judged, ...] = ()

    @property
    def met(self) -> int:
        """How many of the targets were kept."""
        return sum(one.met for one in self.judged)


class Load(Struct, frozen=True):
    """The weeks by their Mondays, oldest first, and the hours of the day from midnight."""

    mondays: tuple[date, ...]
    weeks: tuple[Stretch, ...]
    hours: tuple[Stretch, ...]


def looked_back(now: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """The Mondays of the weeks that are looked at, oldest first; the last is of this week."""
    this = week_of(now, zone)
    return tuple(this - timedelta(days=7 * back) for back in reversed(range(WEEKS)))


def load(
    came: Sequence[Came], judged: Sequence[Judged], mondays: tuple[date, ...], zone: ZoneInfo
) -> Load:
    """Put everything into its week and its hour; what lies in none of the weeks is left out."""
    starts = [week_span(monday, zone).start for monday in mondays]
    end = week_span(mondays[-1], zone).end
    weeks = [([], []) for _ in mondays]  # type: list[tuple[list[Came], list[Judged]]]
    hours = [([], []) for _ in range(HOURS)]  # type: list[tuple[list[Came], list[Judged]]]
    for ticket in came:
        if starts[0] <= ticket.at < end:
            weeks[bisect_right(starts, ticket.at) - 1][0].append(ticket)
            hours[ticket.at.astimezone(zone).hour][0].append(ticket)
    for target in judged:
        if starts[0] <= target.due < end:
            weeks[bisect_right(starts, target.due) - 1][1].append(target)
            hours[target.due.astimezone(zone).hour][1].append(target)
    return Load(mondays, tuple(map(_stretch, weeks)), tuple(map(_stretch, hours)))


def _stretch(found: tuple[list[Came], list[Judged]]) -> Stretch:
    return Stretch(tuple(found[0]), tuple(found[1]))
