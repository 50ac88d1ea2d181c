"""Whether a message that came in while the desk is closed is acknowledged (design: safety, P5).

A note goes to a contact of the client only, for what a person wrote, and seldom enough that two
desks that answer each other fall silent. It moves no clock (spec: clock, initial response).
"""

from datetime import UTC, datetime, timedelta

from vipdesk.domain.acknowledgement import Acknowledgement, language_for
from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.course import follow
from vipdesk.domain.errors import BadInput
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.message import Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.ticket import Ticket

OLDEST = timedelta(days=1)
"""A message that was taken in later than that is acknowledged no more."""

THREAD_EVERY = timedelta(days=1)
SENDER_EVERY = timedelta(hours=1)
MOST_AN_HOUR = 20
MOST_A_DAY = 4
"""To one contact: who writes more often knows by then, and mails forged in their name fill no
mailbox of theirs over a weekend."""


def acknowledgement(
    inbound: Inbound, ticket: Ticket, message: Message, here: Circumstances
) -> Acknowledgement | None:
    """The note that is due for `message`, now on `ticket`; None where none is."""
    contact = here.client.contact(inbound.sender.address)
    if contact is None or not ticket.entitled or not may_be_noted(inbound, here):
        return None
    if not _is_closed(inbound, here) or _was_noted(ticket.number, contact.address, here):
        return None
    try:
        opens = here.policy.hours.next_opening(here.now).astimezone(UTC)
    except BadInput:  # it never opens again: there is nothing to tell
        return None
    due = _due(ticket, here)
    return Acknowledgement(
        number=here.arriving.next_note,
        ticket=ticket.number,
        message=message.number,
        to=contact,  # by the name that we keep: what a mail says of its sender anybody can write
        language=language_for(here.client, contact.address, f"{inbound.subject}\n{inbound.text}"),
        at=here.now,
        opens=opens,
        due=due if due is not None and due >= opens else None,
    )


def may_be_noted(inbound: Inbound, here: Circumstances) -> bool:
    """Whether it is a person's mail that came just now, and allows an automatic answer."""
    return (
        inbound.live
        and inbound.channel is Channel.EMAIL
        and inbound.origin is Origin.PERSON
        and not inbound.wants_no_note
        and not here.arriving.ours
        and inbound.sender.address not in inbound.own_addresses(here.agent)
        and timedelta(0) <= here.now - inbound.received < OLDEST
    )


def _is_closed(inbound: Inbound, here: Circumstances) -> bool:
    """Whether nobody was there when it came, and nobody is there now."""
    hours = here.policy.hours
    return not hours.is_open(inbound.received) and not hours.is_open(here.now)


def _was_noted(ticket: int, address: str, here: Circumstances) -> bool:
    """Whether the thread, the sender or everybody together had their note already."""
    ago = [(note, here.now - note.at) for note in here.arriving.notes]
    of_thread = any(note.ticket == ticket and age < THREAD_EVERY for note, age in ago)
    to_sender = [age for note, age in ago if note.to.address == address]
    of_sender = any(age < SENDER_EVERY for age in to_sender)
    of_day = sum(age < timedelta(days=1) for age in to_sender) >= MOST_A_DAY
    of_all = sum(age < timedelta(hours=1) for _, age in ago) >= MOST_AN_HOUR
    return of_thread or of_sender or of_day or of_all


def _due(ticket: Ticket, here: Circumstances) -> datetime | None:
    target = follow(ticket, here.policy).target
    return target.due(here.policy.hours).astimezone(UTC) if target is not None else None
