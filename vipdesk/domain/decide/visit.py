"""Who may come in by the client's own door: links used once, tokens taken once, visits ended."""

from datetime import datetime, timedelta
from typing import assert_never

from msgspec.structs import replace

from vipdesk.domain.at_door import DoorChange, Feed, Taken
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.door_commands import (
    EndVisit,
    EndVisits,
    Enter,
    EnterByToken,
    LinkCommand,
    MakeLink,
    RenewFeed,
)
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.language import N_, _
from vipdesk.domain.people import Person, mail_address
from vipdesk.domain.text import clean_line
from vipdesk.domain.visit import (
    LINK_LASTS,
    LONGEST_TOKEN,
    TOKEN_VISIT_LASTS,
    VISIT_LASTS,
    Link,
    Visit,
    Way,
)

LONGEST_WHENCE, LONGEST_AGENT, LONGEST_NAME = 60, 200, 60
MOST_SIGNS = 200
"""Of a token's own identity: it is the client's system that makes it."""

SKEW = timedelta(minutes=2)
"""A minute by which the clock of the client's system may be ahead, and one it may be behind."""


def on_link(command: LinkCommand, here: Circumstances) -> Change:
    """A link made or used, a token taken, visits ended."""
    match command:
        case MakeLink():
            return make_link(command, here)
        case Enter():
            return enter(command, here)
        case EnterByToken():
            return enter_by_token(command, here)
        case EndVisit():
            return end_visit(here)
        case EndVisits():
            return end_visits(command, here)
        case RenewFeed():
            return renew_feed(command, here)
        case _:
            assert_never(command)


def make_link(command: MakeLink, here: Circumstances) -> Change:
    """A link for a contact of the client, and for nobody else."""
    contact = here.client.contact(mail_address(command.address, N_("for")))
    if contact is None:
        said = clean_line(command.address, 60)
        raise BadInput(
            _("{who} is no contact of the client: `vipdesk contacts` lists them").format(who=said)
        )
    made = Link(
        digest=command.digest,
        address=contact.address,
        by=here.who,
        made=here.now,
        ends=here.now + LINK_LASTS,
    )
    event = _event(here, What.LINK_MADE, here.who, f"for {contact.called}")
    return Change(door=DoorChange(links=(made,)), events=(event,))


def enter(command: Enter, here: Circumstances) -> Change:
    """Use a link, once."""
    link = here.door.link
    if link is None:
        raise Refusal(_("this link is not known here: ask for a new one"))
    if link.used is not None:
        raise Refusal(_("this link was used already: ask for a new one"))
    if not link.is_good(here.now):
        raise Refusal(_("this link has ended: ask for a new one"))
    contact = _contact(link.address, here)
    visit = _visit(command, contact, Way.LINK, here.now + VISIT_LASTS, here)
    return _entered(visit, contact, DoorChange(links=(replace(link, used=here.now),)), here)


def enter_by_token(command: EnterByToken, here: Circumstances) -> Change:
    """Take a token of the client's system, once, while it is good."""
    if not 0 < len(command.jti) <= MOST_SIGNS:
        raise Refusal(_("this token does not say which one it is (jti): sign in again"))
    if here.door.taken:
        raise Refusal(_("this token was used already: sign in again"))
    if command.expires <= here.now:
        raise Refusal(_("this token has ended: sign in again"))
    if command.expires > here.now + LONGEST_TOKEN + SKEW:
        most = int(LONGEST_TOKEN.total_seconds()) // 60
        raise Refusal(
            _("this token is good for too long: {count} minutes are the most").format(count=most)
        )
    contact = _contact(command.address, here)
    known = contact if contact.name else replace(contact, name=_name(command.name))
    visit = _visit(command, known, Way.TOKEN, here.now + TOKEN_VISIT_LASTS, here)
    taken = Taken(command.jti, command.expires, here.now)
    return _entered(visit, known, DoorChange(token=taken), here)


def end_visit(here: Circumstances) -> Change:
    """Sign one browser out; one that is signed out already stays so."""
    visit = here.door.visit
    if visit is None or not visit.is_open(here.now):
        return Change()
    contact = here.client.contact(visit.address) or Person(visit.name, visit.address)
    event = _event(here, What.LEFT_DOOR, contact.called)
    return Change(door=DoorChange(visits=(replace(visit, ended=here.now),)), events=(event,))


def end_visits(command: EndVisits, here: Circumstances) -> Change:
    """Sign somebody out everywhere, who may be no contact any more.

    Who had the address of their calendar has it no more, whether they were signed in or not.
    """
    links = tuple(replace(one, ended=here.now) for one in here.door.links)
    visits = tuple(replace(one, ended=here.now) for one in here.door.visits)
    feed = Feed(mail_address(command.address, N_("for")), here.fresh_id)
    who = clean_line(command.address, 60)
    event = _event(here, What.DOOR_CLOSED, here.who, f"for {who}")
    return Change(door=DoorChange(links=links, visits=visits, feed=feed), events=(event,))


def renew_feed(command: RenewFeed, here: Circumstances) -> Change:
    """Their calendar has another address from now on."""
    contact = _contact(command.address, here)
    feed, event = Feed(contact.address, here.fresh_id), _event(here, What.FEED_RENEWED, here.who)
    return Change(door=DoorChange(feed=feed), events=(event,))


def _contact(address: str, here: Circumstances) -> Person:
    contact = here.client.contact(address)
    if contact is None:
        raise Refusal(_("this door is for contacts of the client only"))
    return contact


def _visit(
    command: Enter | EnterByToken,
    contact: Person,
    way: Way,
    ends: datetime,
    here: Circumstances,
) -> Visit:
    return Visit(
        digest=command.visit,
        address=contact.address,
        name=contact.name,
        way=way,
        at=here.now,
        ends=ends,
        whence=clean_line(command.whence, LONGEST_WHENCE),
        agent=clean_line(command.agent, LONGEST_AGENT),
    )


def _entered(visit: Visit, contact: Person, by: DoorChange, here: Circumstances) -> Change:
    event = _event(here, What.ENTERED, contact.called, f"by {visit.way.value}")
    return Change(door=replace(by, visits=(visit,)), events=(event,))


def _name(said: str) -> str:
    return clean_line(said, LONGEST_NAME)


def _event(here: Circumstances, what: What, who: str, detail: str = "") -> Event:
    return Event(here.now, what, who, None, detail)
