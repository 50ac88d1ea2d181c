"""`vipdesk contacts`: who is of the client, and calls from which number."""

import argparse

from vipdesk.cli.output import print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.domain.people import Client


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    return print_contacts(settings, as_json=arguments.json)


def print_contacts(settings: Settings, *, as_json: bool) -> int:
    """The contacts in their order; the exit code."""
    with reading(settings) as reader:
        client = reader.board().client
    if as_json:
        print_json(
            [
                {
                    "name": one.name,
                    "address": one.address,
                    "phones": _phones(client, one.address),
                    "zone": client.zones.get(one.address),
                    "language": client.languages.get(one.address),
                }
                for one in client.contacts
            ]
        )
    else:
        rows = (
            (
                one.name,
                one.address,
                ", ".join(_phones(client, one.address)),
                client.zones.get(one.address, ""),
                client.languages.get(one.address, ""),
            )
            for one in client.contacts
        )
        print_table(("name", "address", "phones", "zone", "language"), rows)
    return 0


def _phones(client: Client, address: str) -> list[str]:
    return sorted(number for number, whose in client.phones.items() if whose == address)
