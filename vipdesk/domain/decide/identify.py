"""Somebody says who an unknown sender is (spec: clock, who is the client)."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import Identify
from vipdesk.domain.course import follow
from vipdesk.domain.decide.ticket import happened, judged, with_facts
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import Fact, Status, StatusSet, Struck
from vipdesk.domain.language import _
from vipdesk.domain.people import Contact, Person
from vipdesk.domain.text import clean_line
from vipdesk.domain.ticket import Ticket

LONGEST_NAME = 200


def identify(command: Identify, here: Circumstances) -> Change:
    """A contact from now on: every ticket of theirs runs as if it had been known at once."""
    ticket = here.the_ticket()
    if not ticket.sender_unknown:
        raise Refusal(_("#{ticket}: its sender is known already").format(ticket=ticket.number))
    theirs = [t for t in (ticket, *_others_of(ticket, here)) if t.sender_unknown]
    if command.name is None:
        return _nobody_of_the_client(ticket, theirs, here)
    name = clean_line(command.name, LONGEST_NAME)
    person = Person(name or ticket.requester.name, ticket.requester.address)
    known = tuple(judged(_known(t, person), here.policy) for t in theirs)
    said = f"{person.called}, of the client"
    return Change(tickets=known, events=_events(theirs, here, said), contact=_remembered(person))


def _others_of(ticket: Ticket, here: Circumstances) -> tuple[Ticket, ...]:
    """The sender's other tickets; mails without an address are not one sender's."""
    return here.others if ticket.requester.address else ()


def _remembered(person: Person, *, stranger: bool = False) -> Contact | None:
    return Contact(person, stranger) if person.address else None


def _nobody_of_the_client(ticket: Ticket, theirs: list[Ticket], here: Circumstances) -> Change:
    closed = [
        with_facts(t, StatusSet(t.next_fact, here.now, Status.RESOLVED))
        for t in theirs
        if follow(t, here.policy).status is not Status.RESOLVED
    ]
    return Change(
        tickets=tuple(judged(t, here.policy) for t in closed),
        events=_events(theirs, here, "nobody of the client"),
        contact=_remembered(ticket.requester, stranger=True),
    )


def _known(ticket: Ticket, person: Person) -> Ticket:
    return replace(ticket, requester=person, facts=tuple(map(_counts, ticket.facts)))


def _counts(fact: Fact) -> Fact:
    return replace(fact, struck=None) if fact.struck is Struck.UNKNOWN_SENDER else fact


def _events(tickets: list[Ticket], here: Circumstances, said: str) -> tuple[Event, ...]:
    return tuple(happened(here, What.IDENTIFIED, t.number, said) for t in tickets)
