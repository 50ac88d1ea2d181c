"""`vipdesk promise`: by when the client hears from us."""

import argparse

from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.ticket import print_row, ticket_number
from vipdesk.config import Settings
from vipdesk.domain.by_when import by_when
from vipdesk.domain.commands import Command, Promise, WithdrawPromise


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("number", type=ticket_number, metavar="N")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("by", nargs="?", metavar="MOMENT", help='15:00, "tomorrow 10:00", an instant')
    what.add_argument("--withdraw", action="store_true", help="take the standing promise back")
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working  # slow to import

    with working(settings) as desk:  # it brings an older store up to date, so it comes first
        desk.execute(_command(arguments, settings))
    return print_row(arguments, settings)


def _command(arguments: argparse.Namespace, settings: Settings) -> Command:
    if arguments.withdraw:
        return WithdrawPromise(arguments.number)
    with reading(settings) as reader:
        zone = reader.policy().hours.zone
    return Promise(arguments.number, by_when(arguments.by, settings.clock()(), zone))
