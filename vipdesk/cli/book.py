"""`vipdesk book`: a call with somebody of the client, where the time is free."""

import argparse

from vipdesk.cli.bookings import add_within_notice, carry_out, start_of
from vipdesk.cli.parser import add_json
from vipdesk.cli.ticket import ticket_number
from vipdesk.config import Settings
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.founding import read_contact


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("start", metavar="START")
    parser.add_argument("--kind", required=True, metavar="K", help="as the policy names them")
    parser.add_argument("--with", dest="contact", required=True, metavar="EMAIL")
    parser.add_argument(
        "--guest",
        action="append",
        default=[],
        metavar='"Name <address>"',
        help="who else is invited; may be repeated",
    )
    parser.add_argument("--subject", default="", metavar="S")
    parser.add_argument("--ticket", type=ticket_number, metavar="N", help="what it is about")
    add_within_notice(parser)
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    start = start_of(arguments.start, settings)
    by_client = not arguments.within_notice
    others = tuple(read_contact(one, "--guest") for one in arguments.guest)
    booked, subject, about = arguments.contact, arguments.subject, arguments.ticket
    command = Book(arguments.kind, start, booked, subject, by_client, about, others)
    return carry_out(command, arguments, settings)
