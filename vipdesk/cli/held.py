"""`vipdesk held`: what came of a booked call that is over."""

import argparse

from vipdesk.cli.bookings import carry_out
from vipdesk.cli.parser import add_json
from vipdesk.cli.ticket import ticket_number
from vipdesk.config import Settings
from vipdesk.domain.calendar_commands import BookingCommand, HoldBooking, MissBooking


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", type=ticket_number, metavar="ID")
    parser.add_argument("--outcome", default="", metavar="TEXT", help="what it came to")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--subject", default="", metavar="S", help="opens a ticket about it")
    how.add_argument("--ticket", type=ticket_number, metavar="N", help="the ticket it goes on")
    how.add_argument("--no-show", action="store_true", help="the client did not come")
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    subject, ticket = arguments.subject, arguments.ticket
    command: BookingCommand = HoldBooking(arguments.id, arguments.outcome, subject, ticket)
    if arguments.no_show:
        command = MissBooking(arguments.id, arguments.outcome)
    return carry_out(command, arguments, settings)
