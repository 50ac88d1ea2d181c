"""What the store keeps, said again in the language spoken at this screen.

A record is in one language for ever; of what the desk itself wrote into it, this knows the forms.
What people wrote, and what fits no form, stays as it is.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from vipdesk.domain.callback import UNKNOWN
from vipdesk.domain.duration import duration_words, parse_duration
from vipdesk.domain.event import Event
from vipdesk.domain.facts import Status
from vipdesk.domain.language import Catalogue, Original, _, in_context, spoken
from vipdesk.domain.retold_forms import (
    ARITHMETIC,
    KINDS,
    NAMED,
    OF_EVENTS,
    RECORDS,
    REMINDERS,
    TAKES_ANY,
)

Form = tuple[str, re.Pattern[str]]

MOST_SIGNS = 1000
"""Longer words are nobody's form."""

_PLACE = re.compile(r"\{(\w+)\}")


def retold(kept: str) -> str:
    """What an act left behind it, as this screen says it."""
    return _in_forms(kept, RECORDS)


def detail_said(event: Event) -> str:
    """The detail of an event, as this screen says it."""
    return _in_forms(event.detail, OF_EVENTS.get(event.what, RECORDS))


def reminder_said(kept: str) -> str:
    """What a reminder tells, as this screen says it."""
    return _in_forms(kept, REMINDERS)


def arithmetic_said(kept: str) -> str:
    """A line of how a due moment or a verdict came about, as this screen says it."""
    return _in_forms(kept, ARITHMETIC)


def _in_forms(kept: str, forms: tuple[str, ...]) -> str:
    catalogue = spoken()
    return kept if isinstance(catalogue, Original) else _retold(kept, forms, catalogue)


@lru_cache(maxsize=4096)
def _retold(kept: str, forms: tuple[str, ...], catalogue: Catalogue) -> str:
    """`catalogue` keeps what was said in another language apart."""
    if kept in forms:
        return in_context("record", "answer") if kept == "answer" else _(kept)
    for form, read in _compiled(forms) if len(kept) <= MOST_SIGNS else ():
        if found := read.fullmatch(kept):
            places = found.groupdict().items()
            return _(form).format(**{name: _said(name, words, forms) for name, words in places})
    return kept


def _said(name: str, words: str, forms: tuple[str, ...]) -> str:
    """What stands in a place, as this screen says it."""
    match name.rstrip("0123456789"):
        case "said":
            return _in_forms(words, forms)
        case "what" | "outcome" | "promise" | "reason" | "channel" | "aside":
            return _(words)
        case "who" if words == UNKNOWN:
            return _(words)
        case "status":
            return Status(words).said
        case "moment" | "span":
            return NAMED.sub(lambda found: _(found[0]), words)
        case "duration":
            return duration_words(parse_duration(words))
    return words


@lru_cache(maxsize=32)
def _compiled(forms: tuple[str, ...]) -> tuple[Form, ...]:
    return tuple(_read(form) for form in forms if "{" in form)


def _read(form: str) -> Form:
    return form, re.compile("".join(_parts(form)), re.DOTALL)


def _parts(form: str) -> Iterator[str]:
    for place, part in enumerate(_PLACE.split(form)):
        takes = KINDS.get(part.rstrip("0123456789"), TAKES_ANY)
        yield f"(?P<{part}>{takes})" if place % 2 else re.escape(part)
