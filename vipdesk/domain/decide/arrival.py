"""What the client said becomes a ticket's next word, or a new ticket (spec: clock, resolved)."""

from datetime import datetime

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.course import Course, follow
from vipdesk.domain.decide.remarks import beware, claimed
from vipdesk.domain.decide.ticket import came_in, judged, with_facts
from vipdesk.domain.event import What
from vipdesk.domain.facts import Answered, ClientWrote, Status, StatusSet, Struck
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.message import Kind, Message
from vipdesk.domain.people import Person
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.token import without_token


def arrive(
    inbound: Inbound, here: Circumstances, author: Person, ticket: Ticket | None, *, known: bool
) -> Change:
    """The next word on `ticket`, or a new one where there is none or it was long resolved."""
    if ticket is None:
        return open_from(inbound, here, author, known=known)
    if too_late_to_reopen(follow(ticket, here.policy), inbound.received, known=known):
        return open_from(inbound, here, author, known=known, continues=ticket.number)
    return _join(inbound, here, author, ticket, known=known)


def open_from(
    inbound: Inbound,
    here: Circumstances,
    author: Person,
    *,
    known: bool,
    continues: int | None = None,
) -> Change:
    """A new ticket, which `continues` an old one where that is named."""
    number = here.next_ticket
    day = inbound.received.astimezone(here.policy.hours.zone).date()
    fact = ClientWrote(1, inbound.received, inbound.channel, _struck(known))
    ticket = Ticket(
        number=number,
        subject=without_token(inbound.subject) or "(no subject)",
        channel=inbound.channel,
        opened_severity=here.policy.default_severity,
        triaged=False,
        requester=author,
        entitled=here.client.entitled(day, here.policy.plan),
        opened_at=inbound.received,
        linked_to=continues,
        facts=(fact,),
    )
    message = message_from(inbound, here, author, Kind.RECEIVED, number, fact.number)
    number_claimed = claimed(inbound, here)
    detail = f"continues #{continues}" if continues else author.called
    detail += f", claims #{number_claimed}" if number_claimed else ""
    return Change(
        tickets=(judged(ticket, here.policy),),
        messages=(message,),
        events=(came_in(here, What.OPENED, number, detail, fact.number),),
    )


def too_late_to_reopen(course: Course, received: datetime, *, known: bool = True) -> bool:
    """Whether what comes then is a new matter; of a stranger, whatever comes after the end."""
    since = course.status_since
    if course.status is not Status.RESOLVED or since is None or received <= since:
        return False
    within, hours = course.policy.reopen_within, course.policy.hours
    waited = hours.used(since, received, business=within.business)
    return not known or waited > hours.length(within)


def _join(
    inbound: Inbound, here: Circumstances, author: Person, ticket: Ticket, *, known: bool
) -> Change:
    was = follow(ticket, here.policy).status
    fact = ClientWrote(
        ticket.next_fact,
        inbound.received,
        inbound.channel,
        _struck(known),
        _noticed(ticket, inbound.received),
    )
    began = replace(ticket, opened_at=min(ticket.opened_at, inbound.received))
    joined = judged(with_facts(began, fact), here.policy)
    events = [came_in(here, What.RECEIVED, ticket.number, author.called, fact.number)]
    if was is Status.RESOLVED and follow(joined, here.policy).status is Status.OPEN:
        events.append(came_in(here, What.REOPENED, ticket.number, "the client wrote again"))
    message = message_from(inbound, here, author, Kind.RECEIVED, ticket.number, fact.number)
    return Change(tickets=(joined,), messages=(message,), events=tuple(events))


def _noticed(ticket: Ticket, received: datetime) -> datetime | None:
    """When we came to know of a message that our later acts passed over; None for others.

    What is older than the ticket itself is history that an archive brings.
    """
    if received < ticket.opened_at:
        return None
    ours = (f.at for f in ticket.facts if isinstance(f, Answered | StatusSet) and not f.struck)
    return max((at for at in ours if at > received), default=None)


def _struck(known: bool) -> Struck | None:
    return None if known else Struck.UNKNOWN_SENDER


def message_from(
    inbound: Inbound,
    here: Circumstances,
    author: Person,
    kind: Kind,
    ticket: int | None,
    fact: int | None,
) -> Message:
    """The entry that is kept of what came in."""
    return Message(
        number=here.next_message,
        ticket=ticket,
        kind=kind,
        channel=inbound.channel,
        author=author,
        at=inbound.received,
        subject=inbound.subject,
        text=inbound.text,
        quoted=inbound.quoted,
        signature=inbound.signature,
        to=inbound.to,
        attachments=inbound.attachments,
        why=beware(inbound, here) if kind is Kind.RECEIVED else "",
        fact=fact,
        external_id=inbound.external_id,
        message_id=inbound.message_id,
        references=inbound.references,
        raw=inbound.raw,
    )
