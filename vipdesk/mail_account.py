"""The desk's mailbox: where it is, how it is entered, and what becomes of what was read.

It stands in the table `[mail]` of the settings file.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.policy_toml import toml_tables
from vipdesk.domain.text import clean_line

MEGABYTE = 1_000_000


class Security(StrEnum):
    """How the line is kept private: from its first byte, or from a command on."""

    TLS = "tls"
    STARTTLS = "starttls"


class Server(Struct, frozen=True):
    """A server that is asked for by name: its certificate has to bear that name."""

    host: str
    port: int
    security: Security


class Entry(StrEnum):
    """Where the password comes from, or the token that stands for it."""

    KEYRING = "keyring"
    ENVIRONMENT = "password_env"
    FILE = "password_file"
    COMMAND = "password_command"
    TOKEN = "token_command"  # noqa: S105 the name of a key


class Done(StrEnum):
    """What becomes, on the server, of a mail that is kept here."""

    SEEN = "seen"
    MOVED = "move"
    LEFT = "leave"


class MailAccount(Struct, frozen=True, kw_only=True):
    """`entry_value` is the variable, file or command; `done_folder` where mails are moved to.

    `sent` is the folder that a copy of what leaves is put into, empty for none; `authority` a
    file of certificates to trust beside the system's; `chat` is where the general chat is, for
    notes that are sent while the desk is closed; `store` is whose the mailbox is, None for the
    first store that carries it.
    """

    user: str
    imap: Server
    smtp: Server
    entry: Entry
    entry_value: str = ""
    folders: tuple[str, ...] = ("INBOX",)
    done: Done = Done.SEEN
    done_folder: str = ""
    sent: str = ""
    signature: str = ""
    chat: str = ""
    authority: Path | None = None
    store: Path | None = None
    largest: int = 20 * MEGABYTE

    @property
    def known_as(self) -> str:
        """By what the store knows it, whatever else is set otherwise."""
        return f"{self.user}@{self.imap.host}"


SCHEMES = {
    "imaps": (993, Security.TLS),
    "imap": (143, Security.STARTTLS),
    "smtps": (465, Security.TLS),
    "smtp": (587, Security.STARTTLS),
}
KNOWN = frozenset(
    {
        "user",
        "imap",
        "smtp",
        "folders",
        "done",
        "sent",
        "signature",
        "chat",
        "authority",
        "store",
        "largest_mb",
    }
    | {entry.value for entry in Entry}
)


def read_mail_account(path: Path) -> MailAccount | None:
    """The account in this settings file; None where there is none. Raises BadInput."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        shown = clean_line(str(path))
        raise BadInput(f"{shown}: it can't be read: check its mode, save it as UTF-8") from None
    said = toml_tables(text, clean_line(str(path))).get("mail")
    if said is None:
        return None
    return account(said, f"{clean_line(str(path))}: [mail]")


def near_miss(path: Path) -> str:
    """What a table may be meant for whose name is nearly `mail`; empty where none is."""
    with suppress(OSError, UnicodeDecodeError, BadInput):
        text = path.read_text(encoding="utf-8-sig")
        said = toml_tables(text, clean_line(str(path)))
        tables = [name for name, value in said.items() if isinstance(value, Mapping)]
        strange = [name for name in tables if name not in ("mail", "keys", "alarm", "door")]
        if "mail" not in said and (near := get_close_matches("mail", strange, 1)):
            return f"there is a table [{clean_line(near[0], 40)}]: is [mail] meant?"
    return ""


def account(said: object, where: str) -> MailAccount:
    """The account that a table describes; BadInput says which key is wrong, and the mend."""
    if not isinstance(said, Mapping):
        raise BadInput(f"{where} is a table: write its keys below it")
    table = _Table(said, where)
    table.check_known()
    entry, value = table.entry()
    folders = table.folders()
    done, folder = table.done(folders)
    return MailAccount(
        user=table.text("user", needed=True),
        imap=table.server("imap", "imaps://imap.example.com"),
        smtp=table.server("smtp", "smtp://smtp.example.com"),
        entry=entry,
        entry_value=value,
        folders=folders,
        done=done,
        done_folder=folder,
        sent=table.text("sent"),
        signature=table.text("signature", lines=True),
        chat=table.text("chat"),
        authority=Path(path).expanduser() if (path := table.text("authority")) else None,
        store=table.store(),
        largest=table.largest(),
    )


