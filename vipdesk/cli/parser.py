"""The command line as argparse reads it; a command's module is imported when it is named."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

from msgspec import Struct

from vipdesk import __version__
from vipdesk.cli.usage import Need, UsageError
from vipdesk.config import Settings
from vipdesk.domain.text import clean_line

Run = Callable[[argparse.Namespace, Settings], int]
"""Does what a command's arguments ask for and gives the exit code."""

LONGEST_COMPLAINT = 400


class Command(Struct, frozen=True):
    """A command: what it does in one line, the module under `vipdesk.cli` that knows it.

    `need` is what somebody has to be to run it.
    """

    summary: str
    module: str
    need: Need = Need.WORKS


COMMANDS = {
    "init": Command("create the store: client, agent, contacts", "init", Need.NOBODY),
    "demo": Command("a full desk on a throw-away store", "demo", Need.NOBODY),
    "watch": Command("the desk read-only, live", "watch", Need.SEES_ALL),
    "clock": Command("reckon with office hours and targets", "clock", Need.NOBODY),
    "ingest": Command("take mail files and voicemail folders in", "ingest"),
    "tickets": Command("the queue, in its order", "tickets", Need.SEES_ALL),
    "ticket": Command(
        "one ticket: show, new, reply, note, severity, status, escalate, cause", "ticket"
    ),
    "promise": Command("promise the client of a ticket a word by a moment", "promise"),
    "callbacks": Command("who is to be called back, in that order", "callbacks", Need.SEES_ALL),
    "callback": Command(
        "one callback: attempt, file, next, caller, missed, show", "callback", Need.SEES_ALL
    ),
    "contacts": Command(
        "who is of the client, and calls from which number", "contacts", Need.SEES_ALL
    ),
    "contact": Command("make somebody a contact, give a contact a number", "contact"),
    "people": Command(
        "who of our side there is: seniors, their skills and hours", "people", Need.SEES_ALL
    ),
    "ssh-setup": Command("lines for authorized_keys, and a sample for sshd, as text", "ssh_setup"),
    "escalations": Command("what is with the senior agents", "escalations", Need.ANYBODY),
    "escalation": Command(
        "one escalation: show, accept, decline, hand-back, note, withdraw",
        "escalation",
        Need.ANYBODY,
    ),
    "slots": Command("when a call may be booked", "slots", Need.SEES_ALL),
    "book": Command("book a call with somebody of the client", "book"),
    "move": Command("have a booked call at another time", "move"),
    "cancel": Command("cancel a booked call", "cancel"),
    "held": Command("say what came of a booked call", "held"),
    "calendar": Command(
        "what is in the calendar; export FILE.ics, import FILE.ics, check, sync, settle",
        "calendar",
        Need.SEES_ALL,
    ),
    "busy": Command("time of the agent's own: add, remove, list", "busy", Need.SEES_ALL),
    "handover": Command(
        "the hand-over sheet: make it; list, show, note, sign, drop", "handover", Need.SEES_ALL
    ),
    "mail": Command("the mailbox: check it step by step, log", "mail"),
    "door": Command("the client's own door: link, visits, end", "door"),
    "reminders": Command("what the agent was told and has not seen to", "reminders", Need.SEES_ALL),
    "audit": Command("who did what, when and from which terminal", "audit", Need.SEES_ALL),
    "report": Command("the service report of a month, for the client", "report", Need.SEES_ALL),
    "policy": Command(
        "the policy: show, preview another, put it in force", "policy", Need.SEES_ALL
    ),
    "notify": Command(
        "who is told off the terminal: check that it works, log", "notify", Need.SEES_ALL
    ),
    "serve": Command("the client's own door: chat, calendar, where things stand", "serve"),
    "worker": Command(
        "mail, voicemail, reminders, calendar without a screen, until stopped", "worker"
    ),
    "backup": Command("a consistent copy while the desk is in use", "backup"),
    "restore": Command("a backup back in its place", "restore"),
    "reindex": Command("make the search index anew from what is in the store", "reindex"),
    "doctor": Command("check store, policy, configuration and terminal", "doctor", Need.NOBODY),
}


class Parser(argparse.ArgumentParser):
    """A parser of whole option names, whose complaints are one line, with the way to more."""

    def __init__(self, **named: Any) -> None:
        super().__init__(allow_abbrev=False, **named)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        said, command = clean_line(message, LONGEST_COMPLAINT), self.prog.removeprefix("vipdesk")
        where = f"{command.strip()}: " if command else ""
        raise UsageError(f"{where}{said}; `{self.prog} --help` shows what is right")


class CommandParser(Parser):
    """A command's parser, filled in by its module once the command is named."""

    def __init__(self, *, module: str | None = None, **named: Any) -> None:
        super().__init__(**named)
        self._module = module

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, after the module has had its say."""
        if self._module is not None:
            import_module(f"vipdesk.cli.{self._module}").add_to(self)
            self._module = None
        return super().parse_known_args(args, namespace)


def command_line() -> Parser:
    """The whole command line."""
    parser = Parser(
        prog="vipdesk",
        description="The terminal desk of a dedicated support agent. Without a command: the desk.",
    )
    parser.add_argument("--version", action="version", version=f"vipdesk {__version__}")
    add_common(parser, default=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=CommandParser)
    for name, command in COMMANDS.items():
        one = commands.add_parser(
            name,
            help=command.summary,
            description=command.summary,
            module=command.module,
        )
        add_common(one, default=argparse.SUPPRESS)
        one.set_defaults(need=command.need)
    return parser


def add_common(parser: argparse.ArgumentParser, default: Any = argparse.SUPPRESS) -> None:
    """The options that every command takes."""
    parser.add_argument(
        "--store", metavar="PATH-or-URL", default=default, help="the store (VIPDESK_STORE)"
    )
    parser.add_argument(
        "--policy", metavar="FILE", default=default, help="another policy (VIPDESK_POLICY)"
    )
    parser.add_argument(
        "--as",
        dest="acting_as",
        metavar="NAME",
        default=default,
        help="whose acts these are (VIPDESK_AS)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option that asks for data instead of a table."""
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")


def add_acts(parser: argparse.ArgumentParser, what: str, *, required: bool = True) -> Any:
    """Sub-commands of a command, each to be given its own arguments and `run`."""
    return parser.add_subparsers(
        dest=what, metavar=what.upper(), required=required, parser_class=Parser
    )
