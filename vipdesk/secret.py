"""The password of the mailbox, fetched where its owner keeps it; never stored, never told."""

import os
import shlex
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import Entry, MailAccount

PATIENCE = 30.0
"""Seconds that a command has to give a password or a token."""

KEYRING_SERVICE = "vipdesk mail"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Secret(Struct, frozen=True):
    """What enters the mailbox; `token` where it is an OAuth 2 token and no password."""

    value: str
    token: bool = False

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Secret()"


def fetch_secret(account: MailAccount, environment: Mapping[str, str]) -> Secret:
    """Ask for it anew: a token may have run out. BadInput says what is missing, never what is."""
    value = account.entry_value
    match account.entry:
        case Entry.ENVIRONMENT:
            found = environment.get(value, "")
            where = f"the variable {value}"
        case Entry.FILE:
            found, where = _in_file(Path(value).expanduser()), f"the file {value}"
        case Entry.KEYRING:
            found, where = _in_keyring(account.user), f"the keyring, for {account.user}"
        case Entry.COMMAND | Entry.TOKEN:
            found, where = _said_by(value), f"the command {shlex.split(value)[0]}"
    if not found:
        raise BadInput(f"mail: {clean_line(where, 200)} holds no password: put it there")
    return Secret(found, token=account.entry is Entry.TOKEN)


def _in_file(path: Path) -> str:
    """Its first line; a file that others may read is no place for a password."""
    shown = clean_line(str(path), 200)
    try:
        with path.open(encoding="utf-8") as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise BadInput(f"mail: {shown} may be read by others: chmod 600 it first")
            return file.readline(4096).rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"mail: {shown} can't be read: check its name and mode") from None


def _in_keyring(user: str) -> str:
    try:
        import keyring  # an extra, and slow to import
    except ImportError:
        raise BadInput("mail: keyring is not installed: install it beside vipdesk") from None
    try:
        return keyring.get_password(KEYRING_SERVICE, user) or ""
    except Exception as error:  # each backend has errors of its own
        raise BadInput(f"mail: the keyring does not open ({type(error).__name__})") from None


def _said_by(command: str) -> str:
    """The first line that it prints; it runs without a shell."""
    try:
        words = shlex.split(command)
        ran = subprocess.run(  # noqa: S603 what whoever runs it has set
            words, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=True
        )
        return ran.stdout.decode("utf-8").partition("\n")[0].rstrip("\r")
    except subprocess.CalledProcessError as error:
        why = f"ended with {error.returncode}"
    except subprocess.TimeoutExpired:
        why = f"said nothing for {PATIENCE:.0f} s"
    except (OSError, ValueError, IndexError):  # no program, no words, no text
        why = "can't be run"
    raise BadInput(f"mail: the command for the password {why}: run it by hand to see why")
