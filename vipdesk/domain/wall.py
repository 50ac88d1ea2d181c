"""What a wallboard shows of the moment: what is at risk, who waits, who is in."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from vipdesk.domain.board import Board
from vipdesk.domain.callback import Callback
from vipdesk.domain.colleagues import Colleague, Role, in_office, next_in
from vipdesk.domain.escalation import Escalation, EscalationStatus
from vipdesk.domain.queue import PROMISE, QueueLine
from vipdesk.domain.target import Band
from vipdesk.domain.time_off import Absences

RISK_HOURS = 4
"""So many hours are looked ahead."""


class OnDuty(Struct, frozen=True):
    """Somebody of our side, and when they are in next; None for now."""

    name: str
    role: str
    since: datetime | None = None


def at_risk(board: Board, now: datetime) -> tuple[QueueLine, ...]:
    """What falls due within the next hours and is not late yet, the next first.

    A promise that was missed stays: it is no breach, and the target may be due yet.
    """
    until = now.astimezone(UTC) + timedelta(hours=RISK_HOURS)

    def is_at_risk(line: QueueLine) -> bool:
        running = line.countdown
        if running is None or running.due > until:
            return False
        is_promise = line.due_kind == PROMISE
        return is_promise or line.band(board.policy, now) is not Band.BREACHED

    found = filter(is_at_risk, board.lines)
    return tuple(sorted(found, key=lambda line: (line.due or 0, line.number)))


def waiting_first(escalations: Iterable[Escalation]) -> tuple[Escalation, ...]:
    """Those that nobody has accepted come first, the longest in front."""
    accepted = EscalationStatus.ACCEPTED
    standing = (one for one in escalations if one.stands)
    return tuple(sorted(standing, key=lambda one: (one.status is accepted, one.since, one.number)))


def by_age(callbacks: Iterable[Callback]) -> tuple[Callback, ...]:
    """Who has waited longest for a call comes first."""
    return tuple(sorted(callbacks, key=lambda one: (one.received, one.number)))


def on_duty(board: Board, now: datetime) -> tuple[OnDuty, ...]:
    """Our people with those who are in first; the agent of the desk among them."""
    others = [_stands(one, board, now) for one in board.people if one.name != board.agent.name]
    return tuple(sorted((_agent(board, now), *others), key=lambda one: one.since is not None))


def _agent(board: Board, now: datetime) -> OnDuty:
    """The agent, who is not in before their time off is over."""
    hours, name = board.policy.hours, board.agent.name
    known = next((one for one in board.people if one.name == name), None)
    since = None if hours.is_open(now) else hours.next_opening(now)
    if known is not None:
        since = _stands(known, board, now).since
    for off in Absences(name, board.calendar.busy, board.people, hours.zone).now(name, now):
        back = hours.next_opening(off.ends)
        since = max(since or back, back)
    return OnDuty(name, Role.DEDICATED.value, since)


def _stands(one: Colleague, board: Board, now: datetime) -> OnDuty:
    hours = board.policy.hours
    since = None if in_office(one, hours, now) else next_in(one, hours, now)
    return OnDuty(one.name, one.role.value, since)
