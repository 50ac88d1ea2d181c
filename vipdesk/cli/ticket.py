"""`vipdesk ticket`: one ticket shown whole, opened, and worked."""

import argparse
import re
import sys
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from vipdesk.cli.identity import actor_of
from vipdesk.cli.output import print_either, print_json
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.show import print_ticket
from vipdesk.cli.stores import reading
from vipdesk.cli.tickets import print_lines
from vipdesk.cli.usage import Need
from vipdesk.cli.views import row_json, ticket_json
from vipdesk.config import Settings
from vipdesk.domain.board import TicketView
from vipdesk.domain.cause import GiveCause
from vipdesk.domain.commands import (
    Command,
    NoAnswerNeeded,
    Note,
    OpenTicket,
    Reply,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.errors import BadInput
from vipdesk.domain.escalation_commands import Escalate
from vipdesk.domain.facts import Status
from vipdesk.domain.instants import parse_instant
from vipdesk.domain.policy import Channel
from vipdesk.domain.roles import MAY, sees
from vipdesk.domain.target import TargetKind
from vipdesk.store.files import Files, files_beside
from vipdesk.store.reader import Reader

NONE = "there is no ticket #{number}: `vipdesk tickets --all` lists them"
NO_ANSWER_NEEDED = "no-answer-needed"
MOST_TYPED = 4_000_000
TICKET_NUMBER = re.compile("[0-9]{1,12}")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = add_acts(parser, "act")
    show = acts.add_parser("show", help="messages, targets with how each was judged, history")
    show.add_argument("number", type=ticket_number, metavar="N")
    show.set_defaults(run=_show, need=Need.ANYBODY)
    _add_new(acts.add_parser("new", help="open a ticket by hand"))
    for name, told in (("reply", "answer the client"), ("note", "write down for our side only")):
        say = acts.add_parser(name, help=told)
        say.add_argument("number", type=ticket_number, metavar="N")
        say.add_argument("--body", required=True, metavar="TEXT", help="- reads standard input")
        say.set_defaults(run=_act, command=_note)
        if name == "reply":
            say.add_argument(
                "--attach", action="extend", nargs="+", default=[], metavar="PATH", type=Path
            )
            say.set_defaults(run=_reply)
    _add_severity(acts.add_parser("severity", help="confirm or change the severity"))
    status = acts.add_parser("status", help="where the ticket stands")
    status.add_argument("number", type=ticket_number, metavar="N")
    status.add_argument("to", choices=[*(one.value for one in Status), NO_ANSWER_NEEDED])
    status.set_defaults(run=_act, command=_status)
    _add_escalate(acts.add_parser("escalate", help="take it to a senior agent"))
    _add_cause(acts.add_parser("cause", help="say why a target was missed"))
    for act in acts.choices.values():
        add_common(act)
        add_json(act)


def _add_new(new: argparse.ArgumentParser) -> None:
    new.add_argument("--subject", required=True, metavar="S")
    new.add_argument("--severity", required=True, type=int, metavar="N")
    new.add_argument(
        "--channel", default=Channel.MANUAL.value, choices=[channel.value for channel in Channel]
    )
    new.add_argument("--from", dest="sender", default="", metavar="EMAIL")
    new.add_argument("--received", metavar="T", help="when the client turned to us; default now")
    new.add_argument("--body", default="", metavar="TEXT", help="- reads standard input")
    new.set_defaults(run=_new)


def _add_severity(severity: argparse.ArgumentParser) -> None:
    severity.add_argument("number", type=ticket_number, metavar="N")
    severity.add_argument("level", type=int, metavar="LEVEL")
    severity.add_argument("--reason", default="", metavar="TEXT", help="needed for a change")
    severity.set_defaults(run=_act, command=_severity)


def _add_escalate(escalate: argparse.ArgumentParser) -> None:
    escalate.add_argument("number", type=ticket_number, metavar="N")
    escalate.add_argument("--to", default="", metavar="NAME", help="default: the best senior")
    escalate.add_argument("--reason", required=True, metavar="TEXT", help="- reads standard input")
    escalate.add_argument("--tried", default="", metavar="TEXT", help="what was tried so far")
    escalate.set_defaults(run=_act, command=_escalate)


def _add_cause(cause: argparse.ArgumentParser) -> None:
    cause.add_argument("number", type=ticket_number, metavar="N")
    cause.add_argument("--target", required=True, choices=[kind.value for kind in TargetKind])
    cause.add_argument("--text", required=True, metavar="TEXT", help="one line; again to correct")
    cause.set_defaults(run=_act, command=_cause)


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    actor = actor_of(settings)
    with reading(settings) as reader:
        view, policy = _view(reader, arguments.number), reader.policy()
    if not sees(actor, view.escalations):
        raise BadInput(NONE.format(number=arguments.number))
    if not MAY[actor.role].sees_all:
        view = replace(view, drafts=())
    now = settings.clock()()
    if arguments.json:
        print_json(ticket_json(view, policy, now))
    else:
        print_ticket(view, policy, now)
    return 0


def _new(arguments: argparse.Namespace, settings: Settings) -> int:
    opening = OpenTicket(
        subject=arguments.subject,
        severity=arguments.severity,
        channel=Channel(arguments.channel),
        requester=arguments.sender,
        received=_received(arguments.received, settings),
        text=typed(arguments.body),
    )
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    with working(settings) as desk:
        ticket = desk.execute(opening).change.tickets[0]
    print_either({"number": ticket.number}, as_json=arguments.json)
    return 0


def _received(said: str | None, settings: Settings) -> datetime | None:
    if said is None:
        return None
    with reading(settings) as reader:
        return parse_instant(said, reader.policy().hours.zone)


def _act(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working

    command: Command = arguments.command(arguments)
    with working(settings) as desk:
        desk.execute(command)
    return print_row(arguments, settings)


def print_row(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the row of the ticket that an act was on, as `tickets` does."""
    with reading(settings) as reader:
        view, policy = _view(reader, arguments.number), reader.policy()
    now = settings.clock()()
    if arguments.json:
        print_json(row_json(view, policy, now))
    else:
        print_lines([view.line], policy, now)
    return 0


def _reply(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working
    from vipdesk.enclosing import enclose, most_enclosed

    text = typed(arguments.body)
    with working(settings) as desk:
        files, most = Files(files_beside(settings.store)), most_enclosed(settings.own_file)
        desk.execute(Reply(arguments.number, text, None, enclose(files, arguments.attach, most)))
    return print_row(arguments, settings)


def _note(arguments: argparse.Namespace) -> Command:
    return Note(arguments.number, typed(arguments.body))


def _severity(arguments: argparse.Namespace) -> Command:
    return SetSeverity(arguments.number, arguments.level, arguments.reason)


def _status(arguments: argparse.Namespace) -> Command:
    if arguments.to == NO_ANSWER_NEEDED:
        return NoAnswerNeeded(arguments.number)
    return SetStatus(arguments.number, Status(arguments.to))


def _escalate(arguments: argparse.Namespace) -> Command:
    reason = typed(arguments.reason)
    return Escalate(arguments.number, reason, arguments.tried, arguments.to)


def _cause(arguments: argparse.Namespace) -> Command:
    return GiveCause(arguments.number, TargetKind(arguments.target), typed(arguments.text))


def ticket_number(said: str) -> int:
    """A ticket's number from the command line; ArgumentTypeError for what is none."""
    if not TICKET_NUMBER.fullmatch(said):
        raise argparse.ArgumentTypeError(f"{said[:40]!r} is no ticket number: give one like 101")
    return int(said)


def _view(reader: Reader, number: int) -> TicketView:
    view = reader.ticket(number)
    if view is None:
        raise BadInput(NONE.format(number=number))
    return view


def typed(body: str) -> str:
    """What was given as text; `-` is standard input."""
    if body != "-":
        return body
    raw = sys.stdin.buffer.read(MOST_TYPED + 1)
    if len(raw) > MOST_TYPED:
        raise BadInput(f"standard input has more than {MOST_TYPED:,} bytes: that is no answer")
    return raw.decode("utf-8", errors="replace")
