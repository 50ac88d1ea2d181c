"""`vipdesk calendar`: what is in the calendar, and as a file in both directions."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from vipdesk.cli.bookings import booking_json
from vipdesk.cli.busy import busy_json
from vipdesk.cli.calendar_elsewhere import check, settle, sync
from vipdesk.cli.calendar_files import bring_in, export
from vipdesk.cli.output import Json, instant, print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.slots import add_days, first_day
from vipdesk.cli.stores import reading
from vipdesk.cli.ticket import ticket_number
from vipdesk.config import Settings
from vipdesk.domain.agenda import Entry, agenda, day_bounds
from vipdesk.domain.calendar import Booking
from vipdesk.domain.errors import BadInput

ELSEWHERE = {"check": check, "sync": sync, "settle": settle}
"""What is done with the calendar on a server."""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; without an act the calendar is listed."""
    parser.add_argument("act", nargs="?", choices=["export", "import", "check", "sync", "settle"])
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.ics")
    parser.add_argument("--booking", type=ticket_number, metavar="ID", help="this one only")
    parser.add_argument(
        "--invitation", action="store_true", help="as its guest is to get it, with --booking"
    )
    parser.add_argument(
        "--keep", choices=["ours", "theirs"], help="settle a conflict, with --booking"
    )
    add_days(parser)
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.act is None:
        return _list(arguments, settings)
    if act := ELSEWHERE.get(arguments.act):
        return act(arguments, settings)
    if arguments.file is None:
        raise BadInput(f"calendar {arguments.act}: name a file, as in calendar.ics")
    if arguments.act == "export":
        return export(arguments, settings)
    return bring_in(arguments, settings)


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        policy = reader.policy()
        zone = policy.hours.zone
        start = first_day(arguments.first, settings.clock()(), zone)
        begin, end = day_bounds(policy, start, arguments.days)
        entries = agenda(reader.calendar(begin, end), begin, end)
    if arguments.json:
        print_json([_json(entry, zone) for entry in entries])
    else:
        headings = ("id", "day", "from", "to", "what", "with", "about")
        print_table(headings, (_cells(entry, zone) for entry in entries))
    return 0


def _json(entry: Entry, zone: ZoneInfo) -> Json:
    what = entry.what
    if isinstance(what, Booking):
        return {"what": "booking", **booking_json(what, zone)}
    time = {"start": instant(entry.start, zone), "end": instant(entry.end, zone)}
    return {"what": "busy", **time, **busy_json(what)}


def _cells(entry: Entry, zone: ZoneInfo) -> Sequence[object]:
    start, end, what = entry.start.astimezone(zone), entry.end.astimezone(zone), entry.what
    when = f"{start:%a %d %b %Y}", f"{start:%H:%M}", f"{end:%H:%M}"
    if isinstance(what, Booking):
        return (
            what.number,
            *when,
            f"{what.kind} ({what.status.value})",
            ", ".join(one.called for one in what.invited),
            what.subject,
        )
    cover = f"{what.cover} stands in" if what.cover else ""
    return "", *when, "time off" if what.away else "busy", cover, what.title
