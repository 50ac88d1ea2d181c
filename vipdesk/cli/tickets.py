"""`vipdesk tickets`: the queue, in its order."""

import argparse
from collections.abc import Sequence
from datetime import datetime

from vipdesk.cli.output import print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.views import line_json
from vipdesk.config import Settings
from vipdesk.domain.filter import parse_filter
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.widgets.countdown import left, moment

HEADINGS = ("left", "due", "sev", "no", "status", "subject", "from", "via")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--all", action="store_true", help="resolved tickets too")
    parser.add_argument(
        "--filter",
        metavar="Q",
        default="",
        help="words and key:value, e.g. 'rossi severity:1 band:breached -status:waiting'",
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    wanted, now = parse_filter(arguments.filter), settings.clock()()
    with reading(settings) as reader:
        policy = reader.policy()
        lines = reader.every_line() if arguments.all else reader.board().lines
    found = [line for line in lines if wanted.meets(line, policy, now)]
    if arguments.json:
        print_json([line_json(line, policy, now) for line in found])
    else:
        print_lines(found, policy, now)
    return 0


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
