"""The client's contacts, offered while somebody types a name or an address."""

from collections.abc import Iterable
from email.utils import parseaddr

from textual.suggester import Suggester

from vipdesk.domain.people import Person
from vipdesk.domain.text import clean_line


class Contacts(Suggester):
    """Completes by name and by address."""

    def __init__(self, people: Iterable[Person]) -> None:
        super().__init__(use_cache=False, case_sensitive=False)
        self._people = tuple(people)

    async def get_suggestion(self, value: str) -> str | None:
        """The first contact whose name or address begins so; `value` comes in lower case."""
        for person in self._people:
            for way in _ways(person):
                if way.casefold().startswith(value.casefold()):
                    return way
        return None

    def address(self, typed: str) -> str:
        """The address meant by a name, an address, or `Name <address>`; as typed otherwise."""
        words = clean_line(typed, 400)
        for person in self._people:
            if words.casefold() in (way.casefold() for way in (person.name, *_ways(person))):
                return person.address
        return parseaddr(words)[1] if "<" in words else words


def _ways(person: Person) -> tuple[str, ...]:
    """How a contact may be typed."""
    name, address = clean_line(person.name, 200), clean_line(person.address, 254)
    return (f"{name} <{address}>", address) if name else (address,)
