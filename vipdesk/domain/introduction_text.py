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

PLACES = ("contact", "first_name", "client", "agent", "cover", "from", "until", "chat")
"""What may stand in braces; a paragraph with a place that nothing is known for is left out."""

FROM = {
    "en": ("from now on", "from {moment}"),
    "it": ("da ora", "da {moment}"),
    "de": ("ab jetzt", "ab {moment}"),
}
"""Since when the agent is away: at once, or from a moment that is still to come."""

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
    values = _values(to, language, handover, desk, now)
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


def _values(
    to: Person, language: str, handover: Handover, desk: Handing, now: datetime
) -> dict[str, str]:
    own = desk.client.zones.get(to.address)
    zone = ZoneInfo(own) if own else desk.policy.hours.zone
    back, goes = _opening(handover.until, desk), begins_later(handover, desk, now)
    at_once, later = FROM[language if language in FROM else ORIGINAL]
    return {
        **of_contact(to),
        "client": desk.client.name,
        "agent": desk.agent.name,
        "cover": handover.giver if handover.back else handover.taker,
        "from": later.format(moment=moment(goes, language, zone)) if goes else at_once,
        "until": moment(back, language, zone) if back else "",
    }


def begins_later(handover: Handover, desk: Handing, now: datetime) -> datetime | None:
    """When the agent is missed first, where that is after now (aware)."""
    begins = handover.begins
    if begins is None or begins <= now:
        return None
    return _opening(begins, desk)


def _opening(at: datetime | None, desk: Handing) -> datetime | None:
    """The desk's first opening from then on: the agent is there again, or missed."""
    if at is None:
        return None
    try:
        return desk.policy.hours.next_opening(at)
    except BadInput:  # it never opens again
        return None
