"""`vipdesk slots`: when a call may be booked."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from vipdesk.cli.output import instant, print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.domain.agenda import MARGIN, day_bounds, free_slots
from vipdesk.domain.instants import parse_instant
from vipdesk.domain.policy import Policy
from vipdesk.domain.slots import Slot
from vipdesk.store.reader import Reader

MOST_DAYS = 366


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--kind", metavar="K", help="as the policy names them; all without it")
    add_days(parser)
    parser.add_argument(
        "--within-notice", action="store_true", help="sooner than a client may book, too"
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def add_days(parser: argparse.ArgumentParser, default: int = 7) -> None:
    """The options that say which days."""
    parser.add_argument("--from", dest="first", metavar="D", help="the first day; today without it")
    parser.add_argument("--days", type=_days, default=default, metavar="N")


def _days(said: str) -> int:
    count = int(said)
    if not 1 <= count <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"{said} days: give 1 to {MOST_DAYS}")
    return count


def first_day(said: str | None, now: datetime, zone: ZoneInfo) -> datetime:
    """An instant of the first day asked for, aware; BadInput for what is no day."""
    return now if said is None else parse_instant(said, zone)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        policy = reader.policy()
        found = _found(arguments, settings, reader, policy)
    zone = policy.hours.zone
    if arguments.json:
        print_json(
            [
                {"start": instant(s.start, zone), "end": instant(s.end, zone), "kind": s.kind}
                for s in found
            ]
        )
    else:
        print_table(("day", "from", "to", "kind"), (_cells(slot, zone) for slot in found))
    return 0


def _found(
    arguments: argparse.Namespace, settings: Settings, reader: Reader, policy: Policy
) -> list[Slot]:
    now = settings.clock()()
    start = first_day(arguments.first, now, policy.hours.zone)
    begin, end = day_bounds(policy, start, arguments.days)
    view = reader.calendar(begin - MARGIN, end + MARGIN)
    kinds = [arguments.kind] if arguments.kind else list(policy.bookings.kinds)
    by_client = not arguments.within_notice
    found = [
        slot
        for kind in kinds
        for slot in free_slots(view, policy, kind, start, arguments.days, now, by_client=by_client)
    ]
    return sorted(found, key=lambda slot: (slot.start, slot.end))


def _cells(slot: Slot, zone: ZoneInfo) -> tuple[str, str, str, str]:
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    return f"{start:%a %d %b %Y}", f"{start:%H:%M}", f"{end:%H:%M}", slot.kind
