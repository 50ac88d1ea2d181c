"""What every decision on a ticket shares: adding facts, judging, writing down."""

from dataclasses import replace

from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.course import follow
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import Fact
from vipdesk.domain.policy import Policy
from vipdesk.domain.ticket import Ticket


def with_facts(ticket: Ticket, *facts: Fact) -> Ticket:
    """The ticket after these further facts."""
    return replace(ticket, facts=(*ticket.facts, *facts))


def judged(ticket: Ticket, policy: Policy) -> Ticket:
    """The ticket with the verdicts that its facts come to; those kept stay as they were."""
    closed = follow(ticket, policy).closed
    return replace(ticket, kept={verdict.key: verdict for verdict in closed})


def happened(
    here: Circumstances, what: What, ticket: int | None, detail: str = "", fact: int | None = None
) -> Event:
    """The event that somebody's act leaves behind."""
    return Event(here.now, what, here.who, ticket, detail, fact)


def came_in(
    here: Circumstances, what: What, ticket: int | None, detail: str, fact: int | None = None
) -> Event:
    """The event that a channel leaves behind: nobody on our side did it."""
    return Event(here.now, what, "", ticket, detail, fact)
