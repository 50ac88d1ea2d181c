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
NEEDS_FILE = "it has to be a file that this account may read"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Secret(Struct, frozen=True):
    """What enters the mailbox; `token` where it is an OAuth 2 token and no password."""

    value: str
    token: bool = False

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Secret()"


class NoSecret(BadInput):
    """There is none to be had; `why` and `mend` are the two halves of what is said."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(f"mail: {why}: {mend}")
        self.why, self.mend = why, mend


def fetch_secret(account: MailAccount, environment: Mapping[str, str]) -> Secret:
    """Ask for it anew: a token may have run out. NoSecret says what is missing, never what is."""
    value = account.entry_value
    match account.entry:
        case Entry.ENVIRONMENT:
            found = _in_environment(value, environment)
        case Entry.FILE:
            found = _in_file(Path(value).expanduser())
        case Entry.KEYRING:
            found = _in_keyring(account.user)
        case Entry.COMMAND | Entry.TOKEN:
            found = _said_by(value)
    return Secret(found, token=account.entry is Entry.TOKEN)


def _in_environment(name: str, environment: Mapping[str, str]) -> str:
    shown = clean_line(name, 100)
    if name not in environment:
        mend = f"export {shown} before vipdesk starts; what runs already does not hear of it"
        raise NoSecret(f"the variable {shown} is not set", mend)
    return environment[name] or _nothing(f"the variable {shown}", "put the password into it")


def _in_file(path: Path) -> str:
    """Its first line; a file that others may read is no place for a password."""
    shown = clean_line(str(path), 200)
    try:
        # Looked at before it is opened: a pipe would wait for a writer for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise NoSecret(f"{shown} can't be read (it is no file)", NEEDS_FILE)
        with path.open(encoding="utf-8") as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise NoSecret(f"{shown} may be read by others", f"chmod 600 {shown}")
            said = file.readline(4096).rstrip("\r\n")
    except FileNotFoundError:
        mend = f"write the password into it and chmod 600 {shown}, or mend password_file"
        raise NoSecret(f"{shown} is not there", mend) from None
    except UnicodeDecodeError:
        raise NoSecret(f"{shown} can't be read", "save it as UTF-8") from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise NoSecret(f"{shown} can't be read ({why})", NEEDS_FILE) from None
    return said or _nothing(shown, "write it into its first line")


def _in_keyring(user: str) -> str:
    try:
        import keyring  # an extra, and slow to import
    except ImportError:
        mend = "install it beside vipdesk, or use password_file"
        raise NoSecret("keyring is not installed", mend) from None
    shown = clean_line(user, 100)
    try:
        found = keyring.get_password(KEYRING_SERVICE, user)
    except Exception as error:  # each backend has errors of its own
        why = f"the keyring does not open ({type(error).__name__})"
        raise NoSecret(why, "unlock it, or use password_file") from None
    keep = f'put it there with: keyring set "{KEYRING_SERVICE}" {shown}'
    return found or _nothing(f"the keyring, for {shown},", keep)


def _said_by(command: str) -> str:
    """The first line that it prints; it runs without a shell."""
    try:
        words = shlex.split(command)
        ran = subprocess.run(  # noqa: S603 what whoever runs it has set
            words, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=True
        )
        said = ran.stdout.decode("utf-8").partition("\n")[0].rstrip("\r")
    except subprocess.CalledProcessError as error:
        why = f"ended with {error.returncode}"
    except subprocess.TimeoutExpired:
        why = f"said nothing for {PATIENCE:.0f} s"
    except (FileNotFoundError, PermissionError):
        why = "can't be run"
        raise NoSecret(f"the command {_first(words)} {why}", "mend its name in [mail]") from None
    except (OSError, ValueError, IndexError):  # no words, no text
        why = "can't be run"
    else:
        return said or _nothing(f"the command {_first(words)}", "its first line is the password")
    raise NoSecret(f"the command for the password {why}", "run it by hand to see why")


def _first(words: list[str]) -> str:
    return clean_line(words[0], 100) if words else "?"


def _nothing(where: str, mend: str) -> str:
    raise NoSecret(f"{clean_line(where, 200)} holds no password", mend)
