"""`vipdesk cancel`: a booked call that does not take place."""

import argparse

from vipdesk.cli.bookings import carry_out
from vipdesk.cli.parser import add_json
from vipdesk.cli.ticket import ticket_number
from vipdesk.config import Settings
from vipdesk.domain.calendar_commands import CancelBooking


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", type=ticket_number, metavar="ID")
    parser.add_argument("--reason", default="", metavar="TEXT")
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    return carry_out(CancelBooking(arguments.id, arguments.reason), arguments, settings)
