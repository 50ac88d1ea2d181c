"""Records in another language than they are kept in.

Of what the desk itself wrote into them, this knows the forms. What people wrote, and what fits no
form, stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from vipdesk.domain import retold
from vipdesk.domain.callback import UNKNOWN
from vipdesk.domain.duration import duration_words, parse_duration
from vipdesk.domain.facts import Status
from vipdesk.domain.language import Catalogue, _, in_context, spoken
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

FORMS: Mapping[str, tuple[str, ...]] = {
    **{what.value: forms for what, forms in OF_EVENTS.items()},
    retold.REMINDER: REMINDERS,
    retold.ARITHMETIC: ARITHMETIC,
}
"""Those of each kind, events by what happened; of any other kind those of all records."""


def said(kept: str, kind: str) -> str:
    """What is kept of a kind, as this screen says it."""
    return _in_forms(kept, FORMS.get(kind, RECORDS))


def _in_forms(kept: str, forms: tuple[str, ...]) -> str:
    return _retold(kept, forms, spoken())


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
        case "what" | "role" | "outcome" | "promise" | "reason" | "channel" | "aside":
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
