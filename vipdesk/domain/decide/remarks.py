"""What the agent should beware of in a message: a thread it only claims, answers led elsewhere."""

from collections.abc import Iterator

from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.people import Person
from vipdesk.domain.text import clean_line
from vipdesk.domain.ticket import Ticket

LONGEST = 300


def may_speak(ticket: Ticket, sender: Person, *, known: bool) -> bool:
    """Whether what `sender` says belongs on the ticket (spec: clock, who is the client).

    The client's words never stand on a stranger's ticket, which can't be answered.
    """
    if known:
        return not ticket.sender_unknown
    address = sender.address
    return bool(address) and ticket.sender_unknown and ticket.requester.address == address


def claimed(inbound: Inbound, here: Circumstances) -> int | None:
    """The ticket that a stranger's message names, and where they may not speak."""
    ticket = here.ticket
    known = here.client.contact(inbound.sender.address) is not None
    if ticket is None or known or may_speak(ticket, inbound.sender, known=False):
        return None
    return ticket.number


def beware(inbound: Inbound, here: Circumstances) -> str:
    """Everything of the kind in one line; nothing where all is as it should be."""
    return clean_line("; ".join(_remarks(inbound, here)), LONGEST)


def _remarks(inbound: Inbound, here: Circumstances) -> Iterator[str]:
    number = claimed(inbound, here)
    if number is not None:
        yield f"it claims to belong to #{number}, where its sender may not speak"
    sender = inbound.sender.address
    elsewhere = [one.address for one in inbound.reply_to if one.address and _led_away(one, sender)]
    if elsewhere and sender:
        yield f"it wants answers at {elsewhere[0]}, an answer goes to {sender}"


def _led_away(wanted: Person, sender: str) -> bool:
    return wanted.address.rpartition("@")[2] != sender.rpartition("@")[2]
