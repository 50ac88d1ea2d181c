"""A message came in: a ticket's next word, a new ticket, or something to keep apart.

Source: spec, clock: who is the client. Only a sender who may speak on a ticket joins it.
"""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.acknowledgement import acknowledgement
from vipdesk.domain.decide.arrival import arrive, message_from, open_from
from vipdesk.domain.decide.remarks import beware, may_speak
from vipdesk.domain.decide.report import NO_ANSWER_OF_OURS, take_report
from vipdesk.domain.decide.ticket import came_in
from vipdesk.domain.delivery_report import proves
from vipdesk.domain.event import What
from vipdesk.domain.inbound import FLOOD, Inbound, Origin
from vipdesk.domain.message import Kind
from vipdesk.domain.people import Person
from vipdesk.domain.reminder import About, Key, Occasion, Reminder
from vipdesk.domain.text import clean_line
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.token import ticket_named

OWN_MAIL = "own mail"
LOOP = "mail loop: it went through our hands already"
NOT_OF_THE_CLIENT = "not of the client"


def receive(inbound: Inbound, here: Circumstances) -> Change:
    """Take a message: every one is kept, few of them move a clock."""
    why = _why_apart(inbound, here)
    reported = _reported(inbound, here, why)
    if reported is not None:
        return reported
    if why is not None:
        return _keep_apart(inbound, here, why)
    return take(inbound, here)


def take(inbound: Inbound, here: Circumstances) -> Change:
    """Take what a person wrote: the next word on its ticket, or a new one."""
    contact = here.client.contact(inbound.sender.address)
    author = _named(inbound.sender, contact)
    ticket = _conversation(here, contact, inbound)
    change = arrive(inbound, here, author, ticket, known=contact is not None)
    return _acknowledged(change, inbound, here)


def _acknowledged(change: Change, inbound: Inbound, here: Circumstances) -> Change:
    """The same with the note that is due, if one is."""
    ticket, message = change.tickets[0], change.messages[0]
    note = acknowledgement(inbound, ticket, message, here)
    if note is None:
        return change
    said = f"to {note.to.called}, in {note.language}"
    event = came_in(here, What.ACKNOWLEDGED, ticket.number, said, message.fact)
    return replace(change, acknowledgement=note, events=(*change.events, event))


def open_set_aside(inbound: Inbound, here: Circumstances) -> Change:
    """Make a ticket of a message that had been set aside, as if a person had written it."""
    contact = here.client.contact(inbound.sender.address)
    author = _named(inbound.sender, contact)
    return open_from(inbound, here, author, known=contact is not None)


def _reported(inbound: Inbound, here: Circumstances, why: str | None) -> Change | None:
    """What a report of a mail of ours comes to; in a flood only one that proves itself."""
    report = inbound.report
    if report is None or why in (OWN_MAIL, LOOP):
        return None
    answer = here.message
    proven = proves(report, answer, here.secret) if answer else here.other_mail is not None
    return take_report(inbound, report, here) if proven or why != FLOOD else None


def _why_apart(inbound: Inbound, here: Circumstances) -> str | None:
    address, own = inbound.sender.address, inbound.own_addresses(here.agent)
    if here.arriving.ours or address in own:
        return OWN_MAIL
    if not own.isdisjoint(inbound.loop_marks):
        return LOOP
    too_many = here.arriving.of_sender >= here.policy.most_an_hour
    if inbound.live and too_many and not _goes_on(inbound, here):
        return FLOOD
    if inbound.origin is Origin.BOUNCE and inbound.report is not None:
        return NO_ANSWER_OF_OURS
    if inbound.origin is not Origin.PERSON:
        return inbound.origin.value
    return NOT_OF_THE_CLIENT if address in here.client.strangers else None


def _keep_apart(inbound: Inbound, here: Circumstances, why: str) -> Change:
    """Automatic mail of a contact is shown on its ticket; all else waits beside the queue."""
    of_contact = here.client.contact(inbound.sender.address) is not None
    beside = why in (OWN_MAIL, LOOP, FLOOD)
    ticket = here.ticket.number if here.ticket and of_contact and not beside else None
    if not beside and (remark := beware(inbound, here)):
        why = f"{why}; {remark}"
    message = message_from(inbound, here, inbound.sender, Kind.AUTOMATIC, ticket, None)
    event = came_in(here, What.SET_ASIDE, ticket, f"{why}: {inbound.subject}")
    told = _only_kept(inbound, here) if why == FLOOD and of_contact else ()
    return Change(messages=(replace(message, why=why),), events=(event,), reminders=told)


def _goes_on(inbound: Inbound, here: Circumstances) -> bool:
    """Whether it shows what only we have told: a ticket's token, or the name of an answer of ours.

    A forger knows the names of the mails that they forged themselves, so those prove nothing.
    """
    contact = here.client.contact(inbound.sender.address)
    if contact is None or _conversation(here, contact, inbound) is None:
        return False
    return here.arriving.answers_ours or ticket_named(here.secret, inbound.subject) is not None


def _only_kept(inbound: Inbound, here: Circumstances) -> tuple[Reminder, ...]:
    """The agent is told at once that words of a contact are not taken; once an hour and sender."""
    contact = here.client.contact(inbound.sender.address)
    if contact is None or here.arriving.told or inbound.origin is not Origin.PERSON:
        return ()
    key = Key(About.APART, here.next_message, Occasion.ONLY_KEPT, inbound.received)
    who = clean_line(contact.called, 60)
    most = here.policy.most_an_hour
    text = f"mail of {who} is only kept and not taken: more than {most} in an hour"
    return (Reminder(number=here.next_reminder, key=key, text=text, fired=here.now),)


def _named(sender: Person, contact: Person | None) -> Person:
    return Person(contact.name or sender.name, sender.address) if contact else sender


def _conversation(here: Circumstances, contact: Person | None, inbound: Inbound) -> Ticket | None:
    """The ticket it belongs to, where its sender may speak there."""
    ticket = here.ticket
    if ticket is None:
        return None
    return ticket if may_speak(ticket, inbound.sender, known=contact is not None) else None
