"""A message came in: a ticket's next word, a new ticket, or something to keep apart.

Source: spec, clock: who is the client. Only a sender who may speak on a ticket joins it.
"""

from dataclasses import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.arrival import arrive, message_from, open_from
from vipdesk.domain.decide.report import NO_ANSWER_OF_OURS, take_report
from vipdesk.domain.decide.ticket import came_in
from vipdesk.domain.event import What
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.message import Kind
from vipdesk.domain.people import Person
from vipdesk.domain.ticket import Ticket

OWN_MAIL = "own mail"
NOT_OF_THE_CLIENT = "not of the client"


def receive(inbound: Inbound, here: Circumstances) -> Change:
    """Take a message: every one is kept, few of them move a clock."""
    why = _why_apart(inbound, here)
    if why != OWN_MAIL and inbound.report is not None:
        reported = take_report(inbound, inbound.report, here)
        if reported is not None:
            return reported
        if inbound.origin is Origin.BOUNCE:
            return _keep_apart(inbound, here, NO_ANSWER_OF_OURS)
    if why is not None:
        return _keep_apart(inbound, here, why)
    contact = here.client.contact(inbound.sender.address)
    author = _named(inbound.sender, contact)
    ticket = _conversation(here, contact, inbound)
    return arrive(inbound, here, author, ticket, known=contact is not None)


def open_set_aside(inbound: Inbound, here: Circumstances) -> Change:
    """Make a ticket of a message that had been set aside, as if a person had written it."""
    contact = here.client.contact(inbound.sender.address)
    author = _named(inbound.sender, contact)
    return open_from(inbound, here, author, known=contact is not None)


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
    message = message_from(inbound, here, inbound.sender, Kind.AUTOMATIC, ticket, None)
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
