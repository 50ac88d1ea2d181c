"""Answers that are kept ready: text with places that the ticket fills in."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

PLACES = ("contact", "first_name", "client", "ticket", "subject", "due", "agent")
"""What may stand in braces, as in {contact}."""

_PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Canned:
    """One answer: what it is called, the language it is in (`en`; empty for none), its text."""

    name: str
    language: str
    text: str

    def meets(self, typed: str, languages: Collection[str] = ()) -> bool:
        """Whether every word of `typed` stands in it; a word that is a language means that."""
        whole = f"{self.name} {self.text}".casefold()
        words = typed.casefold().split()
        return all(w == self.language if w in languages else w in whole for w in words)


def filled(text: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text with what the ticket says in its places, and the places that nothing is known for.

    These stay as they are, for a person to fill in.
    """
    unknown = [name for name in _PLACE.findall(text) if not values.get(name)]
    said = _PLACE.sub(lambda found: values.get(found[1]) or found[0], text)
    return said, tuple(dict.fromkeys(unknown))
