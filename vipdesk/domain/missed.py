"""Which targets of a ticket were missed: those judged so, and those that are open and late."""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from vipdesk.domain.course import Course, follow
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import TargetKind
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.verdict import Verdict

OPEN = 0
"""Closes a verdict on what is still open: no fact has this number."""


def open_and_late(course: Course, now: datetime) -> Iterator[Verdict]:
    """What is late at `now` (aware) and not closed, as it would be judged now."""
    for cycle in course.cycles:
        if not cycle.judged:
            so_far = replace(cycle).verdict(
                course.policy, course.severity, now, OPEN, answered=False
            )
            if so_far.breach is not None:
                yield so_far


def missed(ticket: Ticket, policy: Policy, now: datetime) -> tuple[Verdict, ...]:
    """All that was missed, in the order it fell due; what is open and late is reckoned to `now`."""
    return missed_on(follow(ticket, policy), now)


def missed_on(course: Course, now: datetime) -> tuple[Verdict, ...]:
    """The same of a course."""
    judged = [verdict for verdict in course.closed if verdict.breach is not None]
    return tuple(sorted([*judged, *open_and_late(course, now)], key=lambda one: one.due))


def latest_missed(
    found: tuple[Verdict, ...], kind: TargetKind, opened_by: int | None = None
) -> Verdict | None:
    """The latest of this kind, or the one that this fact opened; None where there is none."""
    mine = (one for one in reversed(found) if one.kind is kind)
    return next((one for one in mine if opened_by in (None, one.opened_by)), None)
