"""`vipdesk tickets`: the queue, in its order."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from vipdesk.cli.output import Json, has_room, print_json, print_line, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.views import line_json
from vipdesk.config import Settings
from vipdesk.domain.back_when import back_when
from vipdesk.domain.cause import latest
from vipdesk.domain.escalation import Escalation, known_of
from vipdesk.domain.filter import Filter, parse_filter
from vipdesk.domain.hindsight import Hindsight
from vipdesk.domain.order import Order, in_order
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.store.reader import Reader
from vipdesk.widgets.countdown import full_moment, left, moment

RECKONED = (
    "the audit does not go back that far: this is reckoned from the facts that still count,"
    " as if nothing had been taken back"
)
NOT_FOUNDED = "the desk was not founded yet"
HEADINGS = ("left", "due", "sev", "no", "status", "subject", "from", "via")
NO_CAUSES: Mapping[int, str] = {}
ROOM = 120
"""Columns from which on the table also tells why something was missed."""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--all", action="store_true", help="resolved tickets too")
    parser.add_argument(
        "--filter",
        metavar="Q",
        default="",
        help="words and key:value, e.g. 'rossi severity:1 band:breached -status:waiting';"
        " is:resolved looks among the resolved ones; one that"
        " starts with a minus is given as --filter=-…",
    )
    parser.add_argument(
        "--sort",
        metavar="ORDER",
        type=Order,
        choices=list(Order),
        help=f"what comes first: {', '.join(Order)}",
    )
    parser.add_argument(
        "--at",
        metavar="INSTANT",
        help='the queue as it stood then: 10:42, "yesterday 16:00", 2h (ago), an instant',
    )
    parser.add_argument("--limit", type=number, metavar="N", help="the first N only")
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    now = settings.clock()()
    with reading(settings) as reader:
        policy = reader.policy()
        asked = parse_filter(arguments.filter, tuple(policy.severities))
        wanted = replace(asked, order=arguments.sort or asked.order)
        if arguments.at is not None:
            at = back_when(arguments.at, now, policy.hours.zone)
            then = reader.hindsight(at)
            numbers = [line.number for line in (*then.board.lines, *then.resolved)]
            given = [one for one in reader.causes(numbers) if one.at <= at]
            return _print_then(then, latest(given), wanted, arguments)
        if _first_only(wanted, arguments, settings):
            found = reader.queue(arguments.limit)
        else:
            found = _found(reader, wanted, arguments, now)[: arguments.limit]
        escalated = {one.ticket: one for one in reader.escalations() if one.stands}
        causes = latest(reader.causes(line.number for line in found))
    if arguments.json:
        print_json(_rows(found, policy, now, escalated, causes))
    else:
        print_lines(found, policy, now, causes)
    return 0


def _rows(
    lines: Sequence[QueueLine],
    policy: Policy,
    at: datetime,
    escalated: Mapping[int, Escalation],
    causes: Mapping[int, str],
) -> list[Json]:
    return [
        line_json(line, policy, at, escalated.get(line.number), causes.get(line.number))
        for line in lines
    ]


def _print_then(
    found: Hindsight, causes: Mapping[int, str], wanted: Filter, arguments: argparse.Namespace
) -> int:
    """What the queue showed at an instant that is over, with bands and countdowns of then."""
    board, at, escalated = found.board, found.at, found.board.escalated
    resolved = found.resolved if arguments.all or wanted.wants_resolved else ()
    known = known_of(board.escalations)
    met = [
        line for line in (*board.lines, *resolved) if wanted.meets(line, board.policy, at, known)
    ]
    lines = in_order(met, wanted.order or Order.DUE)[: arguments.limit]
    if not found.exact:
        sys.stderr.write(f"vipdesk: {RECKONED}\n")
    if arguments.json:
        rows = _rows(lines, board.policy, at, escalated, causes)
        desk = board.holder if found.exact else None
        print_json([row | {"desk": desk} for row in rows])
    else:
        has = NOT_FOUNDED if not found.founded else ""
        if found.exact and found.founded:
            has = f"{board.holder} had the desk"
        moment = full_moment(at, board.policy.hours.zone)
        print_line(f"{moment}: {has}" if has else moment)
        print_lines(lines, board.policy, at, causes)
    return 0


def _first_only(wanted: Filter, arguments: argparse.Namespace, settings: Settings) -> bool:
    """Whether it is known without a look at all rows which ones are wanted."""
    everything = wanted == Filter() and not arguments.all
    return everything and arguments.limit is not None and settings.policy is None


def _found(
    reader: Reader, wanted: Filter, arguments: argparse.Namespace, now: datetime
) -> tuple[QueueLine, ...]:
    """The rows that meet the filter: open ones first, unless an order was named."""
    limit = -1 if arguments.limit is None else arguments.limit
    back = arguments.all or wanted.wants_resolved
    board, found = reader.board(), reader.search(wanted, limit if back else 0)
    known = {**found.known, **known_of(board.escalations)}
    met = (line for line in board.lines if wanted.meets(line, board.policy, now, known))
    return in_order([*met, *found.resolved], wanted.order or Order.DUE)


def number(said: str) -> int:
    """How many; ValueError for what is none."""
    count = int(said)
    if count < 0:
        raise ValueError
    return count


def print_lines(
    lines: Sequence[QueueLine],
    policy: Policy,
    now: datetime,
    causes: Mapping[int, str] = NO_CAUSES,
) -> None:
    """Rows of the queue for people, each with its cause where there is one and room for it."""
    rows = [_cells(line, policy, now) for line in lines]
    if any(line.number in causes for line in lines) and has_room(ROOM):
        told = ((*row, causes.get(line.number)) for row, line in zip(rows, lines, strict=True))
        print_table((*HEADINGS, "cause"), told)
    else:
        print_table(HEADINGS, rows)


def _cells(line: QueueLine, policy: Policy, now: datetime) -> Sequence[object]:
    running = line.countdown
    return (
        left(line, policy, now),
        moment(running.due, now, policy.hours.zone) if running else "",
        f"{line.severity}{'' if line.triaged else '?'}",
        line.number,
        line.status,
        line.subject,
        f"{line.requester}{' (unknown)' if line.sender_unknown else ''}",
        line.channel,
    )
