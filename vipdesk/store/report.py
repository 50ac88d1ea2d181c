"""What a service report is made of, read in one picture."""

from collections.abc import Iterator
from datetime import datetime

from vipdesk.domain.cause import CauseKey
from vipdesk.domain.hours import Span
from vipdesk.domain.judged import Judged
from vipdesk.domain.load import Came
from vipdesk.domain.month import Month
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import microseconds
from vipdesk.domain.report import (
    Report,
    TicketTold,
    call_told,
    callback_told,
    escalation_told,
    load_of,
    ticket_told,
)
from vipdesk.store.calendar_queries import bookings
from vipdesk.store.callback_queries import callbacks
from vipdesk.store.cause_queries import causes
from vipdesk.store.damage import damage_told
from vipdesk.store.figures import came_between, escalated_between, judged_between
from vipdesk.store.queries import AT_ONCE, Fetch, Registration, tickets

Given = dict[int, dict[CauseKey, str]]


def report(
    fetch: Fetch, month: Month, registered: Registration, policy: Policy, now: datetime
) -> Report:
    """The month as it stands at `now` (aware)."""
    span = month.span(policy.hours.zone)
    within = microseconds(span.start), microseconds(span.end)
    judged, came = judged_between(fetch, span, policy, now), came_between(fetch, span)
    return Report(
        month=month,
        at=now,
        client=registered.client.name,
        agent=registered.agent.name,
        policy=policy,
        judged=judged,
        tickets=tuple(_tickets(fetch, judged, came, span, policy, now)),
        calls=tuple(map(call_told, bookings(fetch, f"{HELD} AND {STARTS}", within))),
        callbacks=tuple(map(callback_told, callbacks(fetch, RECEIVED, within))),
        escalations=tuple(map(escalation_told, escalated_between(fetch, span))),
        load=load_of(came, judged, span, policy),
    )


HELD, STARTS = "status = 'held'", "start >= ? AND start < ?"
RECEIVED = "received >= ? AND received < ?"


@damage_told
def _tickets(
    fetch: Fetch,
    judged: tuple[Judged, ...],
    came: tuple[Came, ...],
    span: Span,
    policy: Policy,
    now: datetime,
) -> list[TicketTold]:
    """Those that came in the month, and those on which something fell due in it."""
    numbers = sorted({one.ticket for one in judged} | {one.number for one in came})
    given = _causes(fetch, numbers)
    return [
        ticket_told(ticket, policy, span, now, given.get(ticket.number, {}))
        for ticket in tickets(fetch, numbers)
    ]


def _causes(fetch: Fetch, numbers: list[int]) -> Given:
    found: Given = {}
    for some in _in_parts(numbers):
        marks = ", ".join("?" * len(some))
        for one in causes(fetch, f"ticket IN ({marks})", some):
            found.setdefault(one.ticket, {})[one.key] = one.text
    return found


def _in_parts(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]
