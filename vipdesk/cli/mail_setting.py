"""`vipdesk mail set-up`: a mailbox is asked for, written into the settings, and looked at."""

import argparse
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from getpass import getpass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable

from vipdesk.channels.secure import trusting
from vipdesk.channels.smtp.envelope import FIT
from vipdesk.cli.parser import add_common, add_json
from vipdesk.cli.person import shown_file
from vipdesk.cli.stores import reading, store_exists
from vipdesk.config import Settings
from vipdesk.domain.colleagues import Role
from vipdesk.domain.errors import BadInput
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.mail_account import Entry, account, read_server
from vipdesk.settings_file import make_folder, write_settings
from vipdesk.store.whole import write_whole

Check = Callable[[argparse.Namespace, Settings], int]

GUESSED = {"imap": "imaps://imap.{host}", "smtp": "smtp://smtp.{host}"}
ASKED = {"imap": "incoming mail", "smtp": "outgoing mail"}
PRIVATE = {"imap": "imaps://", "smtp": "smtp://"}
PASSWORD = "password (kept in a file for you alone): "  # noqa: S105 a question
PASSWORD_AGAIN = "password (enter: the one that is kept): "  # noqa: S105 a question
MAY_BE_SET = (
    'folders = ["INBOX"]  # and others that are there',
    'done = "seen"  # what becomes of mails there; or "leave", or "move:Done by vipdesk"',
    'sent = ""  # the folder for copies of what leaves, as in "Sent"',
    'authority = "~/ca.pem"  # who signed the servers\' certificates, where that is your own',
)
LONGEST_PASSWORD = 4096
OWN_ALONE = 0o600


def add_set_up(acts: Any, check: Check) -> None:
    """Declare the arguments; `check` looks at what was set."""
    act = acts.add_parser("set-up", help="set the mailbox, or mend it, then see what works")
    act.add_argument("user", metavar="USER", help="who logs in, mostly the address")
    act.add_argument("--imap", metavar="URL", help="imaps://HOST[:PORT], or imap:// for STARTTLS")
    act.add_argument("--smtp", metavar="URL", help="smtp://HOST[:PORT] for STARTTLS, or smtps://")
    act.add_argument("--password-file", type=Path, metavar="FILE", help="where it is, or is kept")
    act.add_argument("--authority", type=Path, metavar="FILE", help="PEM file of who signed")
    act.set_defaults(run=lambda arguments, settings: _set_up(arguments, settings, check))
    add_common(act)
    add_json(act)


def _set_up(arguments: argparse.Namespace, settings: Settings, check: Check) -> int:
    where = settings.own_file
    document = _document(where)
    before = {key: str(value) for key, value in document.get("mail", {}).items()}
    table = _servers(arguments, before)
    if arguments.authority:
        trusting(arguments.authority.expanduser())
        table["authority"] = _as_written(arguments.authority)
    keep = _password(arguments, where, before, table)
    account({**document.get("mail", {}), **table}, f"{shown_file(where)}: [mail]")
    try:
        keep()
        _put(document, table)
        write_settings(where, document)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise BadInput(f"{shown_file(Path(error.filename or where))}: {why}: mend that") from None
    _give_address(arguments.user, settings)
    return _looked_at(arguments, settings, check)


