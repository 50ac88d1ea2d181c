"""Whose desk a new one is, from what somebody typed."""

from datetime import date

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _
from vipdesk.domain.names import composed
from vipdesk.domain.people import Agent, Client, Person, mail_address
from vipdesk.domain.text import clean_line

LONGEST_NAME = 200


class Told(Struct, frozen=True, kw_only=True):
    """What was typed; `contacts` has one to a line: a contact, or @domain for everyone there."""

    client: str
    plan: str
    vip_from: str
    vip_until: str
    agent: str
    agent_address: str
    contacts: str


class FirstUse(Struct, frozen=True):
    """Whose desk it is to be."""

    client: Client
    agent: Agent


def founded(told: Told, today: date) -> FirstUse:
    """The client and the agent; BadInput names the first thing that can't be right."""
    lines = [line.strip() for line in told.contacts.splitlines() if line.strip()]
    client = Client(
        name=read_name(told.client, N_("client")),
        plan=read_name(told.plan, N_("plan")),
        vip_from=read_day(told.vip_from, N_("add-on from")) or today,
        vip_until=read_day(told.vip_until, N_("until")),
        domains=frozenset(
            read_domain(line, N_("contacts")) for line in lines if line.startswith("@")
        ),
        contacts=tuple(read_contact(line, N_("contacts")) for line in lines if line[0] != "@"),
    )
    check_days(client, N_("until"))
    agent = read_agent(told.agent, N_("agent"), told.agent_address, N_("e-mail"))
    return FirstUse(client, agent)


def read_name(typed: str, field: str) -> str:
    """A name of one clean line; BadInput names the `field` where there is none."""
    name = composed(clean_line(typed, LONGEST_NAME))
    if not name:
        raise BadInput(_("{field} is empty: give a name").format(field=_(field)))
    return name


def read_agent(name: str, field: str, address: str, address_field: str) -> Agent:
    """The agent, with an address or without; BadInput names the field."""
    own = mail_address(address, address_field) if address.strip() else ""
    return Agent(read_name(name, field), own)


def read_contact(typed: str, field: str) -> Person:
    """Somebody of the client: `Name <address>`, or an address alone; BadInput names the field."""
    name, _, address = typed.strip().removesuffix(">").rpartition("<")
    return Person(clean_line(name.strip(' "'), LONGEST_NAME), mail_address(address, field))


def read_domain(typed: str, field: str) -> str:
    """A domain, with or without its @; BadInput names the field."""
    domain = typed.strip().removeprefix("@")
    try:
        return mail_address(f"everyone@{domain}", field).removeprefix("everyone@")
    except BadInput:
        shown = clean_line(typed, 60)
        raise BadInput(
            _("{field}: {shown} is no domain: give one like example.com").format(
                field=_(field), shown=shown
            )
        ) from None


def read_day(typed: str, field: str) -> date | None:
    """A day as 2026-11-23, None for nothing typed; BadInput names the field."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        shown = clean_line(typed, 40)
        raise BadInput(
            _("{field}: {shown} is no day: give one like 2026-11-23").format(
                field=_(field), shown=shown
            )
        ) from None


def check_days(client: Client, field: str) -> None:
    """Raise BadInput, naming the field of its last day, where the add-on ends before it begins."""
    begins, ends = client.vip_from, client.vip_until
    if ends is not None and ends < begins:
        raise BadInput(
            _("{field}: {ends} is before {begins}: swap them").format(
                field=_(field), ends=ends, begins=begins
            )
        )
