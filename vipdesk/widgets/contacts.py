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
        """The first contact whose name or address begins so."""
        return self._completed(value)

    def completed(self, typed: str) -> str:
        """What was offered for the beginning of a name or an address; as typed without an offer."""
        return self._completed(typed) or typed

    def address(self, typed: str) -> str:
        """The address meant by a name, an address, or `Name <address>`; as typed otherwise."""
        words = self.completed(clean_line(typed, 400))
        return parseaddr(words)[1] if "<" in words else words

    def _completed(self, typed: str) -> str | None:
        wanted = typed.casefold()
        ways = (way for person in self._people for way in _ways(person))
        return next((way for way in ways if wanted and way.casefold().startswith(wanted)), None)


def _ways(person: Person) -> tuple[str, ...]:
    """How a contact may be typed."""
    name, address = clean_line(person.name, 200), clean_line(person.address, 254)
    return (f"{name} <{address}>", address) if name else (address,)
