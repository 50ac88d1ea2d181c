"""Whose act on an escalation it is, and whether it may be done as that stands."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Circumstances, no_escalation
from vipdesk.domain.colleagues import Colleague, Role, named
from vipdesk.domain.decide.ticket import check_at_work
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation import Answer, Escalation, EscalationStatus
from vipdesk.domain.language import _
from vipdesk.domain.names import same
from vipdesk.domain.text import clean_line
from vipdesk.domain.ticket import Ticket


def check_free(ticket: Ticket, standing: Escalation | None, here: Circumstances) -> None:
    """Refusal where a ticket can't be escalated as it stands."""
    check_at_work(ticket, here.policy)
    if standing is not None and standing.status is not EscalationStatus.UNTAKEN:
        raise Refusal(
            _("#{ticket} is escalated to {who} already: withdraw that first").format(
                ticket=ticket.number, who=standing.with_whom
            )
        )


def acting(by: str, here: Circumstances) -> tuple[Colleague, Circumstances]:
    """The senior whose act it is, and the same state with whose hand did it."""
    senior = _senior(by, here)
    return senior, here if by.strip() else replace(here, who=senior.name)


def _senior(by: str, here: Circumstances) -> Colleague:
    """The senior who is meant; Refusal for anybody else."""
    name = by.strip() or here.who
    found = named(here.escalating.people, name)
    if found is None or not found.active or found.role is not Role.SENIOR:
        raise Refusal(
            _("{name} is no senior: `vipdesk people` lists them").format(name=clean_line(name, 60))
        )
    return found


def check_stands(escalation: Escalation) -> None:
    """Refusal where it is over."""
    if not escalation.stands:
        raise Refusal(
            _("escalation {number} of #{ticket} is over: {status}").format(
                number=escalation.number,
                ticket=escalation.ticket,
                status=_(escalation.status.value),
            )
        )


def check_known(escalation: Escalation, senior: Colleague, here: Circumstances) -> None:
    """Who was never asked is told no more of it than of one that there is not."""
    asked = any(one.senior == senior.number for one in escalation.asked)
    if not asked and same(here.who, senior.name):
        raise no_escalation()


def check_was_asked(escalation: Escalation, senior: Colleague) -> None:
    """Refusal for a senior to whom it was never taken."""
    if all(one.senior != senior.number for one in escalation.asked):
        raise Refusal(
            _("#{ticket} was never escalated to {name}").format(
                ticket=escalation.ticket, name=clean_line(senior.name, 60)
            )
        )


def check_may_accept(escalation: Escalation, senior: Colleague, here: Circumstances) -> None:
    """A senior who was never asked knows of it only once nobody took it in time."""
    if escalation.status is not EscalationStatus.UNTAKEN:
        check_known(escalation, senior, here)


def check_with(escalation: Escalation, senior: Colleague, answer: Answer, otherwise: str) -> None:
    """Refusal, which says `otherwise`, where it is not this senior's now."""
    current = escalation.current
    if current is None or current.answer is not answer or current.senior != senior.number:
        now = _("nobody") if current is None or current.answer is not answer else current.name
        raise Refusal(_(otherwise).format(ticket=escalation.ticket, now=now, name=senior.name))
