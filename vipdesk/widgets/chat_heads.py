"""What stands above and below a chat: who is on the page, how the promise stands, who types."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from msgspec import Struct
from textual.content import Content

from vipdesk.domain.board import TicketView
from vipdesk.domain.language import _
from vipdesk.domain.on_pages import OnPages
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel, Policy, Starts
from vipdesk.domain.text import clean_line
from vipdesk.domain.visitor import is_door_word
from vipdesk.widgets import signs
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.lines import Line
from vipdesk.widgets.promises import head, status_said

MOST_NAMED = 3
BAND_LOOK = {
    "breached": "bold $text-error",
    "urgent": "bold $warning",
    "warn": "$accent",
    "calm": "$success",
    "muted": "$text-muted",
    "heading": "bold",
}


class Around(Struct, frozen=True):
    """What a chat is shown under; `left` says when those were last seen on the page who are not."""

    policy: Policy
    now: datetime
    zone: tzinfo | None
    pages: OnPages
    left: Mapping[str, datetime]


def visitors(view: TicketView) -> tuple[Person, ...]:
    """The contacts who wrote at the client's own door, who wrote last first."""
    found: dict[str, Person] = {}
    for message in reversed(view.messages):
        if message.was_said and is_door_word(message.external_id):
            found.setdefault(message.author.address, message.author)
    return tuple(found.values())[:MOST_NAMED] or (view.ticket.requester,)


def presence(view: TicketView, around: Around) -> Content:
    """Who is on the client's page, and since when those are not who were."""
    told = [_presence(person, view, around) for person in visitors(view)]
    return Content(" · ").join(told)


def typing(view: TicketView, around: Around) -> Content:
    """Who of the client types on this ticket now; nothing for nobody."""
    on_it = {who for who, ticket in around.pages.types.items() if ticket == view.ticket.number}
    names = [_name(person) for person in visitors(view) if person.address in on_it]
    said = _("{names} types …").format(names=", ".join(names)) if names else ""
    return Content.styled(said, "italic $text-muted")


def clock_said(view: TicketView, around: Around) -> Content:
    """How the promise stands."""
    lines = head(view, around.policy, around.now, around.zone, short=True)
    return Content(" · ").join([_content(line) for line in lines[1:] or lines[:1]])


def what(view: TicketView, around: Around) -> Content:
    """Severity and status, and that a chat starts its clock at once."""
    row = view.line
    grade = around.policy.severities.get(row.severity)
    unsure = "" if row.triaged else signs.UNTRIAGED
    level = f"{row.severity}{unsure} {clean_line(grade.name, 40) if grade else ''}".rstrip()
    said = Content.styled(level, "bold"), Content(status_said(row.status))
    return Content(" · ").join([*said, *_rule(view, around)])


def _presence(person: Person, view: TicketView, around: Around) -> Content:
    name, here = _name(person), around.pages.here
    if person.address in here:
        looks = here[person.address]
        sign = signs.ON_PAGE if looks else signs.LOOKS_AWAY
        said = _("on the page now") if looks else _("looks elsewhere")
        return Content.assemble((f"{sign} {name}", "bold"), f": {said}")
    left = around.left.get(person.address)
    if left is not None:
        moment = timestamp(left, around.now, around.zone)
        said = _("left {moment}").format(moment=moment)
    else:
        said = _("not on the page, last wrote {moment}")
        said = said.format(moment=timestamp(_last(person, view), around.now, around.zone))
    return Content.assemble((f"{signs.NOT_ON_PAGE} {name}", "bold"), f": {said}")


def _last(person: Person, view: TicketView) -> datetime:
    said = (one.at for one in view.messages if one.author.address == person.address)
    return max(said, default=view.ticket.opened_at)


def _rule(view: TicketView, around: Around) -> Iterator[Content]:
    rule = around.policy.starts.get(Channel.CHAT)
    if view.ticket.channel is Channel.CHAT and rule is Starts.IMMEDIATE:
        closed = not around.policy.hours.is_open(around.now)
        said = _("starts at once, at night too")
        yield Content.styled(said, "$warning" if closed else "$text-muted")


def _name(person: Person) -> str:
    return clean_line(person.called, 40)


def _content(line: Line) -> Content:
    pieces = [Content.styled(text, BAND_LOOK.get(look, "")) for text, look in line]
    return Content("").join(pieces)
