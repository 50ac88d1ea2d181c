"""The client, its contacts, and the agent."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name and a mail address (lower case); either may be empty."""

    name: str
    address: str = ""

    @property
    def called(self) -> str:
        """What to call them on screen."""
        return self.name or self.address or "somebody"


@dataclass(frozen=True, slots=True)
class Client:
    """The desk's one client: its plan, and the days (inclusive) its add-on runs."""

    name: str
    plan: str
    vip_from: date
    vip_until: date | None = None
    domains: frozenset[str] = frozenset()
    contacts: tuple[Person, ...] = ()
    strangers: frozenset[str] = frozenset()

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


@dataclass(frozen=True, slots=True)
class Agent:
    """The dedicated agent, known to the client by name."""

    name: str
    address: str = ""
