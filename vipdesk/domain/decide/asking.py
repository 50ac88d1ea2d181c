"""Who is asked to take an escalation: the best senior, and the next one after that."""

from datetime import UTC

from msgspec.structs import replace

from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.colleagues import Colleague
from vipdesk.domain.course import follow
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus
from vipdesk.domain.occasions import AT_ANY_HOUR
from vipdesk.domain.seniors import Candidate, candidates
from vipdesk.domain.ticket import Ticket


def asked_now(senior: Colleague, here: Circumstances) -> Asked:
    """The senior, asked now: the time to accept runs from here."""
    by = here.policy.hours.add(here.now, here.policy.accept_within)
    return Asked(senior=senior.number, name=senior.name, at=here.now, accept_by=by.astimezone(UTC))


def in_turn(ticket: Ticket, reason: str, tried: str, here: Circumstances) -> tuple[Candidate, ...]:
    """All seniors, the best for this matter first."""
    said = f"{ticket.subject} {reason} {tried}"
    state = here.escalating
    latest = state.escalation
    return candidates(state.people, state.escalations, said, here.policy, here.now, latest)


def ask_next(escalation: Escalation, ticket: Ticket, here: Circumstances) -> Escalation:
    """The escalation with the next senior asked, or untaken where nobody is left.

    Only who is in is asked without the agent; of a severity 1 or 2 others too, but for those on
    a day off. Who was called off, for a refusal that was taken back, may be asked again.
    """
    before = {one.senior for one in escalation.asked if one.answer is not Answer.CALLED_OFF}
    anybody = follow(ticket, here.policy).severity <= AT_ANY_HOUR
    turn = in_turn(ticket, escalation.reason, escalation.tried, here)
    left = [
        one.colleague
        for one in turn
        if one.colleague.number not in before and (one.in_office or (anybody and not one.away))
    ]
    if not left:
        return replace(escalation, status=EscalationStatus.UNTAKEN)
    return replace(escalation, asked=(*escalation.asked, asked_now(left[0], here)))


def answered(
    escalation: Escalation, answer: Answer, here: Circumstances, *, who: str, why: str = ""
) -> Escalation:
    """The escalation with the answer of whoever is asked now."""
    asked = tuple(
        replace(one, answer=answer, answered=here.now, who=who, why=why)
        if one.answer is Answer.WAITING
        else one
        for one in escalation.asked
    )
    return replace(escalation, asked=asked)
