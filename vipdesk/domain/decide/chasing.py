"""Escalations that were not accepted in time go on to the next senior, once, whoever looks."""

from collections.abc import Mapping

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.asking import answered
from vipdesk.domain.decide.escalation import passed_on
from vipdesk.domain.decide.ticket import came_in
from vipdesk.domain.escalation import Answer, Asked, Escalation
from vipdesk.domain.escalation_due import told_at
from vipdesk.domain.event import What
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.ticket import Ticket


def chased(here: Circumstances) -> Change:
    """What comes of all whose time to accept is up, at a moment at which that may be told."""
    tickets = {ticket.number: ticket for ticket in here.others}
    lines = {line.number: line for line in here.reminding.lines}
    whole = Change()
    for one in here.escalating.escalations:
        late = _late(one, lines, here)
        if late is not None and one.ticket in tickets:
            # the next one's load counts what was passed on before
            so_far = _with(here, whole)
            whole = _joined(whole, _passed_on(one, late, tickets[one.ticket], so_far))
    return whole


def _late(
    escalation: Escalation, lines: Mapping[int, QueueLine], here: Circumstances
) -> Asked | None:
    """Who has let the time go by; None where nobody has, or it may not be told yet."""
    asked, line = escalation.current, lines.get(escalation.ticket)
    if line is None or asked is None or asked.answer is not Answer.WAITING:
        return None
    at = told_at(asked.accept_by, line.severity, here.policy, here.now)
    return asked if at <= here.now else None


def _passed_on(escalation: Escalation, late: Asked, ticket: Ticket, here: Circumstances) -> Change:
    unanswered = answered(escalation, Answer.NONE, here, who="")
    event = came_in(here, What.ESCALATION_NOT_ACCEPTED, ticket.number, f"by {late.name}")
    return passed_on(unanswered, ticket, here, event)


def _with(here: Circumstances, change: Change) -> Circumstances:
    moved = {one.number: one for one in change.escalations}
    state = here.escalating
    after = tuple(moved.get(one.number, one) for one in state.escalations)
    return replace(here, escalating=replace(state, escalations=after))


def _joined(one: Change, other: Change) -> Change:
    return Change(
        escalations=(*one.escalations, *other.escalations),
        events=(*one.events, *other.events),
        notices=(*one.notices, *other.notices),
    )
