"""What every decision on a ticket shares: adding facts, judging, writing down."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.course import follow
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import Fact, Status
from vipdesk.domain.language import _
from vipdesk.domain.policy import Policy
from vipdesk.domain.ticket import Ticket


def with_facts(ticket: Ticket, *facts: Fact) -> Ticket:
    """The ticket after these further facts."""
    return replace(ticket, facts=(*ticket.facts, *facts))


def judged(ticket: Ticket, policy: Policy) -> Ticket:
    """The ticket with the verdicts that its facts come to; those kept stay as they were."""
    closed = follow(ticket, policy).closed
    return replace(ticket, kept={verdict.key: verdict for verdict in closed})


def check_unresolved(ticket: Ticket, policy: Policy) -> None:
    """Refusal where nothing is done on the ticket any more."""
    if follow(ticket, policy).status is Status.RESOLVED:
        raise Refusal(_("#{ticket} is resolved: reopen it first").format(ticket=ticket.number))


def check_at_work(ticket: Ticket, policy: Policy) -> None:
    """Refusal where the ticket is not worked on: nobody knows whose it is, or it is resolved."""
    if ticket.sender_unknown:
        raise Refusal(
            _("#{ticket}: say first who {who} is").format(
                ticket=ticket.number, who=ticket.requester.spoken
            )
        )
    check_unresolved(ticket, policy)


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
