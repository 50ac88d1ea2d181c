"""The words of an acknowledgement: a template whose places are filled in when it is sent.

It repeats nothing of what the client wrote (design: safety, T9).
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from msgspec import Struct

from vipdesk.domain.acknowledgement import ORIGINAL, Acknowledgement
from vipdesk.domain.canned import filled
from vipdesk.domain.people import Agent, Client, Person

PLACES = ("contact", "first_name", "client", "agent", "arrived", "opens", "due", "chat")
"""What may stand in braces; a paragraph with a place that nothing is known for is left out."""

GREETINGS = {"en": "Hello,", "it": "Buongiorno,", "de": "Guten Tag,"}
"""What stands in place of a first line that greets by name, where no name is known."""

USUAL_SUBJECT = "We have your message"
LONGEST_SUBJECT = 200

_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_FORMS = {
    "en": "{day} {date} {month}, {time} {zone}",
    "it": "{day} {date} {month}, ore {time} {zone}",
    "de": "{day}, {date}. {month}, {time} Uhr {zone}",
}


class Words(Struct, frozen=True):
    """What a mail says: its subject, without the ticket's token, and its text."""

    subject: str
    text: str


class Sender(Struct, frozen=True, kw_only=True):
    """Who says it: the agent by name, for the client, where the general chat is, in which zone."""

    agent: str
    client: str
    zone: tzinfo
    chat: str = ""


def sender_of(
    client: Client, agent: Agent, note: Acknowledgement, zone: tzinfo, chat: str
) -> Sender:
    """The agent, to a contact who may live by another clock than the desk (`zone`)."""
    own = client.zones.get(note.to.address)
    wall = ZoneInfo(own) if own else zone
    return Sender(agent=agent.name, client=client.name, zone=wall, chat=chat)


def words_of(
    note: Acknowledgement, received: datetime, templates: Mapping[str, str], sender: Sender
) -> Words:
    """The words in the note's language, where there is a template in it, else in English."""
    language = note.language if note.language in templates else ORIGINAL
    values = _values(note, received, language, sender)
    return worded(templates[language], language, values, USUAL_SUBJECT)


def worded(template: str, language: str, values: Mapping[str, str], usual_subject: str) -> Words:
    """A template with its places filled in; its first line may be the subject."""
    head, _, body = template.strip().partition("\n")
    named, colon, subject = head.partition(":")
    if colon and named.strip().casefold() == "subject":
        subject, text = subject.strip(), body
    else:
        subject, text = usual_subject, template
    if not values["first_name"]:
        text = _greeted(text, language)
    return Words(
        _without_places(subject, values)[:LONGEST_SUBJECT] or usual_subject,
        _paragraphs(text, values),
    )


def _greeted(text: str, language: str) -> str:
    """The text with a greeting that needs no name, where the language has one here."""
    first, end, rest = text.lstrip().partition("\n")
    by_name = first.rstrip(" ,.!:").endswith(("{contact}", "{first_name}"))
    return f"{GREETINGS[language]}{end}{rest}" if by_name and language in GREETINGS else text


def moment(at: datetime, language: str, zone: tzinfo) -> str:
    """A moment as people say it in a language, on the wall of `zone`, which it names."""
    spoken = language if language in _FORMS else ORIGINAL
    here = at.astimezone(zone)
    name = here.tzname() or ""
    return _FORMS[spoken].format(
        day=_DAYS[spoken].split()[here.weekday()],
        date=here.day,
        month=_MONTHS[spoken].split()[here.month - 1],
        time=f"{here:%H:%M}",
        zone=name if name.isalpha() else f"UTC{here:%z}",
    )


def of_contact(person: Person) -> dict[str, str]:
    """What is said of who is written to."""
    names = person.name.split()
    return {"contact": person.called, "first_name": names[0] if names else ""}


def _values(
    note: Acknowledgement, received: datetime, language: str, sender: Sender
) -> dict[str, str]:
    due = moment(note.due, language, sender.zone) if note.due else ""
    return {
        **of_contact(note.to),
        "client": sender.client,
        "agent": sender.agent,
        "arrived": moment(received, language, sender.zone),
        "opens": moment(note.opens, language, sender.zone),
        "due": due,
        "chat": sender.chat,
    }


def _paragraphs(text: str, values: Mapping[str, str]) -> str:
    """The paragraphs whose places are all known."""
    told = (_without_places(part, values) for part in text.strip().split("\n\n"))
    return "\n\n".join(part for part in told if part)


def _without_places(text: str, values: Mapping[str, str]) -> str:
    said, unknown = filled(text.strip("\n"), values)
    return "" if unknown else said
