"""`vipdesk init`: the store made without questions."""

import argparse

from vipdesk.cli.output import print_either
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import policy_rules
from vipdesk.cli.whence import COMMAND_LINE, sat_at
from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput
from vipdesk.domain.founding import (
    check_days,
    read_agent,
    read_contact,
    read_day,
    read_domain,
    read_name,
)
from vipdesk.domain.people import Client
from vipdesk.mail_account import read_mail_account
from vipdesk.policies import shipped_policy_text

SET_UP = "`vipdesk mail set-up YOUR@ADDRESS`, then `vipdesk` opens the desk"
CHECK = "`vipdesk mail check` says whether it works"
NOBODY_KNOWN = "nobody is known yet: `vipdesk contact EMAIL --name NAME`"


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
    parser.add_argument(
        "--vip-from", default="", metavar="DAY", help="default: today, in desk time"
    )
    parser.add_argument(
        "--vip-until", default="", metavar="DAY", help="the last day; default: open-ended"
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    policy, now = policy_rules(settings)(shipped_policy_text()), settings.clock()()
    client = Client(
        name=read_name(arguments.client, "--client"),
        plan=policy.plan if arguments.plan is None else read_name(arguments.plan, "--plan"),
        vip_from=read_day(arguments.vip_from, "--vip-from") or policy.hours.local(now).date(),
        vip_until=read_day(arguments.vip_until, "--vip-until"),
        domains=frozenset(read_domain(domain, "--domain") for domain in arguments.domain),
        contacts=tuple(read_contact(contact, "--contact") for contact in arguments.contact),
    )
    check_days(client, "--vip-until")
    agent = read_agent(arguments.agent, "--agent", arguments.agent_email, "--agent-email")
    from vipdesk.cli.working import found_desk  # slow to import: complaints come first

    found_desk(settings, client, agent, policy, now, sat_at(COMMAND_LINE))
    made = {"store": settings.store, "client": client.name, "agent": agent.name}
    print_either(made if arguments.json else made | _next(client, settings), as_json=arguments.json)
    return 0


def _next(client: Client, settings: Settings) -> dict[str, str]:
    """What a desk needs to have its mails answered in time."""
    try:
        is_set = read_mail_account(settings.own_file) is not None
    except BadInput:
        is_set = True
    told = {} if client.contacts or client.domains else {"contacts": NOBODY_KNOWN}
    return told | {"mail": CHECK if is_set else SET_UP}
