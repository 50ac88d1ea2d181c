"""`vipdesk mail set-up`: a mailbox is asked for, written into the settings, and looked at."""

import argparse
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError

from vipdesk.channels.smtp.envelope import FIT
from vipdesk.cli.parser import add_common, add_json
from vipdesk.cli.person import shown_file
from vipdesk.cli.stores import reading, store_exists
from vipdesk.config import Settings
from vipdesk.domain.colleagues import Role
from vipdesk.domain.errors import BadInput
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.mail_account import Entry, account
from vipdesk.settings_file import make_folder, write_settings
from vipdesk.store.whole import write_whole

Check = Callable[[argparse.Namespace, Settings], int]

WAYS = {"imap": "imaps://imap.{host}", "smtp": "smtp://smtp.{host}"}
ASKED = {"imap": "incoming mail", "smtp": "outgoing mail"}
MAY_BE_SET = (
    'done = "move:Done by vipdesk"  # or "seen", "leave": what becomes of mails there',
    'sent = "Sent"  # the folder for copies of what leaves',
    'folders = ["INBOX"]  # and others that are there',
)
LONGEST_PASSWORD = 4096
OWN_ALONE = 0o600


def add_set_up(acts: Any, check: Check) -> None:
    """Declare the arguments; `check` looks at what was set."""
    act = acts.add_parser("set-up", help="set the mailbox, then see what works")
    act.add_argument("user", metavar="USER", help="who logs in, mostly the address")
    act.add_argument("--imap", metavar="URL", help="imaps://HOST[:PORT], or imap:// for STARTTLS")
    act.add_argument("--smtp", metavar="URL", help="smtp://HOST[:PORT] for STARTTLS, or smtps://")
    act.add_argument("--password-file", type=Path, metavar="FILE", help="where it is, or is kept")
    act.add_argument("--authority", metavar="FILE", help="PEM file of who signed, where not public")
    act.set_defaults(run=lambda arguments, settings: _set_up(arguments, settings, check))
    add_common(act)
    add_json(act)


def _set_up(arguments: argparse.Namespace, settings: Settings, check: Check) -> int:
    where = settings.own_file
    document = _document(where)
    table = _table(arguments, where)
    account(table, f"{shown_file(where)}: [mail]")
    try:
        _keep_password(Path(table[Entry.FILE.value]).expanduser())
        document["mail"] = _written(table)
        write_settings(where, document)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise BadInput(f"{shown_file(Path(error.filename or where))}: {why}: mend that") from None
    _give_address(arguments.user, settings)
    return check(arguments, settings)


def _document(where: Path) -> TOMLDocument:
    """What the settings say so far, which is nothing of mail."""
    shown = shown_file(where)
    try:
        document = tomlkit.parse(where.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return TOMLDocument()
    except (OSError, UnicodeDecodeError, TOMLKitError):
        raise BadInput(f"{shown}: it can't be read, so nothing is written: mend it") from None
    if "mail" in document:
        raise BadInput(f"{shown} has [mail] already: mend it there, then `vipdesk mail check`")
    return document


def _table(arguments: argparse.Namespace, where: Path) -> dict[str, str]:
    host = arguments.user.rpartition("@")[2]
    if "." not in host and not (arguments.imap and arguments.smtp):
        raise BadInput(f"{host!r} names no server: give --imap and --smtp")
    file = arguments.password_file or where.parent / "mail-password"
    table = {"user": arguments.user}
    for way, usual in WAYS.items():
        table[way] = getattr(arguments, way) or _asked(ASKED[way], usual.format(host=host))
    table[Entry.FILE.value] = _as_written(Path(file))
    if arguments.authority:
        table["authority"] = _as_written(Path(arguments.authority))
    return table


def _asked(what: str, usual: str) -> str:
    """What is said on the terminal, or what is usual."""
    if not sys.stdin.isatty():
        return usual
    sys.stderr.write(f"{what} [{usual}]: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() or usual


def _keep_password(path: Path) -> None:
    """Ask for it, never shown, unless it is there already; BadInput for none, or OSError."""
    if path.exists():
        return
    if sys.stdin.isatty():
        said = getpass("password (kept in a file for you alone): ", sys.stderr)
    else:
        said = sys.stdin.readline(LONGEST_PASSWORD).rstrip("\r\n")
    if not said:
        raise BadInput("there is no password: type it, or give it on standard input")
    make_folder(path.parent)
    write_whole(path, f"{said}\n".encode(), OWN_ALONE)


def _as_written(path: Path) -> str:
    """A path as its owner would write it: it holds wherever the desk is started."""
    whole, home = Path(path).expanduser().absolute(), Path.home()
    return f"~/{whole.relative_to(home)}" if whole.is_relative_to(home) else str(whole)


def _written(table: dict[str, str]) -> tomlkit.items.Table:
    """The table with what else may be set, as remarks."""
    written = tomlkit.table()
    for key, value in table.items():
        written.add(key, value)
    for line in MAY_BE_SET:
        written.add(tomlkit.comment(line))
    return written


def _give_address(user: str, settings: Settings) -> None:
    """The agent writes from the mailbox, where no other address of theirs is known."""
    if not FIT.fullmatch(user) or not store_exists(settings):
        return
    with reading(settings, writes_too=True) as reader:
        agent = reader.agent()
    if agent.address:
        return
    from vipdesk.cli.working import working  # slow to import, and seldom needed

    with working(settings) as desk:
        desk.execute(SetColleague(agent.name, Role.DEDICATED, user.lower()))
