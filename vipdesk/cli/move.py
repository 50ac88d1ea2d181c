"""`vipdesk move`: a booked call at another time."""

import argparse

from vipdesk.cli.bookings import add_within_notice, carry_out, start_of
from vipdesk.cli.parser import add_json
from vipdesk.cli.ticket import ticket_number
from vipdesk.config import Settings
from vipdesk.domain.calendar_commands import MoveBooking


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", type=ticket_number, metavar="ID")
    parser.add_argument("start", metavar="START")
    add_within_notice(parser)
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    start = start_of(arguments.start, settings)
    command = MoveBooking(arguments.id, start, by_client=not arguments.within_notice)
    return carry_out(command, arguments, settings)
