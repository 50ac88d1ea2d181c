"""A message came in: a ticket's next word, a new ticket, or something to keep apart.

Source: spec, clock: who is the client, resolved. Only a sender who may speak on a ticket joins it.
"""

from dataclasses import replace
from datetime import datetime

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.course import Course, follow
from vipdesk.domain.decide.ticket import came_in, judged, with_facts
from vipdesk.domain.event import What
from vipdesk.domain.facts import Answered, ClientWrote, Status, StatusSet, Struck
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.message import Kind, Message
from vipdesk.domain.people import Person
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.token import without_token

OWN_MAIL = "own mail"
NOT_OF_THE_CLIENT = "not of the client"


def receive(inbound: Inbound, here: Circumstances) -> Change:
    """Take a message: every one is kept, few of them move a clock."""
    why = _why_apart(inbound, here)
    if why is not None:
        return _keep_apart(inbound, here, why)
    contact = here.client.contact(inbound.sender.address)
    author = _named(inbound.sender, contact)
    ticket = _conversation(here, contact, inbound)
    if ticket is None:
        return _open(inbound, here, author, known=contact is not None, continues=None)
    course = follow(ticket, here.policy)
    if _too_late_to_reopen(course, inbound.received, known=contact is not None):
        return _open(inbound, here, author, known=contact is not None, continues=ticket.number)
    return _join(inbound, here, author, ticket, known=contact is not None)


def open_from(inbound: Inbound, here: Circumstances) -> Change:
    """Make a ticket of a message that had been set aside, as if a person had written it."""
    contact = here.client.contact(inbound.sender.address)
    author = _named(inbound.sender, contact)
    return _open(inbound, here, author, known=contact is not None, continues=None)


def _why_apart(inbound: Inbound, here: Circumstances) -> str | None:
    address = inbound.sender.address
    if address and address == here.agent.address:
        return OWN_MAIL
    if inbound.origin is not Origin.PERSON:
        return inbound.origin.value
    return NOT_OF_THE_CLIENT if address in here.client.strangers else None


def _keep_apart(inbound: Inbound, here: Circumstances, why: str) -> Change:
    """Automatic mail of a contact is shown on its ticket; all else waits beside the queue."""
    of_contact = here.client.contact(inbound.sender.address) is not None
    ticket = here.ticket.number if here.ticket and of_contact and why != OWN_MAIL else None
    message = _message(inbound, here, inbound.sender, Kind.AUTOMATIC, ticket, None)
    event = came_in(here, What.SET_ASIDE, ticket, f"{why}: {inbound.subject}")
    return Change(messages=(replace(message, why=why),), events=(event,))


def _named(sender: Person, contact: Person | None) -> Person:
    return Person(contact.name or sender.name, sender.address) if contact else sender


def _conversation(here: Circumstances, contact: Person | None, inbound: Inbound) -> Ticket | None:
    """The ticket it belongs to, where its sender may speak there.

    The client's words never stand on a stranger's ticket, which can't be answered.
    """
    ticket = here.ticket
    if ticket is None:
        return None
    if contact is not None:
        return None if ticket.sender_unknown else ticket
    address = inbound.sender.address
    its_own = ticket.sender_unknown and ticket.requester.address == address
    return ticket if address and its_own else None


def _too_late_to_reopen(course: Course, received: datetime, *, known: bool) -> bool:
    since = course.status_since
    if course.status is not Status.RESOLVED or since is None or received <= since:
        return False
    within, hours = course.policy.reopen_within, course.policy.hours
    waited = hours.used(since, received, business=within.business)
    return not known or waited > hours.length(within)


def _open(
    inbound: Inbound, here: Circumstances, author: Person, *, known: bool, continues: int | None
) -> Change:
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
    message = _message(inbound, here, author, Kind.RECEIVED, number, fact.number)
    detail = f"continues #{continues}" if continues else author.called
    return Change(
        tickets=(judged(ticket, here.policy),),
        messages=(message,),
        events=(came_in(here, What.OPENED, number, detail, fact.number),),
    )


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
    message = _message(inbound, here, author, Kind.RECEIVED, ticket.number, fact.number)
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


def _message(
    inbound: Inbound,
    here: Circumstances,
    author: Person,
    kind: Kind,
    ticket: int | None,
    fact: int | None,
) -> Message:
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
        fact=fact,
        external_id=inbound.external_id,
        message_id=inbound.message_id,
        references=inbound.references,
        raw=inbound.raw,
    )
