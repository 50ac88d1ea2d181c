"""`vipdesk audit`: who did what, when, as whom and from which terminal."""

import argparse
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from vipdesk.cli.output import Json, instant, print_either, print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.tickets import number
from vipdesk.config import Settings
from vipdesk.domain.audit import CHANGED, Entry, Head, Wanted
from vipdesk.domain.back_when import back_when
from vipdesk.domain.errors import StoreError
from vipdesk.domain.instants import parse_instant
from vipdesk.widgets.countdown import timestamp

HEADINGS = ("no", "when", "who", "what", "ticket", "detail", "terminal")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_NAMED = 10
LAST_OF_DAY = timedelta(days=1) - timedelta(microseconds=1)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("words", nargs="*", metavar="WORD", help="all of them are in the entry")
    parser.add_argument("--who", metavar="NAME", default="", help="who did it, or part of the name")
    parser.add_argument("--ticket", type=number, metavar="N", help="what was done on one ticket")
    when = 'a day, "yesterday 16:00", 10:42, 2h (ago) or an instant'
    parser.add_argument("--from", dest="since", metavar="T", default="", help=f"{when}; included")
    parser.add_argument("--until", metavar="T", default="", help="the same; a day to its end")
    parser.add_argument("--limit", type=number, default=-1, metavar="N", help="the latest N only")
    parser.add_argument(
        "--head",
        action="store_true",
        help="the last entry's number and digest, to be kept elsewhere for `doctor --audit-head`",
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    now = settings.clock()()
    with reading(settings) as reader:
        if arguments.head:
            print_either(_head(reader.audit_head()), as_json=arguments.json)
            return 0
        zone = reader.policy().hours.zone
        entries = reader.audit(_wanted(arguments, now, zone))
    if arguments.json:
        print_json([_json(entry, zone) for entry in entries])
    else:
        print_table(HEADINGS, (_cells(entry, now, zone) for entry in entries))
    changed = [entry.number for entry in entries if not entry.sealed]
    if changed:
        raise StoreError(_changed(changed))
    return 0


def _changed(numbers: Sequence[int]) -> str:
    first, count = ", ".join(map(str, numbers[:MOST_NAMED])), len(numbers)
    more = f" and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
    which = f"entry {first}" if count == 1 else f"entries {first}{more}"
    return f"audit {which} changed, or what came before replaced: `vipdesk doctor` says what to do"


def _wanted(arguments: argparse.Namespace, now: datetime, zone: ZoneInfo) -> Wanted:
    since, until = arguments.since, arguments.until
    return Wanted(
        who=arguments.who,
        ticket=arguments.ticket,
        since=_moment(since, now, zone) if since else None,
        until=_moment(until, now, zone, LAST_OF_DAY) if until else None,
        words=" ".join(arguments.words),
        most=arguments.limit,
    )


def _moment(said: str, now: datetime, zone: ZoneInfo, into: timedelta = timedelta()) -> datetime:
    """The instant, or one that far into a day where no more was said; BadInput."""
    if _DAY.fullmatch(said.strip()):
        return parse_instant(said, zone) + into
    return back_when(said, now, zone)


def _head(head: Head) -> Json:
    return {"number": head.number, "digest": head.digest, "head": str(head)}


def _json(entry: Entry, zone: ZoneInfo) -> Json:
    return {
        "number": entry.number,
        "at": instant(entry.at, zone),
        "who": entry.who or None,
        "worked_by": entry.worked_by or None,
        "role": entry.role or None,
        "terminal": entry.terminal or None,
        "what": entry.what,
        "ticket": entry.ticket,
        "callback": entry.callback,
        "booking": entry.booking,
        "detail": entry.detail,
        "happened": instant(entry.happened, zone),
        "digest": entry.digest,
        "sealed": entry.sealed,
    }


def _who(entry: Entry) -> str:
    """Who did it, and where another sat at the desk, or the desk did it by itself, whose it was."""
    if entry.worked_by in ("", entry.who):
        return entry.who
    return f"{entry.who} (at {entry.worked_by}'s desk)".strip()


def _cells(entry: Entry, now: datetime, zone: ZoneInfo) -> Sequence[object]:
    return (
        entry.number if entry.sealed else f"{entry.number} {CHANGED}",
        timestamp(entry.at, now, zone),
        _who(entry),
        entry.what,
        f"#{entry.ticket}" if entry.ticket is not None else "",
        entry.detail,
        entry.terminal,
    )
