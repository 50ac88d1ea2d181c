"""When whoever has the desk is off next, with who is said to stand in; instants are aware UTC.

The agent's time off is in the calendar. Days off that are noted among our people are the others',
and count for an agent of whom some are noted there.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.busy import Busy, occurrences
from vipdesk.domain.colleagues import Colleague, DaysAway, Role, named
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.names import same
from vipdesk.domain.people import Agent, Person

AHEAD = timedelta(days=60)


class TimeOff(Struct, frozen=True):
    """A stretch of days off, or one that has begun; `cover` is empty where nobody is named."""

    begins: datetime
    ends: datetime
    cover: str = ""


class Absences(Struct, frozen=True):
    """All that says when people are off, in a desk's `zone`; `busy` is `agent`'s calendar."""

    agent: str
    busy: tuple[Busy, ...]
    people: tuple[Colleague, ...]
    zone: ZoneInfo

    def of(self, name: str, now: datetime) -> tuple[TimeOff, ...]:
        """What of somebody's time off is not over now (aware), the first first."""
        found = [*self._noted(name, now)]
        if same(name, self.agent):
            found += self._in_calendar(now)
        return tuple(sorted(found, key=lambda off: (off.begins, off.ends, not off.cover)))

    def now(self, name: str, now: datetime) -> tuple[TimeOff, ...]:
        """Those that have begun."""
        return tuple(off for off in self.of(name, now) if off.begins <= now)

    def first(self, now: datetime) -> TimeOff | None:
        """The agent's first, whoever stands in."""
        return next(iter(self.of(self.agent, now)), None)

    def first_for(self, cover: str, now: datetime) -> TimeOff | None:
        """The agent's first in which nobody is said to stand in but `cover`."""
        found = self.of(self.agent, now)
        return next((off for off in found if not off.cover or same(off.cover, cover)), None)

    def stretch_for(self, cover: str, hours: OfficeHours, now: datetime) -> TimeOff | None:
        """The same until the agent is back: with all that begins before the desk is open again."""
        first = self.first_for(cover, now)
        if first is None:
            return None
        ends = first.ends
        for off in self.of(self.agent, first.begins):
            if off.begins <= ends or not hours.elapsed(ends, off.begins):
                ends = max(ends, off.ends)
        return replace(first, ends=ends)

    def days(self, name: str, now: datetime) -> tuple[DaysAway, ...]:
        """The same as whole days in desk time; hours that are no whole day are none."""
        return tuple(days for off in self.of(name, now) for days in self._whole(off))

    def _whole(self, off: TimeOff) -> Iterator[DaysAway]:
        first, last = (at.astimezone(self.zone) for at in (off.begins, off.ends))
        begins = first.date() + timedelta(days=first.time() > time())
        if begins < last.date():
            yield DaysAway(begins, last.date() - timedelta(days=1))

    def _in_calendar(self, now: datetime) -> Iterator[TimeOff]:
        for one in self.busy:
            if one.away:
                for span in occurrences(one, now, now + AHEAD):
                    yield TimeOff(span.start, span.end, one.cover)

    def _noted(self, name: str, now: datetime) -> Iterator[TimeOff]:
        known = named(self.people, name)
        for days in known.away if known is not None and known.active else ():
            begins = self._midnight(days.first)
            ends = self._midnight(days.last + timedelta(days=1))
            if begins < now + AHEAD and now < ends:
                yield TimeOff(begins, ends)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def with_agent(
    people: tuple[Colleague, ...], agent: Agent, absences: Absences, now: datetime
) -> tuple[Colleague, ...]:
    """All of our side, whose desk it is among them, with the time off that is in the calendar."""
    days = absences.days(agent.name, now)
    known = named(people, agent.name)
    if known is None:
        person = Person(agent.name, agent.address)
        return (Colleague(number=0, person=person, role=Role.DEDICATED, away=days), *people)
    theirs = replace(known, role=Role.DEDICATED, active=True, away=days)
    return tuple(theirs if one is known else one for one in people)
