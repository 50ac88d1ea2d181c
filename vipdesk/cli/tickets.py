"""`vipdesk tickets`: the queue, in its order."""

import argparse
from collections.abc import Sequence
from datetime import datetime

from vipdesk.cli.output import print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.views import line_json
from vipdesk.config import Settings
from vipdesk.domain.escalation import owing
from vipdesk.domain.filter import parse_filter
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.store.reader import Reader
from vipdesk.widgets.countdown import left, moment

HEADINGS = ("left", "due", "sev", "no", "status", "subject", "from", "via")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--all", action="store_true", help="resolved tickets too")
    parser.add_argument(
        "--filter",
        metavar="Q",
        default="",
        help="words and key:value, e.g. 'rossi severity:1 band:breached -status:waiting'; one that"
        " starts with a minus is given as --filter=-…",
    )
    parser.add_argument("--limit", type=number, metavar="N", help="the first N only")
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    wanted, now = parse_filter(arguments.filter), settings.clock()()
    with reading(settings) as reader:
        policy = reader.policy()
        lines = _lines(reader, arguments, settings)
        standing = [one for one in reader.escalations() if one.stands]
    owed, escalated = owing(standing), {one.ticket: one for one in standing}
    found = [line for line in lines if wanted.meets(line, policy, now, owed)][: arguments.limit]
    if arguments.json:
        rows = [line_json(line, policy, now, escalated.get(line.number)) for line in found]
        print_json(rows)
    else:
        print_lines(found, policy, now)
    return 0


def _lines(
    reader: Reader, arguments: argparse.Namespace, settings: Settings
) -> Sequence[QueueLine]:
    """The rows to choose from: no more than are wanted, where it is known which those are."""
    if arguments.all:
        return reader.every_line()
    if arguments.limit is not None and not arguments.filter and settings.policy is None:
        return reader.queue(arguments.limit)
    return reader.board().lines


def number(said: str) -> int:
    """How many; ValueError for what is none."""
    count = int(said)
    if count < 0:
        raise ValueError
    return count


def print_lines(lines: Sequence[QueueLine], policy: Policy, now: datetime) -> None:
    """Rows of the queue for people."""
    print_table(HEADINGS, (_cells(line, policy, now) for line in lines))


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
