"""`vipdesk notify`: who is told off the terminal and how, whether that works, what was told."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from vipdesk.alarm_book import FORM, NOBODY, AlarmBook, Reach, read_alarm_book, scheme_of
from vipdesk.channels.push import look, push
from vipdesk.cli.identity import may_work
from vipdesk.cli.output import Json, instant, print_json, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.stores import policy_in_force
from vipdesk.cli.told_people import Member, members
from vipdesk.config import Settings
from vipdesk.domain.alarm import Alarm
from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line
from vipdesk.store.alarms import AlarmReader
from vipdesk.store.connections import open_reader
from vipdesk.widgets.countdown import timestamp

MOST_ALARMS = 200
HEADINGS = ("name", "role", "told by", "quiet")
LOG_HEADINGS = ("when", "to", "why", "what", "came to", "tries")
WIDTHS = (1, 20, 10, 0)
"""Cells of each column of the steps: the longest are not known before the last is."""

SUBJECT = "vipdesk: a test"
TEXT = "What can't wait is told here. Nothing is to be done."
NO_TEST = "can be told; no test was sent, for that is not for who only looks"
IN_CLEAR = "others on the way may read along: its private scheme ends in s"


class Step(Struct, frozen=True):
    """One thing that was looked at; `mend` is empty where it works."""

    name: str
    step: str
    works: bool
    said: str
    mend: str = ""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; without an act it is listed who is told."""
    add_json(parser)
    parser.set_defaults(run=_list)
    acts = add_acts(parser, "act", required=False)
    check = acts.add_parser(
        "check", help="send a test to each address (who only looks: none); what works"
    )
    check.add_argument("name", nargs="?", default="", metavar="NAME", help="to one person only")
    check.set_defaults(run=_check)
    log = acts.add_parser("log", help="what was told to whom, the latest first")
    log.set_defaults(run=_log)
    for act in (check, log):
        add_common(act)
        add_json(act)


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    found = members(settings, read_alarm_book(settings.own_file))
    if arguments.json:
        zone, now = policy_in_force(settings).hours.zone, settings.clock()()
        print_json([_member_json(one, zone, now) for one in found])
    else:
        print_table(HEADINGS, map(_cells, found))
    return 0


def _member_json(member: Member, zone: ZoneInfo, now: datetime) -> Json:
    reach = member.reach
    quiet = reach.quiet if reach else None
    return {
        "name": member.name,
        "role": member.role or None,
        "to": [scheme_of(one) for one in reach.to] if reach else [],
        "quiet": str(quiet) if quiet else None,
        "quiet_now": quiet is not None and quiet.holds(now, zone),
    }


def _cells(member: Member) -> Sequence[object]:
    reach = member.reach
    told = ", ".join(map(scheme_of, reach.to)) if reach else "not told"
    return member.name, member.role or "nobody's name", told, (reach and reach.quiet) or ""


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Each step is told as soon as it is known: a server may take its time over the next.

    Who only looks has nothing sent: of each address it is said whether it can be one.
    """
    steps, sends = [], may_work(settings)
    if not arguments.json:
        print_table(("", "who", "by", "found"), (), WIDTHS)
    for step in _steps(settings, arguments.name, sends=sends):
        steps.append(step)
        if not arguments.json:
            print_table((), _rows(step), WIDTHS)
    if arguments.json:
        print_json([_step_json(step) for step in steps])
    return 0 if all(step.works for step in steps) else BadInput.exit_code


def _steps(settings: Settings, name: str, *, sends: bool) -> Iterator[Step]:
    where = clean_line(str(settings.own_file), 200)
    try:
        book = read_alarm_book(settings.own_file)
    except BadInput as error:
        yield Step("", "settings", False, str(error), f"mend {where}")
        return
    if book == NOBODY:
        said = f"nobody is told off the terminal: there is no [alarm] in {where}"
        yield Step("", "settings", False, said, f"write {FORM}")
        return
    people = _meant(book, name, where)
    yield Step("", "settings", True, f"{len(book.reaches)} are told, as {where} says")
    for reach in people:
        yield from (_tested(reach.name, address, sends=sends) for address in reach.to)


def _meant(book: AlarmBook, name: str, where: str) -> tuple[Reach, ...]:
    if not name:
        return book.reaches
    found = book.of(name)
    if found is None:
        shown = clean_line(name, 60)
        raise BadInput(f"{shown} is not told: there is no [alarm.{shown!r}] in {where}")
    return (found,)


def _tested(name: str, address: str, *, sends: bool) -> Step:
    shown, scheme = clean_line(name, 60), scheme_of(address)
    found = look(address)
    pushed = push(address, SUBJECT, TEXT) if sends and not found.why else found
    if pushed.why:
        return Step(shown, scheme, False, pushed.why, pushed.mend or "look again in a while")
    said = f"{clean_line(found.service, 60)} {'took a test' if sends else NO_TEST}"
    return Step(shown, scheme, True, said if found.private else f"{said}; {IN_CLEAR}")


def _rows(step: Step) -> Iterator[Sequence[str]]:
    yield "✓" if step.works else "✗", step.name, step.step, step.said
    if step.mend:
        yield "", "", "", f"→ {step.mend}"


def _step_json(step: Step) -> Json:
    return {
        "name": step.name or None,
        "step": step.step,
        "works": step.works,
        "said": step.said,
        "mend": step.mend,
    }


def _log(arguments: argparse.Namespace, settings: Settings) -> int:
    with closing(AlarmReader(open_reader(settings.store))) as reader:
        found = reader.latest(MOST_ALARMS)
    zone, now = policy_in_force(settings).hours.zone, settings.clock()()
    if arguments.json:
        print_json([_alarm_json(one, zone) for one in found])
    else:
        print_table(LOG_HEADINGS, (_alarm_cells(one, zone, now) for one in found))
    return 0


def _alarm_json(alarm: Alarm, zone: ZoneInfo) -> Json:
    matter = alarm.key.matter
    return {
        "id": alarm.number,
        "cause": matter.cause.value,
        "ticket": matter.ticket,
        "person": alarm.key.to,
        "since": instant(matter.since, zone),
        "at": instant(alarm.at, zone),
        "subject": alarm.subject,
        "text": alarm.text,
        "delivery": alarm.standing.value,
        "tries": alarm.tries,
        "next_try": instant(alarm.next_try, zone),
    }


def _alarm_cells(alarm: Alarm, zone: ZoneInfo, now: datetime) -> Sequence[object]:
    when = timestamp(alarm.at, now, zone)
    again = f", again {timestamp(alarm.next_try, now, zone)}" if alarm.next_try else ""
    came_to = f"{alarm.standing.value}{again}"
    return when, alarm.key.to, alarm.key.matter.cause.value, alarm.subject, came_to, alarm.tries
