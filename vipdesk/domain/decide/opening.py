"""A ticket opened by hand: a call that was taken, a word in the corridor, a chat elsewhere."""

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import OpenTicket
from vipdesk.domain.decide.severity import check_level
from vipdesk.domain.decide.ticket import happened, judged
from vipdesk.domain.errors import BadInput
from vipdesk.domain.event import What
from vipdesk.domain.facts import ClientWrote, Struck
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Kind, Message
from vipdesk.domain.people import Person, mail_address
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.domain.ticket import Ticket

LONGEST_SUBJECT = 500


def open_ticket(command: OpenTicket, here: Circumstances) -> Change:
    """Open a ticket whose severity a person has said; without a sender it is the client's."""
    check_level(command.severity, here.policy)
    subject = clean_line(command.subject, LONGEST_SUBJECT)
    if not subject:
        raise BadInput(_("a ticket needs a subject: say in a few words what it is about"))
    received = command.received or here.now
    if received > here.now:
        told = _("received {received} is still to come: give a past instant")
        raise BadInput(told.format(received=received.isoformat()))
    requester, struck = _requester(command.requester, here)
    fact = ClientWrote(1, received, command.channel, struck)
    day = received.astimezone(here.policy.hours.zone).date()
    ticket = Ticket(
        number=here.next_ticket,
        subject=subject,
        channel=command.channel,
        opened_severity=command.severity,
        triaged=True,
        requester=requester,
        entitled=here.client.entitled(day, here.policy.plan),
        opened_at=received,
        linked_to=_followed(command, here),
        facts=(fact,),
    )
    message = Message(
        number=here.next_message,
        ticket=ticket.number,
        kind=Kind.RECEIVED,
        channel=command.channel,
        author=requester,
        at=received,
        subject=subject,
        text=clean_block(command.text).strip(),
        fact=fact.number,
    )
    how = f"goes on from #{command.follows}" if command.follows else "by hand"
    event = happened(here, What.OPENED, ticket.number, how, fact.number)
    return Change(tickets=(judged(ticket, here.policy),), messages=(message,), events=(event,))


def _followed(command: OpenTicket, here: Circumstances) -> int | None:
    return None if command.follows is None else here.the_ticket().number


def _requester(address: str, here: Circumstances) -> tuple[Person, Struck | None]:
    if not address.strip():
        return Person(here.client.name), None
    wanted = mail_address(address, N_("from"))
    contact = here.client.contact(wanted)
    if contact is not None:
        return contact, None
    return Person("", wanted), Struck.UNKNOWN_SENDER
