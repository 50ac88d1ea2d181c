"""The service report of a month: what the client is told, and nothing that is ours alone.

No message, note, reason of an escalation or remark on a call is in it, nor a senior's name: who
renders it could not let one slip. Instants are aware UTC.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from vipdesk.domain.attainment import Attainment, attainments, breaches
from vipdesk.domain.calendar import Booking
from vipdesk.domain.callback import Callback
from vipdesk.domain.cause import CauseKey
from vipdesk.domain.course import Course, follow
from vipdesk.domain.duration import Duration
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.hours import Span
from vipdesk.domain.judged import Judged
from vipdesk.domain.load import Came, Load, load
from vipdesk.domain.missed import open_and_late
from vipdesk.domain.month import Month, week_of
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import TargetKind
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.verdict import Verdict

RUNNING = "running"
"""The outcome of a target that nothing can be said of yet."""

WEEK = timedelta(days=7)


class TargetTold(Struct, frozen=True, kw_only=True):
    """One target of a ticket; `counts` is whether it is in the figures of the month.

    `arithmetic` tells how a miss came about, line by line.
    """

    kind: TargetKind
    severity: int
    target: Duration
    length: timedelta
    used: timedelta
    due: datetime
    outcome: str
    is_open: bool = False
    counts: bool = False
    late: timedelta | None = None
    cause: str = ""
    arithmetic: tuple[str, ...] = ()


class TicketTold(Struct, frozen=True, kw_only=True):
    """A ticket that came in the month, or on which something fell due in it."""

    number: int
    subject: str
    requester: str
    channel: str
    received: datetime
    severity: int
    status: str
    entitled: bool
    targets: tuple[TargetTold, ...]


class CallTold(Struct, frozen=True):
    """A booked call that took place."""

    kind: str
    guest: str
    subject: str
    start: datetime
    end: datetime
    ticket: int | None


class CallbackTold(Struct, frozen=True):
    """Somebody who called and was to be called back; `first` is when that was tried first."""

    caller: str
    received: datetime
    length: timedelta | None
    status: str
    tries: int
    first: datetime | None
    ticket: int | None


class EscalationTold(Struct, frozen=True):
    """A ticket that was taken to the senior agents."""

    ticket: int
    at: datetime
    status: str
    to_accept: timedelta | None
    to_hand_back: timedelta | None


class Report(Struct, frozen=True, kw_only=True):
    """A month as it stood `at`."""

    month: Month
    at: datetime
    client: str
    agent: str
    policy: Policy
    judged: tuple[Judged, ...]
    tickets: tuple[TicketTold, ...]
    calls: tuple[CallTold, ...]
    callbacks: tuple[CallbackTold, ...]
    escalations: tuple[EscalationTold, ...]
    load: Load

    @property
    def attainment(self) -> tuple[Attainment, ...]:
        """By severity and target."""
        return attainments(self.judged)

    @property
    def breaches(self) -> tuple[Judged, ...]:
        """What was missed, the latest first."""
        return breaches(self.judged)

    @property
    def has_begun(self) -> bool:
        """Whether the month had begun when it was made."""
        return self.at >= self.month.span(self.policy.hours.zone).start

    @property
    def is_over(self) -> bool:
        """Whether the month was over when it was made."""
        return self.at >= self.month.span(self.policy.hours.zone).end


def ticket_told(
    ticket: Ticket, policy: Policy, span: Span, now: datetime, given: Mapping[CauseKey, str]
) -> TicketTold:
    """A ticket with its targets, those that were judged first."""
    course = follow(ticket, policy)
    closed = [verdict for verdict in course.verdicts if verdict.is_judged]
    late = list(open_and_late(course, now))
    told = [_judged(one, span, given, is_open=False) for one in closed]
    told += [_judged(one, span, given, is_open=True) for one in late]
    running = None if late else _running(course, now)
    return TicketTold(
        number=ticket.number,
        subject=ticket.subject,
        requester=_requester(ticket),
        channel=ticket.channel.value,
        received=ticket.opened_at,
        severity=course.severity,
        status=course.status.value,
        entitled=ticket.entitled,
        targets=(*sorted(told, key=lambda one: one.due), *([running] if running else [])),
    )


def _requester(ticket: Ticket) -> str:
    """Who asked; whoever is not known is told by their address, for a name alone may be false."""
    who = ticket.requester
    if not ticket.sender_unknown:
        return who.called
    address = f" <{who.address}>" if who.name and who.address else ""
    return f"{who.called}{address}, an unknown sender"


def _judged(
    verdict: Verdict, span: Span, given: Mapping[CauseKey, str], *, is_open: bool
) -> TargetTold:
    missed = verdict.breach is not None
    return TargetTold(
        kind=verdict.kind,
        severity=verdict.severity,
        target=verdict.target,
        length=verdict.length,
        used=verdict.used,
        due=verdict.due,
        outcome=verdict.outcome.value,
        is_open=is_open,
        counts=span.start <= verdict.due < span.end,
        late=verdict.late,
        cause=given.get((verdict.kind, verdict.opened_by), ""),
        arithmetic=verdict.arithmetic if missed else (),
    )


def _running(course: Course, now: datetime) -> TargetTold | None:
    target, hours = course.target, course.policy.hours
    if target is None:
        return None
    return TargetTold(
        kind=target.kind,
        severity=course.severity,
        target=target.duration,
        length=hours.length(target.duration),
        used=target.used(hours, now),
        due=target.due(hours),
        outcome=RUNNING,
    )


def call_told(booking: Booking) -> CallTold:
    """A call that took place."""
    guest = booking.guest.called
    return CallTold(
        booking.kind, guest, booking.subject, booking.start, booking.end, booking.ticket
    )


def callback_told(one: Callback) -> CallbackTold:
    """A callback, without what was noted down of it."""
    first = min((attempt.at for attempt in one.attempts), default=None)
    tries, status = len(one.attempts), one.status.value
    return CallbackTold(one.called, one.received, one.length, status, tries, first, one.ticket)


def escalation_told(one: Escalation) -> EscalationTold:
    """An escalation, without who it was with and what they wrote."""
    return EscalationTold(one.ticket, one.at, one.status.value, one.to_accept, one.to_hand_back)


def load_of(came: Iterable[Came], judged: tuple[Judged, ...], span: Span, policy: Policy) -> Load:
    """The load of a month, in the weeks that it touches."""
    zone = policy.hours.zone
    mondays: list[date] = []
    monday, last = week_of(span.start, zone), span.end.astimezone(zone).date()
    while monday < last:
        mondays.append(monday)
        monday += WEEK
    return load(tuple(came), judged, tuple(mondays), zone)
