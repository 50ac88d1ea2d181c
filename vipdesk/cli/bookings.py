"""Booked calls as the command line says them: names of keys are a contract (spec: command line)."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from vipdesk.cli.output import Json, instant, print_either
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.domain.calendar import Booking
from vipdesk.domain.calendar_commands import CalendarCommand
from vipdesk.domain.instants import parse_instant


def booking_json(booking: Booking, zone: ZoneInfo) -> Json:
    """A booked call."""
    return {
        "id": booking.number,
        "start": instant(booking.start, zone),
        "end": instant(booking.end, zone),
        "kind": booking.kind,
        "with": booking.guest.address,
        "name": booking.guest.name,
        "guests": [one.address for one in booking.others],
        "subject": booking.subject,
        "status": booking.status.value,
        "ticket": booking.ticket,
        "outcome": booking.outcome or None,
        "uid": booking.uid,
        "sequence": booking.sequence,
    }


def carry_out(command: CalendarCommand, arguments: argparse.Namespace, settings: Settings) -> int:
    """Have it decided and print the booking as it stands then; the exit code."""
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    with working(settings) as desk:
        booking = desk.execute(command).change.booking
    if booking is not None:
        with reading(settings) as reader:
            zone = reader.policy().hours.zone
        print_either(booking_json(booking, zone), as_json=arguments.json)
    return 0


def add_within_notice(parser: argparse.ArgumentParser) -> None:
    """The option for who does not have to give notice."""
    parser.add_argument(
        "--within-notice", action="store_true", help="sooner than a client may book"
    )


def start_of(said: str, settings: Settings) -> datetime:
    """When a call is to begin; without an offset in desk time, BadInput for what is no instant."""
    with reading(settings) as reader:
        return parse_instant(said, reader.policy().hours.zone)
