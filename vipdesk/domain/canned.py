"""Answers that are kept ready: text with places that the ticket fills in."""

import re
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

PLACES = ("contact", "first_name", "client", "ticket", "subject", "due", "agent")
"""What may stand in braces, as in {contact}."""

LONGEST_LOOKED_AT, FEWEST_SHARED = 20_000, 2

_WORD = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(r"\{([a-z_]+)\}")


class Canned(Struct, frozen=True):
    """One answer: what it is called, the language it is in (`en`; empty for none), its text."""

    name: str
    language: str
    text: str

    def meets(self, typed: str, languages: Collection[str] = ()) -> bool:
        """Whether every word of `typed` stands in it; a word that is a language means that."""
        whole = f"{self.name} {self.text}".casefold()
        words = typed.casefold().split()
        return all(w == self.language if w in languages else w in whole for w in words)


def in_order(answers: Iterable[Canned], said: str, spoken: str) -> tuple[Canned, ...]:
    """Those in the language of what the client `said` first, then the desk's, then the others."""
    answers = tuple(answers)
    first = [language for language in (_language(said, answers), spoken) if language]

    def place(one: Canned) -> tuple[int, str, str]:
        rank = first.index(one.language) if one.language in first else len(first)
        return rank, one.language, one.name.casefold()

    return tuple(sorted(answers, key=place))


def _language(said: str, answers: Iterable[Canned]) -> str:
    """The language whose answers share the most words with this, no other sharing as many."""
    known: dict[str, set[str]] = {}
    for one in answers:
        known.setdefault(one.language, set()).update(_words(_PLACE.sub("", one.text)))
    known.pop("", None)
    words = _words(said[-LONGEST_LOOKED_AT:])
    shared = {language: len(words & their) for language, their in known.items()}
    most = max(shared.values(), default=0)
    theirs = [language for language, count in shared.items() if count == most]
    return theirs[0] if most >= FEWEST_SHARED and len(theirs) == 1 else ""


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def filled(text: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text with what the ticket says in its places, and the places that nothing is known for.

    These stay as they are, for a person to fill in.
    """
    unknown = [name for name in _PLACE.findall(text) if not values.get(name)]
    said = _PLACE.sub(lambda found: values.get(found[1]) or found[0], text)
    return said, tuple(dict.fromkeys(unknown))
