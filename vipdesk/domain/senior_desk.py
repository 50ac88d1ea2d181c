"""What a senior agent has before them: asked of them, theirs, and handed back lately."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import IntEnum

from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, microseconds
from vipdesk.domain.target import Countdown

LATELY = timedelta(days=7)
"""How long what was handed back is still shown."""


class Stands(IntEnum):
    """How an escalation stands for one senior, what presses most first.

    `LEFT_OPEN` is what they did not answer in time, and nobody has taken yet.
    """

    ASKED = 0
    LEFT_OPEN = 1
    HAS = 2
    BACK = 3


def stands_for(escalation: Escalation, senior: int) -> Stands | None:
    """How it stands for the colleague of that number; None where it is not theirs (any more)."""
    mine, current = _asked_last(escalation, senior), escalation.current
    if mine is None:
        return None
    match escalation.status:
        case EscalationStatus.HANDED_BACK:
            return Stands.BACK if mine.answer is Answer.ACCEPTED else None
        case EscalationStatus.ACCEPTED:
            return Stands.HAS if mine is current else None
        case EscalationStatus.ASKED | EscalationStatus.UNTAKEN:
            return _waiting(mine)
    return None


def _waiting(mine: Asked) -> Stands | None:
    if mine.answer is Answer.WAITING:
        return Stands.ASKED
    return Stands.LEFT_OPEN if mine.answer is Answer.NONE else None


def is_shown(escalation: Escalation, now: datetime) -> bool:
    """Whether it is still shown at `now` (aware)."""
    return escalation.ended is None or now - escalation.ended <= LATELY


def theirs(escalations: Iterable[Escalation], senior: int) -> tuple[Escalation, ...]:
    """What is a senior's, of each ticket what presses most."""
    found: dict[int, Escalation] = {}
    for one in sorted(escalations, key=lambda one: one.number, reverse=True):
        stands = stands_for(one, senior)
        known = found.get(one.ticket)
        if stands is not None and (known is None or stands < _stands(known, senior)):
            found[one.ticket] = one
    return tuple(found.values())


def in_order(
    lines: Iterable[QueueLine], escalations: Iterable[Escalation], senior: int
) -> tuple[QueueLine, ...]:
    """Their tickets: asked, by when to accept; what they have, by what is due; the latest back."""
    of = {one.ticket: one for one in escalations}
    return tuple(sorted(lines, key=lambda line: _place(line, of[line.number], senior)))


def _place(line: QueueLine, escalation: Escalation, senior: int) -> tuple[int, int, int, int]:
    stands, mine = _stands(escalation, senior), _asked_last(escalation, senior)
    if stands is Stands.BACK:
        return stands, 0, -microseconds(escalation.ended or escalation.at), line.number
    if stands is Stands.HAS or mine is None:
        return stands, line.rank, line.position, line.number
    return stands, 0, microseconds(mine.accept_by), line.number


def to_accept(escalation: Escalation, policy: Policy) -> Countdown | None:
    """What is left to accept what is asked now; None where nobody is."""
    current = escalation.current
    if current is None or current.answer is not Answer.WAITING:
        return None
    within = policy.accept_within
    return Countdown(current.accept_by, policy.hours.length(within), within.business)


def _stands(escalation: Escalation, senior: int) -> Stands:
    stands = stands_for(escalation, senior)
    return Stands.BACK if stands is None else stands


def _asked_last(escalation: Escalation, senior: int) -> Asked | None:
    asked = reversed(escalation.asked)
    return next((one for one in asked if one.senior == senior), None)
