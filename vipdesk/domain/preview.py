"""What a change of severity would do, told before it is done (spec: clock, severity)."""

from datetime import datetime

from msgspec import Struct

from vipdesk.domain.course import Course, follow
from vipdesk.domain.decide.ticket import with_facts
from vipdesk.domain.facts import SeveritySet
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Breach, Countdown, countdown
from vipdesk.domain.ticket import Ticket


class SeverityPreview(Struct, frozen=True):
    """The running target before and after; `late_at_once` where the change would miss one."""

    before: Countdown | None
    after: Countdown | None
    late_at_once: bool


def preview(ticket: Ticket, level: int, policy: Policy, now: datetime) -> SeverityPreview:
    """What severity `level`, set at `now` (aware), would make of the ticket's running target."""
    before = follow(ticket, policy)
    after = follow(with_facts(ticket, SeveritySet(ticket.next_fact, now, level)), policy)
    return SeverityPreview(
        before=_running(before),
        after=_running(after),
        late_at_once=_late_at_regrading(after) and not _late_at_regrading(before),
    )


def _running(course: Course) -> Countdown | None:
    return countdown(course.target, course.policy.hours) if course.target else None


def _late_at_regrading(course: Course) -> bool:
    """Whether a target is, even one that stands still while we wait for the client."""
    return any(cycle.breach is Breach.LATE_AT_REGRADING for cycle in course.cycles)
