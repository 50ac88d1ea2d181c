"""A running target: its due moment, how much of it is used, and the band it is in."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.duration import Duration
from vipdesk.domain.hours import OfficeHours, Span
from vipdesk.domain.language import N_
from vipdesk.domain.policy import Policy

ZERO = timedelta(0)


class TargetKind(StrEnum):
    """Which promise a target is."""

    INITIAL = N_("initial")
    FOLLOW_UP = N_("follow-up")


class Breach(StrEnum):
    """How a target was missed."""

    BREACHED = N_("breached")
    LATE_AT_REGRADING = N_("late at re-grading")


class Band(StrEnum):
    """How near a target is (spec: clock, what a person sees)."""

    CALM = N_("calm")
    WARN = N_("warn")
    URGENT = N_("urgent")
    BREACHED = N_("breached")
    PAUSED = N_("paused")
    NONE = N_("none")


class Target(Struct, frozen=True):
    """A promise that runs: from `start` (aware UTC) for `duration`, less its pauses."""

    kind: TargetKind
    start: datetime
    duration: Duration
    pauses: tuple[Span, ...] = ()
    breach: Breach | None = None

    def used(self, hours: OfficeHours, now: datetime) -> timedelta:
        """Time used until `now` in the target's own kind of time; 0 before it has started."""
        business = self.duration.business
        paused = sum(
            (hours.used(p.start, min(p.end, now), business=business) for p in self.pauses), ZERO
        )
        return hours.used(self.start, now, business=business) - paused

    def due(self, hours: OfficeHours) -> datetime:
        """The moment at which the target is used up (spec: clock, `add`)."""
        business = self.duration.business
        length = hours.length(self.duration)
        for pause in self.pauses:
            if hours.used(self.start, pause.start, business=business) > length:
                break
            length += hours.used(pause.start, pause.end, business=business)
        return hours.add_length(self.start, length, business=business)

    def is_late(self, hours: OfficeHours, now: datetime) -> bool:
        """More is used than promised (spec: clock, how it is judged)."""
        return self.used(hours, now) > hours.length(self.duration)


class Countdown(Struct, frozen=True):
    """What a row needs to tick: the due moment (aware UTC), the promised length, its kind.

    `paused` is the time of its kind after the due moment in which we waited for the client.
    """

    due: datetime
    length: timedelta
    business: bool
    breach: Breach | None = None
    paused: timedelta = ZERO

    def remaining(self, hours: OfficeHours, now: datetime) -> timedelta:
        """What is left in the target's own kind of time; negative once more is used."""
        if now > self.due:
            return self.paused - hours.used(self.due, now, business=self.business)
        return min(self.length, hours.used(now, self.due, business=self.business))

    def band(self, policy: Policy, now: datetime) -> Band:
        """The band at `now`; a breach stays one (spec: clock, what a person sees)."""
        left = self.remaining(policy.hours, now)
        if self.breach or left < ZERO:
            return Band.BREACHED
        share = (self.length - left) / self.length if self.length else 1.0
        if share >= policy.urgent:
            return Band.URGENT
        return Band.WARN if share >= policy.warn else Band.CALM


def countdown(target: Target, hours: OfficeHours) -> Countdown:
    """The countdown of a running target."""
    due, business = target.due(hours).astimezone(UTC), target.duration.business
    after = (hours.used(max(p.start, due), p.end, business=business) for p in target.pauses)
    return Countdown(due, hours.length(target.duration), business, target.breach, sum(after, ZERO))
