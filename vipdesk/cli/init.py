"""`vipdesk init`: the store made without questions."""

import argparse
from datetime import date
from email.utils import parseaddr

from vipdesk.cli.output import print_either
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import policy_rules
from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput
from vipdesk.domain.people import Agent, Client, Person
from vipdesk.domain.text import clean_line
from vipdesk.policies import shipped_policy_text

LONGEST_NAME = 200
LONGEST_ADDRESS = 254


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--client", required=True, metavar="NAME")
    parser.add_argument("--agent", required=True, metavar="NAME")
    parser.add_argument("--agent-email", default="", metavar="A")
    parser.add_argument(
        "--contact", action="append", default=[], metavar='"Name <address>"', help="may be repeated"
    )
    parser.add_argument(
        "--domain", action="append", default=[], metavar="D", help="everyone there is a contact"
    )
    parser.add_argument("--plan", metavar="P", help="default: the plan that the policy asks for")
    parser.add_argument("--vip-from", metavar="DAY", help="default: today, in desk time")
    parser.add_argument("--vip-until", metavar="DAY", help="the last day; default: open-ended")
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    policy, now = policy_rules(settings)(shipped_policy_text()), settings.clock()()
    client = Client(
        name=_name(arguments.client, "--client"),
        plan=_name(arguments.plan or policy.plan, "--plan"),
        vip_from=_day(arguments.vip_from, "--vip-from") or policy.hours.local(now).date(),
        vip_until=_day(arguments.vip_until, "--vip-until"),
        domains=frozenset(map(_domain, arguments.domain)),
        contacts=tuple(map(_contact, arguments.contact)),
    )
    _check_days(client)
    address = _address(arguments.agent_email, "--agent-email") if arguments.agent_email else ""
    agent = Agent(_name(arguments.agent, "--agent"), address)
    from vipdesk.cli.working import found_desk  # slow to import: complaints come first

    found_desk(settings, client, agent, policy, now)
    made = {"store": settings.store, "client": client.name, "agent": agent.name}
    print_either(made, as_json=arguments.json)
    return 0


def _name(said: str, option: str) -> str:
    name = clean_line(said, LONGEST_NAME)
    if not name:
        raise BadInput(f"{option} is empty: give a name")
    return name


def _address(said: str, option: str) -> str:
    address = said.strip().lower()
    user, at, host = address.rpartition("@")
    clean = clean_line(address, LONGEST_ADDRESS) == address and not set(address) & set(' <>,;"')
    if not (user and at and host and clean):
        shown = clean_line(said, 60)
        raise BadInput(f"{option} {shown!r} is no mail address: give one like name@example.com")
    return address


def _contact(said: str) -> Person:
    name, address = parseaddr(said)
    return Person(clean_line(name, LONGEST_NAME), _address(address or said, "--contact"))


def _domain(said: str) -> str:
    domain = said.strip().lower().removeprefix("@")
    if not domain or _address(f"x@{domain}", "--domain") != f"x@{domain}" or "@" in domain:
        raise BadInput(f"--domain {clean_line(said, 60)!r} is no domain: give one like example.com")
    return domain


def _day(said: str | None, option: str) -> date | None:
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        shown = clean_line(said, 40)
        raise BadInput(f"{option} {shown!r} is no day: give one like 2026-11-23") from None


def _check_days(client: Client) -> None:
    if client.vip_until is not None and client.vip_until < client.vip_from:
        raise BadInput(
            f"--vip-until {client.vip_until} is before --vip-from {client.vip_from}: swap them"
        )
