"""Who of our side works beside the desk, in which role, with which skills, and when."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.language import N_
from vipdesk.domain.names import same
from vipdesk.domain.people import Person
from vipdesk.domain.weekly import parse_week


class Role(StrEnum):
    """What somebody of our side is to this desk."""

    DEDICATED = "dedicated"
    COVER = "cover"
    SENIOR = "senior"
    SUPERVISOR = "supervisor"

    @property
    def words(self) -> str:
        """The role in a sentence, to be translated."""
        return _WORDS[self]


_WORDS = {
    Role.DEDICATED: N_("a dedicated agent"),
    Role.COVER: N_("a cover agent"),
    Role.SENIOR: N_("a senior agent"),
    Role.SUPERVISOR: N_("a supervisor"),
}


class DaysAway(Struct, frozen=True):
    """Days off, both inclusive, in desk time."""

    first: date
    last: date


class Colleague(Struct, frozen=True, kw_only=True):
    """Somebody of our side, told apart by name.

    `hours` are their week in desk time as it was written; empty for the desk's office hours.
    `logins` are the users of the operating system whose acts are theirs.
    Whoever left stays known (`active` is then false), for the history names them.
    """

    number: int
    person: Person
    role: Role
    skills: tuple[str, ...] = ()
    hours: str = ""
    away: tuple[DaysAway, ...] = ()
    active: bool = True
    logins: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person.name

    def is_away(self, day: date) -> bool:
        """Whether `day` (desk time) is a day off."""
        return any(days.first <= day <= days.last for days in self.away)


def named(people: tuple[Colleague, ...], name: str) -> Colleague | None:
    """Who is called that, in whatever case and form; None where nobody is."""
    return next((one for one in people if same(one.name, name)), None)


def in_office(colleague: Colleague, desk: OfficeHours, now: datetime) -> bool:
    """Whether they are in at `now` (aware)."""
    return office_hours(colleague, desk).is_open(now)


def next_in(colleague: Colleague, desk: OfficeHours, now: datetime) -> datetime:
    """`now` if they are in, else when they are in next, in desk time."""
    return office_hours(colleague, desk).next_opening(now)


def office_hours(colleague: Colleague, desk: OfficeHours) -> OfficeHours:
    """When they are in: their own week or the desk's, without their days off and the desk's."""
    return _hours(colleague.hours, colleague.away, desk)


@lru_cache(maxsize=128)
def _hours(week: str, away: tuple[DaysAway, ...], desk: OfficeHours) -> OfficeHours:
    if not week and not away:
        return desk
    table = desk.timetable
    off = frozenset(day for days in away for day in _each(days))
    special = {} if week else {day: h for day, h in table.special.items() if day not in off}
    own = parse_week(week) if week else table.week
    return OfficeHours(replace(table, week=own, closed=table.closed | off, special=special))


def _each(days: DaysAway) -> list[date]:
    return [days.first + timedelta(days=n) for n in range((days.last - days.first).days + 1)]
