"""Whose desk a new one is, from what somebody typed."""

from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr

from vipdesk.domain.errors import BadInput
from vipdesk.domain.people import Agent, Client, Person
from vipdesk.domain.text import clean_line

LONGEST_NAME, LONGEST_ADDRESS = 200, 254
SEPARATORS = frozenset(' <>,;"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was typed; `contacts` has one to a line: a contact, or @domain for everyone there."""

    client: str
    plan: str
    vip_from: str
    vip_until: str
    agent: str
    agent_address: str
    contacts: str


@dataclass(frozen=True, slots=True)
class FirstUse:
    """Whose desk it is to be."""

    client: Client
    agent: Agent


def founded(told: Told, today: date) -> FirstUse:
    """The client and the agent; BadInput names the first thing that can't be right."""
    lines = [line.strip() for line in told.contacts.splitlines() if line.strip()]
    begins = _day(told.vip_from, "add-on from") or today
    ends = _day(told.vip_until, "until")
    if ends is not None and ends < begins:
        raise BadInput(f"until: {ends} is before {begins}: swap them")
    client = Client(
        name=_name(told.client, "client"),
        plan=_name(told.plan, "plan"),
        vip_from=begins,
        vip_until=ends,
        domains=frozenset(_domain(line) for line in lines if line.startswith("@")),
        contacts=tuple(_contact(line) for line in lines if not line.startswith("@")),
    )
    own = told.agent_address.strip()
    return FirstUse(
        client, Agent(_name(told.agent, "agent"), _address(own, "e-mail") if own else "")
    )


def _name(typed: str, field: str) -> str:
    name = clean_line(typed, LONGEST_NAME)
    if not name:
        raise BadInput(f"{field} is empty: give a name")
    return name


def _address(typed: str, field: str) -> str:
    address = typed.strip().lower()
    user, _, host = address.rpartition("@")
    clean = clean_line(address, LONGEST_ADDRESS) == address and not set(address) & SEPARATORS
    if not (user and host and clean):
        shown = clean_line(typed, 60)
        raise BadInput(f"{field}: {shown} is no mail address: give one like name@example.com")
    return address


def _contact(line: str) -> Person:
    name, address = parseaddr(line) if "<" in line else ("", line)
    return Person(clean_line(name, LONGEST_NAME), _address(address or line, "contacts"))


def _domain(line: str) -> str:
    return _address(f"x{line}", "contacts").removeprefix("x@")


def _day(typed: str, field: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        shown = clean_line(typed, 40)
        raise BadInput(f"{field}: {shown} is no day: give one like 2026-11-23") from None
