"""Passwords and keys, fetched where their owner keeps them; never stored, never told."""

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


class Sought(Struct, frozen=True):
    """What is looked for, as complaints call it, the key that names its file, and its table."""

    what: str
    file_key: str
    table: str


PASSWORD = Sought("password", "password_file", "[mail]")


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
            found = in_environment(value, environment)
        case Entry.FILE:
            found = in_file(Path(value).expanduser())
        case Entry.KEYRING:
            found = _in_keyring(account.user)
        case Entry.COMMAND | Entry.TOKEN:
            found = said_by(value)
    return Secret(found, token=account.entry is Entry.TOKEN)


def in_environment(name: str, environment: Mapping[str, str], sought: Sought = PASSWORD) -> str:
    """What the variable holds; NoSecret where there is none."""
    shown = clean_line(name, 100)
    if name not in environment:
        mend = f"export {shown} before vipdesk starts; what runs already does not hear of it"
        raise NoSecret(f"the variable {shown} is not set", mend)
    mend = f"put the {sought.what} into it"
    return environment[name] or _nothing(f"the variable {shown}", mend, sought)


def in_file(path: Path, sought: Sought = PASSWORD) -> str:
    """Its first line; a file that others may read is no place for a secret. NoSecret."""
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
        mend = f"write the {sought.what} into it and chmod 600 {shown}, or mend {sought.file_key}"
        raise NoSecret(f"{shown} is not there", mend) from None
    except UnicodeDecodeError:
        raise NoSecret(f"{shown} can't be read", "save it as UTF-8") from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise NoSecret(f"{shown} can't be read ({why})", NEEDS_FILE) from None
    return said or _nothing(shown, "write it into its first line", sought)


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
    return found or _nothing(f"the keyring, for {shown},", keep, PASSWORD)


def said_by(command: str, sought: Sought = PASSWORD) -> str:
    """The first line that it prints; it runs without a shell. NoSecret."""
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
        mend = f"mend its name in {sought.table}"
        raise NoSecret(f"the command {_first(words)} {why}", mend) from None
    except (OSError, ValueError, IndexError):  # no words, no text
        why = "can't be run"
    else:
        mend = f"its first line is the {sought.what}"
        return said or _nothing(f"the command {_first(words)}", mend, sought)
    raise NoSecret(f"the command for the {sought.what} {why}", "run it by hand to see why")


def _first(words: list[str]) -> str:
    return clean_line(words[0], 100) if words else "?"


def _nothing(where: str, mend: str, sought: Sought) -> str:
    raise NoSecret(f"{clean_line(where, 200)} holds no {sought.what}", mend)
