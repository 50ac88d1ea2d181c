"""Telling the client who has the desk: to whom, and in which words, filled in from a template."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from vipdesk.domain.acknowledgement import ORIGINAL, language_for
from vipdesk.domain.acknowledgement_text import moment, of_contact, worded
from vipdesk.domain.errors import BadInput
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import Handover, Introduction, away_since
from vipdesk.domain.handover_commands import Templates
from vipdesk.domain.people import Person
from vipdesk.domain.sheet_making import AHEAD

PLACES = ("contact", "first_name", "client", "agent", "cover", "until", "chat")
"""What may stand in braces; a paragraph with a place that nothing is known for is left out."""

USUAL_AWAY, USUAL_BACK = "Who is there for you", "Back at your desk"


def introductions(
    handover: Handover, desk: Handing, templates: Templates, now: datetime
) -> tuple[Introduction, ...]:
    """The mails that go out where this sheet is signed now (aware)."""
    known = templates.back if handover.back else templates.away
    if ORIGINAL not in known:
        return ()
    said = list(_concerned(handover, desk, now))
    return tuple(_introduction(one, words, handover, desk, templates, now) for one, words in said)


def _concerned(handover: Handover, desk: Handing, now: datetime) -> Iterator[tuple[Person, str]]:
    """The contacts with an open ticket or a booked call in that time, and what they wrote of."""
    begins, ends = _stretch(handover, desk, now)
    asked = [(one.requester, one.subject) for one in desk.tickets]
    asked += [
        (one.guest, one.subject) for one in desk.bookings if one.end > begins and one.start < ends
    ]
    found: dict[str, tuple[Person, list[str]]] = {}
    for person, subject in asked:
        contact = desk.client.contact(person.address)
        if contact is not None:
            found.setdefault(contact.address, (contact, []))[1].append(subject)
    return ((contact, "\n".join(subjects)) for contact, subjects in found.values())


def _stretch(handover: Handover, desk: Handing, now: datetime) -> tuple[datetime, datetime]:
    """The time that the cover has the desk: still to come, or over where the agent is back."""
    if not handover.back:
        return now, handover.until or now + AHEAD
    return away_since(desk.handovers) or now, now


def _introduction(
    to: Person,
    subjects: str,
    handover: Handover,
    desk: Handing,
    templates: Templates,
    now: datetime,
) -> Introduction:
    known = templates.back if handover.back else templates.away
    wanted = language_for(desk.client, to.address, subjects)
    language = wanted if wanted in known else ORIGINAL
    usual = USUAL_BACK if handover.back else USUAL_AWAY
    values = _values(to, language, handover, desk)
    words = worded(known[language], language, values | {"chat": templates.chat}, usual)
    return Introduction(
        handover=handover.number,
        to=to,
        author=desk.agent.name,
        language=language,
        subject=words.subject,
        text=words.text,
        at=now,
    )


def _values(to: Person, language: str, handover: Handover, desk: Handing) -> dict[str, str]:
    own = desk.client.zones.get(to.address)
    zone = ZoneInfo(own) if own else desk.policy.hours.zone
    back = _returns(handover, desk)
    return {
        **of_contact(to),
        "client": desk.client.name,
        "agent": desk.agent.name,
        "cover": handover.giver if handover.back else handover.taker,
        "until": moment(back, language, zone) if back else "",
    }


def _returns(handover: Handover, desk: Handing) -> datetime | None:
    """When the agent is there again: the desk's first opening after the time off."""
    if handover.until is None:
        return None
    try:
        return desk.policy.hours.next_opening(handover.until)
    except BadInput:  # it never opens again
        return None