def _document(where: Path) -> TOMLDocument:
    """What the settings say so far; BadInput where that makes no sense."""
    shown = shown_file(where)
    try:
        document = tomlkit.parse(where.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return TOMLDocument()
    except (OSError, UnicodeDecodeError, TOMLKitError):
        raise BadInput(f"{shown}: it can't be read, so nothing is written: mend it") from None
    if not isinstance(document.get("mail", tomlkit.table()), AbstractTable):
        raise BadInput(f"{shown}: mail is no table there: take it out, then set it up")
    return document


def _servers(arguments: argparse.Namespace, before: Mapping[str, str]) -> dict[str, str]:
    host = arguments.user.rpartition("@")[2]
    table = {"user": arguments.user}
    for way, guess in GUESSED.items():
        usual = before.get(way) or (guess.format(host=host) if "." in host else "")
        given = getattr(arguments, way)
        table[way] = _server(way, given) if given else _asked(way, usual)
    return table


def _asked(way: str, usual: str) -> str:
    """What is said on the terminal, until it makes sense, or what is usual."""
    if not sys.stdin.isatty():
        if not usual:
            raise BadInput(f"no server is named for {ASKED[way]}: give --{way}")
        return usual
    while True:
        _say(f"{ASKED[way]} [{usual}]: " if usual else f"{ASKED[way]}, as in {PRIVATE[way]}HOST: ")
        said = sys.stdin.readline()
        if not said:
            raise KeyboardInterrupt
        if not (said.strip() or usual):
            continue
        try:
            return _server(way, said.strip() or usual)
        except BadInput as problem:
            _say(f"{problem}\n")


def _server(way: str, said: str) -> str:
    """The address of a server; a bare name is private in the usual way."""
    address = said if "://" in said else f"{PRIVATE[way]}{said}"
    read_server(way, address, ASKED[way])
    return address


def _password(
    arguments: argparse.Namespace, where: Path, before: Mapping[str, str], table: dict[str, str]
) -> Callable[[], None]:
    """Ask for it where it is to be kept; gives what writes it, once all the rest makes sense."""
    elsewhere = any(way in before for way in Entry if way is not Entry.FILE)
    if elsewhere and not arguments.password_file:
        return lambda: None
    usual = Path(before.get(Entry.FILE.value) or where.parent / "mail-password").expanduser()
    file = Path(arguments.password_file or usual).expanduser()
    for way in Entry:
        table.pop(way.value, None)
    table[Entry.FILE.value] = _as_written(file)
    if arguments.password_file and file.exists():
        return lambda: None
    said = _typed(PASSWORD_AGAIN if file.exists() else PASSWORD)
    if said:
        return lambda: _keep(file, said)
    if not file.exists():
        raise BadInput("there is no password: type it, or give it on standard input")
    return lambda: None


def _typed(question: str) -> str:
    """A line that is not shown."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(LONGEST_PASSWORD).rstrip("\r\n")
    try:
        return getpass(question, sys.stderr)
    except EOFError:
        raise KeyboardInterrupt from None


def _keep(file: Path, password: str) -> None:
    make_folder(file.parent)
    write_whole(file, f"{password}\n".encode(), OWN_ALONE)


def _as_written(path: Path) -> str:
    """A path as its owner would write it: it holds wherever the desk is started."""
    whole, home = path.expanduser().absolute(), Path.home()
    return f"~/{whole.relative_to(home)}" if whole.is_relative_to(home) else str(whole)


def _put(document: TOMLDocument, table: Mapping[str, str]) -> None:
    """In place where it stands already, whatever else is set there; else with what may be set."""
    fresh = "mail" not in document
    if fresh:
        document["mail"] = tomlkit.table()
    written = document["mail"]
    if not isinstance(written, AbstractTable):
        raise TypeError("mail is no table")
    for way in Entry:
        if Entry.FILE.value in table and way is not Entry.FILE:
            written.pop(way.value, None)
    for key, value in table.items():
        written[key] = value
    for line in MAY_BE_SET if fresh else ():
        if line.partition(" ")[0] not in table:
            written.add(tomlkit.comment(line))


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


def _looked_at(arguments: argparse.Namespace, settings: Settings, check: Check) -> int:
    code = check(arguments, settings)
    if sys.stdin.isatty():
        opened = "`vipdesk` opens the desk" if store_exists(settings) else "`vipdesk init` is next"
        again = f"`vipdesk mail set-up {arguments.user}` again mends it"
        _say(f"{again if code else opened}\n")
    return code


def _say(words: str) -> None:
    with suppress(OSError):
        sys.stderr.write(words)
        sys.stderr.flush()
