"""`vipdesk people`: who of our side there is, in which role, and when they are in."""

import argparse
from collections.abc import Sequence
from datetime import date, datetime

from vipdesk.cli.older import actor_at_work
from vipdesk.cli.output import Json, instant, print_json, print_line, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.usage import Need
from vipdesk.config import Settings
from vipdesk.domain.colleagues import Colleague, Role, in_office, next_in
from vipdesk.domain.commands import Command
from vipdesk.domain.errors import BadInput
from vipdesk.domain.escalation_commands import RemoveColleague, SetAway, SetColleague
from vipdesk.domain.founding import read_day
from vipdesk.domain.names import same
from vipdesk.domain.people_done import done
from vipdesk.domain.policy import Policy
from vipdesk.domain.time_off import Absences, with_agent
from vipdesk.widgets.countdown import moment

HEADINGS = ("name", "role", "logins", "address", "skills", "hours", "away", "in")
NEVER = "never"


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; without an act the people are listed."""
    parser.add_argument("--all", action="store_true", help="those who left too")
    add_json(parser)
    parser.set_defaults(run=_list)
    acts = add_acts(parser, "act", required=False)
    add = acts.add_parser("add", help="make somebody known, or change what is known of them")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=[role.value for role in Role])
    add.add_argument(
        "--change-role", action="store_true", help="whoever is known in another role gets this one"
    )
    add.add_argument("--email", metavar="EMAIL")
    add.add_argument("--skills", metavar="A,B", help="what they know about")
    add.add_argument("--hours", metavar="WEEK", help='"Mon-Fri 09:00-17:00"; "" as the desk has')
    add.set_defaults(command=_add)
    add.add_argument(
        "--login",
        action="append",
        metavar="USER",
        help='a system user whose acts are theirs; again for more, "" for none',
    )
    away = acts.add_parser("away", help="days off")
    away.add_argument("name", metavar="NAME")
    away.add_argument("first", metavar="FROM", help=f"a day, or {NEVER}: none from now on")
    away.add_argument("last", nargs="?", default="", metavar="UNTIL", help="default: that day")
    away.set_defaults(command=_away)
    remove = acts.add_parser("remove", help="they are not asked any more")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(command=_remove)
    for act in acts.choices.values():
        act.set_defaults(run=_act, all=False, need=Need.WORKS)
        add_common(act)
        add_json(act)


def _act(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    command: Command = arguments.command(arguments)
    if isinstance(command, SetColleague):
        _check_own_login(command, settings)
    with reading(settings) as reader:
        before = reader.people()
    with working(settings) as desk:
        after = desk.execute(command).change.colleague
    if after is not None and not arguments.json:
        print_line(done(before, after))
    return _list(arguments, settings)


def _check_own_login(command: SetColleague, settings: Settings) -> None:
    """Nobody gives their own account away: they could not take that back."""
    actor, login = actor_at_work(settings), settings.login
    if login in (command.logins or ()) and not same(command.name, actor.name):
        raise BadInput(f"login: {login} is the account that you work under yourself")


def _add(arguments: argparse.Namespace) -> Command:
    said: str | None = arguments.skills
    skills = None if said is None else tuple(said.split(","))
    role = Role(arguments.role) if arguments.role else None
    logins = None if arguments.login is None else tuple(arguments.login)
    return SetColleague(
        arguments.name,
        role,
        arguments.email,
        skills,
        arguments.hours,
        logins,
        change_role=arguments.change_role,
    )


def _away(arguments: argparse.Namespace) -> Command:
    if arguments.first == NEVER:
        return SetAway(arguments.name, None)
    return SetAway(arguments.name, _day(arguments.first), read_day(arguments.last, "away"))


def _day(said: str) -> date:
    day = read_day(said, "away")
    if day is None:
        raise BadInput("away: say from which day, as 2026-12-24")
    return day


def _remove(arguments: argparse.Namespace) -> Command:
    return RemoveColleague(arguments.name)


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    now = settings.clock()()
    with reading(settings) as reader:
        board, people = reader.board(), reader.people()
    policy = board.policy
    off = Absences(board.agent.name, board.calendar.busy, board.people, policy.hours.zone)
    everybody = with_agent(people, board.agent, off, now)
    found = [one for one in everybody if arguments.all or one.active]
    if arguments.json:
        print_json([_json(one, policy, now) for one in found])
    else:
        _print([_cells(one, policy, now) for one in found])
    return 0


def _print(rows: Sequence[Sequence[object]]) -> None:
    """A table without the columns that are empty for everybody: it is wide as it is."""
    told = [n for n in range(len(HEADINGS)) if any(row[n] for row in rows)]
    print_table([HEADINGS[n] for n in told], [[row[n] for n in told] for row in rows])


def _json(one: Colleague, policy: Policy, now: datetime) -> Json:
    hours = policy.hours
    return {
        "name": one.name,
        "role": one.role.value,
        "logins": list(one.logins),
        "address": one.person.address or None,
        "skills": list(one.skills),
        "hours": one.hours or None,
        "away": [{"from": str(days.first), "until": str(days.last)} for days in one.away],
        "active": one.active,
        "in_office": in_office(one, hours, now),
        "next_in": instant(next_in(one, hours, now), hours.zone),
    }


def _cells(one: Colleague, policy: Policy, now: datetime) -> Sequence[object]:
    away = [f"{d.first:%d %b} to {d.last:%d %b}" for d in one.away]
    begins = moment(next_in(one, policy.hours, now), now, policy.hours.zone)
    there = "now" if in_office(one, policy.hours, now) else begins
    return (
        one.name,
        one.role.value,
        ", ".join(one.logins),
        one.person.address,
        ", ".join(one.skills),
        one.hours or "as the desk",
        ", ".join(away),
        there if one.active else "left",
    )
