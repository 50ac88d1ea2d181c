"""`vipdesk busy`: time of the agent's own, and time off with who stands in."""

import argparse
from datetime import date, datetime, timedelta

from vipdesk.cli.output import Json, print_json, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.ticket import ticket_number
from vipdesk.config import Settings
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar_commands import AddBusy, BusyCommand, RemoveBusy
from vipdesk.domain.errors import BadInput
from vipdesk.domain.instants import parse_instant
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_line


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = add_acts(parser, "act")
    listed = acts.add_parser("list", help="all busy time, as it was set")
    listed.set_defaults(run=_list)
    add = acts.add_parser("add", help="time in which no call may be booked")
    add.add_argument("title", metavar="TITLE")
    add.add_argument("begins", metavar="FROM", help="a moment, or with --all-day a day")
    add.add_argument("ends", metavar="UNTIL", help="a moment, or with --all-day the last day")
    add.add_argument("--all-day", action="store_true")
    add.add_argument("--repeat", default="once", choices=[repeat.value for repeat in Repeat])
    add.add_argument("--every", type=int, default=1, metavar="N", help="each Nth of them")
    add.add_argument("--last", metavar="DAY", help="the last day it may begin on")
    add.add_argument("--away", action="store_true", help="it is time off")
    add.add_argument("--cover", default="", metavar="NAME", help="who stands in")
    add.set_defaults(run=_add)
    remove = acts.add_parser("remove", help="that time is free again")
    remove.add_argument("id", type=ticket_number, metavar="ID")
    remove.set_defaults(run=_remove)
    for act in acts.choices.values():
        add_common(act)
        add_json(act)


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        busy = _busy(arguments, reader.policy())
    return _carry_out(AddBusy(busy), arguments, settings)


def _remove(arguments: argparse.Namespace, settings: Settings) -> int:
    return _carry_out(RemoveBusy(arguments.id), arguments, settings)


def _carry_out(command: BusyCommand, arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    with working(settings) as desk:
        desk.execute(command)
    return _list(arguments, settings)


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        busy = reader.board().calendar.busy
    if arguments.json:
        print_json([busy_json(one) for one in busy])
    else:
        headings = ("id", "title", "from", "until", "zone", "repeat", "cover")
        print_table(headings, (_cells(one) for one in busy))
    return 0


def busy_json(busy: Busy) -> Json:
    """Busy time; its wall times are those of its zone."""
    return {
        "id": busy.number,
        "title": busy.title,
        "begins": busy.begins.isoformat(),
        "ends": busy.ends.isoformat(),
        "zone": busy.zone,
        "all_day": busy.all_day,
        "repeat": busy.repeat.value,
        "every": busy.every,
        "until": busy.until.isoformat() if busy.until else None,
        "away": busy.away,
        "cover": busy.cover or None,
    }


def _busy(arguments: argparse.Namespace, policy: Policy) -> Busy:
    """As it was said, in desk time; BadInput for what is no moment or no day."""
    begins, ends = _wall(arguments.begins, policy), _wall(arguments.ends, policy)
    if arguments.all_day:
        begins = begins.replace(hour=0, minute=0, second=0)
        ends = ends.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    return Busy(
        number=0,
        title=arguments.title,
        begins=begins,
        ends=ends,
        zone=policy.hours.zone.key,
        all_day=arguments.all_day,
        repeat=Repeat(arguments.repeat),
        every=arguments.every,
        until=_day(arguments.last) if arguments.last else None,
        away=arguments.away,
        cover=arguments.cover,
    )


def _wall(said: str, policy: Policy) -> datetime:
    at = parse_instant(said, policy.hours.zone)
    return policy.hours.local(at).replace(tzinfo=None, fold=0, microsecond=0)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        shown = clean_line(said, 40)
        raise BadInput(f"{shown} is no day: write it as 2026-12-24") from None


def _cells(busy: Busy) -> tuple[object, ...]:
    form = "%a %d %b %Y" if busy.all_day else "%a %d %b %Y %H:%M"
    ends = busy.ends - timedelta(days=1) if busy.all_day else busy.ends
    every = f"{busy.repeat.value}{f', each {busy.every}.' if busy.every > 1 else ''}"
    begins, until = f"{busy.begins:{form}}", f"{ends:{form}}"
    return busy.number, busy.title, begins, until, busy.zone, every, busy.cover
