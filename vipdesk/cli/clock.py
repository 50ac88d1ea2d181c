"""`vipdesk clock`: office hours and targets, reckoned for people and for other programs."""

import argparse
import sys

from vipdesk.cli.batch import answer_lines
from vipdesk.cli.output import Json, print_either
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.reckoner import Reckoner
from vipdesk.cli.stores import policy_in_force
from vipdesk.config import Settings
from vipdesk.domain.policy import Channel
from vipdesk.domain.target import TargetKind
from vipdesk.domain.text import clean_line

LONGEST_LINE = 300


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = add_acts(parser, "act")
    add = acts.add_parser("add", help="when a duration is used up")
    add.add_argument("start", metavar="START")
    add.add_argument("duration", metavar="DURATION", help='"2 business hours", "1 day"')
    add.set_defaults(run=_add)
    elapsed = acts.add_parser("elapsed", help="business and calendar time between two instants")
    elapsed.add_argument("a", metavar="A")
    elapsed.add_argument("b", metavar="B")
    elapsed.set_defaults(run=_elapsed)
    _add_due(acts.add_parser("due", help="when a target is due"))
    batch = acts.add_parser("batch", help="JSON lines on standard input, one answer for each")
    add_common(batch)
    batch.set_defaults(run=_batch)
    for one in (add, elapsed, acts.choices["due"]):
        add_common(one)
        add_json(one)


def _add_due(due: argparse.ArgumentParser) -> None:
    due.add_argument("--severity", required=True, metavar="N")
    due.add_argument("--received", required=True, metavar="T", help="for a follow-up: the anchor")
    due.add_argument(
        "--channel", default=Channel.EMAIL.value, choices=[channel.value for channel in Channel]
    )
    due.add_argument(
        "--kind", default=TargetKind.INITIAL.value, choices=[kind.value for kind in TargetKind]
    )
    due.add_argument("--explain", action="store_true", help="how the moment came about")
    due.set_defaults(run=_due)


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    answer = _reckoner(settings).add(arguments.start, arguments.duration)
    return _print(answer, arguments)


def _elapsed(arguments: argparse.Namespace, settings: Settings) -> int:
    return _print(_reckoner(settings).elapsed(arguments.a, arguments.b), arguments)


def _due(arguments: argparse.Namespace, settings: Settings) -> int:
    answer = _reckoner(settings).due(
        arguments.severity,
        arguments.received,
        arguments.channel,
        arguments.kind,
        arguments.explain,
    )
    if arguments.json:
        return _print(answer, arguments)
    lines = answer.pop("explanation", [])
    _print(answer, arguments)
    for line in lines:
        sys.stdout.write(f"{clean_line(line, LONGEST_LINE)}\n")
    return 0


def _batch(_: argparse.Namespace, settings: Settings) -> int:
    answer_lines(sys.stdin.fileno(), sys.stdout.fileno(), _reckoner(settings))
    return 0


def _reckoner(settings: Settings) -> Reckoner:
    return Reckoner(policy_in_force(settings))


def _print(answer: Json, arguments: argparse.Namespace) -> int:
    print_either(answer, as_json=arguments.json)
    return 0
