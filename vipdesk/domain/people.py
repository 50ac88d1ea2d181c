"""The client, its contacts, and the agent."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line

LONGEST_ADDRESS = 254
NAMELESS = N_("somebody")
_SEPARATORS = frozenset(' <>,;"')


class Person(Struct, frozen=True):
    """Somebody with a name and a mail address (lower case); either may be empty."""

    name: str
    address: str = ""

    @property
    def called(self) -> str:
        """What a record calls them."""
        return self.name or self.address or NAMELESS

    @property
    def spoken(self) -> str:
        """What to call them on screen."""
        return self.name or self.address or _(NAMELESS)


class Client(Struct, frozen=True):
    """The desk's one client: its plan, and the days (inclusive) its add-on runs.

    `phones` are the contacts' numbers (E.164), each with the address of whose it is; `zones` the
    IANA zones of contacts, by address, that live by another clock than the desk, `languages` what
    contacts are written to in, as ISO 639 codes.
    """

    name: str
    plan: str
    vip_from: date
    vip_until: date | None = None
    domains: frozenset[str] = frozenset()
    contacts: tuple[Person, ...] = ()
    strangers: frozenset[str] = frozenset()
    phones: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """What most of those contacts are written to in; nothing where that is not plain."""
        counted = Counter(self.languages.values()).most_common(2)
        plain = bool(counted) and (len(counted) == 1 or counted[0][1] > counted[1][1])
        return counted[0][0] if plain else ""

    def entitled(self, day: date, plan: str) -> bool:
        """Whether the add-on is in force on `day` and the client on the policy's `plan`."""
        ended = self.vip_until is not None and day > self.vip_until
        return self.plan.casefold() == plan.casefold() and day >= self.vip_from and not ended

    def contact(self, address: str) -> Person | None:
        """Who of the client has this address; None for anyone else (spec: clock)."""
        wanted = address.strip().lower()
        if not wanted or wanted in self.strangers:
            return None
        for person in self.contacts:
            if person.address == wanted:
                return person
        _, at, domain = wanted.rpartition("@")
        if at and domain in self.domains:
            return Person("", wanted)
        return None

    def caller(self, phone: str) -> Person | None:
        """Which contact calls from this number (E.164); None where nobody is known to."""
        return self.contact(self.phones.get(phone, ""))


class Agent(Struct, frozen=True):
    """The dedicated agent, known to the client by name."""

    name: str
    address: str = ""


def is_language(code: str) -> bool:
    """Whether it is written as the code of a language is (ISO 639)."""
    return len(code) in (2, 3) and code.isascii() and code.isalpha() and code.islower()


def mail_address(typed: str, field: str) -> str:
    """A mail address in lower case; BadInput names the `field` where it is none."""
    address = typed.strip().lower()
    user, at, host = address.rpartition("@")
    clean = clean_line(address, LONGEST_ADDRESS) == address and not set(address) & _SEPARATORS
    if not (user and at and host and clean and "@" not in user):
        shown = clean_line(typed, 60)
        raise BadInput(
            _("{field}: {shown} is no mail address: give one like name@example.com").format(
                field=_(field), shown=shown
            )
        )
    return address


class Contact(Struct, frozen=True):
    """Somebody who was said to belong to the client, or (`stranger`) not to."""

    person: Person
    stranger: bool = False


class Phone(Struct, frozen=True):
    """A contact's number, E.164 and fit to read, by the contact's address."""

    address: str
    number: str
    shown: str
