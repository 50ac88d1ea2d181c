"""A row of the queue, and the order the rows stand in (spec: clock, what a person sees)."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from vipdesk.domain.course import Course
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Band, Breach, Countdown, countdown

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

PROMISE = "promise"
"""The kind of due moment that is a promise of our own, tighter than the target."""

RANK_DUE, RANK_CLIENT_WAITS, RANK_REST, RANK_WAITING, RANK_RESOLVED = range(5)


def microseconds(at: datetime) -> int:
    """An aware instant as whole microseconds since 1970 UTC."""
    return (at - EPOCH) // MICROSECOND


def instant(stamp: int) -> datetime:
    """The aware UTC instant of a microsecond stamp."""
    return EPOCH + timedelta(microseconds=stamp)


class Ticking(NamedTuple):
    """What ticks in a row, and no more of it; instants and lengths are microseconds (UTC)."""

    due: int | None
    length: int | None
    paused: int
    business: bool
    breach: str | None

    @property
    def countdown(self) -> Countdown | None:
        """None without a running target."""
        if self.due is None or self.length is None:
            return None
        breach = Breach(self.breach) if self.breach else None
        length = timedelta(microseconds=self.length)
        paused = timedelta(microseconds=self.paused)
        return Countdown(instant(self.due), length, self.business, breach, paused)


class QueueLine(NamedTuple):
    """A ticket as one row shows it; instants and lengths are microseconds (UTC).

    Plain values, so that fifty of them are read in a fraction of a millisecond.
    """

    number: int
    subject: str
    requester: str
    channel: str
    severity: int
    triaged: bool
    status: str
    rank: int
    position: int
    due: int | None
    length: int | None
    paused: int
    business: bool
    breach: str | None
    due_kind: str | None
    clock_start: int | None
    received: int
    client_waits_since: int | None
    last_activity: int
    sender_unknown: bool
    entitled: bool
    owed_by: str
    policy_version: str

    @property
    def countdown(self) -> Countdown | None:
        """What ticks in this row; None without a running target."""
        return self.ticking.countdown

    @property
    def ticking(self) -> Ticking:
        """What of it ticks."""
        return Ticking(self.due, self.length, self.paused, self.business, self.breach)

    def band(self, policy: Policy, now: datetime) -> Band:
        """The band the row is in at `now` (aware)."""
        running = self.countdown
        if running is not None:
            return running.band(policy, now)
        return Band.PAUSED if self.status == Status.WAITING else Band.NONE


Ticks = QueueLine | Ticking
"""A row, or what ticks in one."""


def queue_line(course: Course) -> QueueLine:
    """The row of a ticket that has come this far."""
    ticket = course.ticket
    kind, running = tightest(course)
    rank, position = _place(course, running)
    return QueueLine(
        number=ticket.number,
        subject=ticket.subject,
        requester=ticket.requester.called,
        channel=ticket.channel.value,
        severity=course.severity,
        triaged=course.triaged,
        status=course.status.value,
        rank=rank,
        position=position,
        due=microseconds(running.due) if running else None,
        length=running.length // MICROSECOND if running else None,
        paused=running.paused // MICROSECOND if running else 0,
        business=running.business if running else False,
        breach=_breach(course, running),
        due_kind=kind,
        clock_start=_stamp(course.clock_start),
        received=microseconds(ticket.opened_at),
        client_waits_since=_stamp(course.client_waits_since),
        last_activity=microseconds(course.last_activity),
        sender_unknown=ticket.sender_unknown,
        entitled=ticket.entitled,
        owed_by=ticket.owed_by,
        policy_version=course.policy.version,
    )


def countdowns(course: Course) -> dict[str, Countdown]:
    """What runs on a ticket, by its kind, first what is due first: its target, our promise."""
    found: dict[str, Countdown] = {}
    if course.target is not None:
        found[course.target.kind.value] = countdown(course.target, course.policy.hours)
    if (given := course.promise) is not None:
        until = given.until.astimezone(UTC)
        found[PROMISE] = Countdown(until, given.until - given.at, business=False)
    return dict(sorted(found.items(), key=lambda item: item[1].due))


def tightest(course: Course) -> tuple[str | None, Countdown | None]:
    """The kind and the countdown of what is due first; None where nothing runs."""
    return next(iter(countdowns(course).items()), (None, None))


def _place(course: Course, running: Countdown | None) -> tuple[int, int]:
    """Due first, then clients who wait longest, then latest activity; waiting, resolved last."""
    latest_first = -microseconds(course.last_activity)
    if course.status is Status.RESOLVED:
        return RANK_RESOLVED, latest_first
    if running is not None:
        return RANK_DUE, microseconds(running.due)
    if course.status is Status.WAITING:
        return RANK_WAITING, latest_first
    if course.client_waits_since is not None:
        return RANK_CLIENT_WAITS, microseconds(course.client_waits_since)
    return RANK_REST, latest_first


def _breach(course: Course, running: Countdown | None) -> str | None:
    """How it was missed: where nothing runs, a cycle that is still open may have been."""
    if running is None and course.status is not Status.RESOLVED:
        return course.missed.value if course.missed else None
    return running.breach.value if running and running.breach else None


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)