def read_server(key: str, said: str, where: str) -> Server:
    """The server that an address names, for `imap` or `smtp`; BadInput where it names none."""
    examples = {"imap": "imaps://imap.example.com", "smtp": "smtp://smtp.example.com"}
    return _Table({key: said}, where).server(key, examples[key])


KEPT_IN_FILE = (
    'write it into a file of mode 600 and give password_file = "~/.config/vipdesk/mail-password"'
)


class _Table(Struct, frozen=True):
    """One table, and where it stands, for complaints."""

    said: Mapping[str, object]
    where: str

    def check_known(self) -> None:
        strange = sorted(set(self.said) - KNOWN)
        if "password" in strange:
            raise BadInput(f"{self.where} is no place for the password: {KEPT_IN_FILE}")
        if strange:
            known = ", ".join(sorted(KNOWN))
            raise BadInput(f"{self.where} has no key {clean_line(strange[0], 40)}: it has {known}")

    def text(self, key: str, *, needed: bool = False, lines: bool = False) -> str:
        value = self.said.get(key, "")
        if not isinstance(value, str) or (needed and not value):
            raise self._wrong(key, "write it as text in quotes")
        if not lines and any(letter < " " for letter in value):
            raise self._wrong(key, "it is one line, without control characters")
        return value

    def server(self, key: str, example: str) -> Server:
        mend = f"write one like {example}"
        if key not in self.said:
            raise self._wrong(key, mend)
        parts = urlsplit(self.text(key, needed=True))
        usual = SCHEMES.get(parts.scheme) if parts.scheme.startswith(key) else None
        try:
            port = parts.port
        except ValueError:
            raise self._wrong(key, mend) from None
        if usual is None or not parts.hostname or parts.username or parts.path.strip("/"):
            raise self._wrong(key, mend)
        return Server(unquote(parts.hostname), port or usual[0], usual[1])

    def entry(self) -> tuple[Entry, str]:
        """One way to the password, exactly."""
        given = [entry for entry in Entry if entry.value in self.said]
        if len(given) != 1:
            ways = ", ".join(entry.value for entry in Entry)
            if given:
                two = " and ".join(entry.value for entry in given)
                raise BadInput(f"{self.where}: {two} are given: the password is in one place")
            raise BadInput(f"{self.where} does not say where the password is: give one of {ways}")
        (way,) = given
        if way is Entry.KEYRING:
            if self.said[way.value] is not True:
                raise self._wrong(way.value, "write keyring = true")
            return way, ""
        return way, self.text(way.value, needed=True)

    def folders(self) -> tuple[str, ...]:
        value = self.said.get("folders", ["INBOX"])
        fit = isinstance(value, list) and value and all(isinstance(v, str) and v for v in value)
        if not isinstance(value, list) or not fit:
            raise self._wrong("folders", 'list them, as in ["INBOX", "Support"]')
        return tuple(dict.fromkeys(map(str, value)))

    def done(self, read: tuple[str, ...]) -> tuple[Done, str]:
        """What is moved into a folder that is `read` would come again, for ever."""
        said = self.text("done") or Done.SEEN.value
        word, _, folder = said.partition(":")
        try:
            done = Done(word)
        except ValueError:
            done = None
        if done is None or bool(folder) is not (done is Done.MOVED):
            raise self._wrong("done", '"seen", "leave", or "move:" and a folder')
        if folder.upper() == "INBOX" or folder in read:
            raise self._wrong("done", "move them to a folder that is not read")
        return done, folder

    def store(self) -> Path | None:
        """The real file, however it was named."""
        if not (said := self.text("store")):
            return None
        path = Path(said).expanduser()
        if not path.is_absolute():
            raise self._wrong("store", "write the whole path of the store")
        return Path(os.path.realpath(path))

    def largest(self) -> int:
        value = self.said.get("largest_mb", 20)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 100:
            raise self._wrong("largest_mb", "a whole number of megabytes, 1 to 100")
        return value * MEGABYTE

    def _wrong(self, key: str, mend: str) -> BadInput:
        if key not in self.said:
            return BadInput(f"{self.where} {key} is missing: {mend}")
        shown = clean_line(str(self.said[key])[:80], 60)
        return BadInput(f"{self.where} {key} can't be {shown}: {mend}")
