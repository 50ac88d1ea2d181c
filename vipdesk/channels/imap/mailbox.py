"""A mailbox that is open: what is new in a folder, and what becomes of it; nothing is removed."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date

from imap_tools.imap_utf7 import utf7_decode
from imap_tools.utils import encode_folder
from msgspec import Struct

from vipdesk.channels.imap.answers import (
    Fetched,
    read_mails,
    read_number,
    read_sizes,
    read_uids,
)
from vipdesk.channels.imap.client import Client, Data, Lost, Nonsense, Refused, understood
from vipdesk.channels.imap.line import Line, Stopped
from vipdesk.domain.text import clean_line

SLACK = 1_000_000
"""Bytes that an answer may have beside the mails in it."""

_LISTED = re.compile(rb'\(([^)]*)\) (?:"(?:[^"\\]|\\.)*"|NIL) ("(?:[^"\\]|\\.)*"|[^ ]+)$')

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_SEEN = r"(\Seen)"
_EXISTS = re.compile(rb"\* \d+ EXISTS\b", re.IGNORECASE)
_LITERAL = re.compile(rb"\{(\d{1,9})\}\r?\n$")


class Selected(Struct, frozen=True):
    """A folder as it was opened: UIDs hold as long as `validity`; `next_uid` None if not told."""

    validity: int
    next_uid: int | None
    mails: int


class Mailbox:
    """An open mailbox, for one thread; each method raises ChannelError, or Stopped."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._idle, self._heard = b"idle", False
        self._idles_not = False

    @property
    def line(self) -> Line:
        """What to wait on while it idles."""
        return self._client.line

    @property
    def has_idle(self) -> bool:
        """Whether the server tells what comes."""
        return self._client.can("IDLE") and not self._idles_not

    @property
    def has_move(self) -> bool:
        """Whether the server moves a mail in one step."""
        return self._client.can("MOVE")

    @property
    def has_news(self) -> bool:
        """Whether the server told in passing, since it was last looked, that something came."""
        return self._heard or "EXISTS" in self._client.untagged_responses

    def select(self, folder: str, *, untouched: bool = False) -> Selected:
        """Open a folder, or only read it; from here on all is about it."""
        with self._understood():
            self._client.forget()
            answer = self._client.select(_name(folder), readonly=untouched)
            mails = _number(self._client.ok(answer, f"open the folder {_shown(folder)}"))
            validity = _number(self._client.response("UIDVALIDITY")[1])
            next_uid = _number(self._client.response("UIDNEXT")[1])
            if validity is None:
                raise Nonsense(f"{self._client.name} says no UIDVALIDITY: it can't be read safely")
            return Selected(validity, next_uid, mails or 0)

    def fresh(self, after: int) -> list[int]:
        """The UIDs above this one, ascending."""
        with self._understood():
            self._client.ok(self._client.noop(), "say what is new")
            self._client.forget()
            self._heard = False
            # `n:*` always names the last mail, however low its number is
            return [uid for uid in self._search(f"UID {after + 1}:*") if uid > after]

    def up_to(self, uid: int, *, unseen: bool) -> list[int]:
        """The UIDs that are there up to this one, or those of them that nobody has seen."""
        if uid < 1:
            return []
        with self._understood():
            found = self._search(f"UID 1:{uid}{' UNSEEN' if unseen else ''}")
            return [one for one in found if one <= uid]

    def since(self, day: date) -> list[int]:
        """The UIDs of what came on this day or later, as the server names its days."""
        with self._understood():
            return self._search(f"SINCE {day.day}-{MONTHS[day.month - 1]}-{day.year}")

    def still_there(self, uids: Sequence[int]) -> list[int]:
        """Those of these that are in the folder."""
        with self._understood():
            return [uid for uid in self._search(f"UID {_set(uids)}") if uid in uids]

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """How large these mails are said to be; what is gone is left out."""
        with self._understood():
            answer = self._client.uid("FETCH", _set(uids), "(UID RFC822.SIZE)")
            return read_sizes(self._client.ok(answer, "say how large the mails are"))

    def fetch(self, uids: Sequence[int], most: int) -> list[Fetched]:
        """These mails, of so many bytes together; what is gone is left out."""
        return self._fetched(uids, most, "BODY.PEEK[]")

    def fetch_beginning(self, uid: int, most: int) -> list[Fetched]:
        """The first so many bytes of a mail."""
        return self._fetched([uid], most, f"BODY.PEEK[]<0.{most}>")

    def mark_seen(self, uids: Sequence[int]) -> None:
        """Flag these as seen."""
        with self._understood():
            answer = self._client.uid("STORE", _set(uids), "+FLAGS.SILENT", _SEEN)
            self._client.ok(answer, "flag mails as seen")

    def move(self, uids: Sequence[int], folder: str) -> None:
        """Move these; where the server can't, copy them and flag them as seen."""
        act = "MOVE" if self.has_move else "COPY"
        with self._understood():
            answer = self._client.uid(act, _set(uids), _name(folder))
            self._client.ok(answer, f"{act.lower()} mails to {_shown(folder)}")
        if not self.has_move:
            self.mark_seen(uids)

    def has_folder(self, folder: str) -> bool:
        """Whether there is such a folder."""
        with self._understood():
            answer = self._client.list('""', _name(folder))
            return any(self._client.ok(answer, "list its folders"))

    def marked(self, use: str) -> str:
        """The folder that the server marks for a use, as `\\Sent` (RFC 6154); empty for none."""
        with self._understood():
            listed = self._client.ok(self._client.list('""', "*"), "list its folders")
        for line in listed:
            found = _LISTED.match(line) if isinstance(line, bytes) else None
            if found and use.lower().encode() in found[1].lower().split():
                return _folder_named(found[2])
        return ""

    def make_folder(self, folder: str) -> bool:
        """Have such a folder; gives whether it was made."""
        if self.has_folder(folder):
            return False
        with self._understood():
            answer = self._client.create(_name(folder))
            self._client.ok(answer, f"make the folder {_shown(folder)}")
            self._client.subscribe(_name(folder))  # it is there even if this is not granted
        return True

    def append(self, folder: str, raw: bytes) -> None:
        """Put a mail of ours into a folder, as seen; the folder is made where it is missing."""
        for _ in range(2):
            try:
                with self._understood():
                    answer = self._client.append(_name(folder), _SEEN, None, raw)
                    self._client.ok(answer, f"take a copy into {_shown(folder)}")
                return
            except Refused as refused:
                if refused.code != "TRYCREATE" or not self.make_folder(folder):
                    raise

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether a mail with this Message-ID, without its brackets, lies in a folder."""
        with self._understood():
            if self._client.select(_name(folder), readonly=True)[0] != "OK":
                return False  # it is made with the first mail in it
            quoted = re.sub(r'(["\\])', r"\\\1", f"<{message_id}>")
            return bool(self._search(f'HEADER Message-ID "{quoted}"'))

    def idle(self) -> bool:
        """Ask to be told of what comes, until `end_idle`; False where the server will not."""
        if not self.has_idle:
            return False
        with self._understood():
            self._client.line.send(self._idle + b" IDLE\r\n")
            while not (said := self._client.line.readline()).startswith(b"+"):
                if said.startswith(self._idle):
                    self._idles_not = True
                    return False
                self._hear(said)
        return True

    def news(self) -> bool:
        """Whether something has come since it idles, as far as it was told."""
        with self._understood():
            if not self._client.line.holds_line:
                self._client.line.look()
            while self._client.line.holds_line:
                self._hear(self._client.line.readline())
            return self._heard

    def end_idle(self) -> None:
        """Be told no more."""
        with self._understood():
            self._client.line.send(b"DONE\r\n")
            while not (said := self._client.line.readline()).startswith(self._idle):
                self._hear(said)

    def close(self) -> None:
        """Take leave, without waiting for an answer."""
        with suppress(OSError, Stopped):
            self._client.line.send(b"bye LOGOUT\r\n")
        self._client.line.close()

    def _fetched(self, uids: Sequence[int], most: int, what: str) -> list[Fetched]:
        with self._understood():
            self._client.line.expect(most + SLACK)
            answer = self._client.uid("FETCH", _set(uids), f"(UID INTERNALDATE {what})")
            wanted = set(uids)
            mails = read_mails(self._client.ok(answer, "give out mails"))
            return [mail for mail in mails if mail.uid in wanted]

    def _search(self, criteria: str) -> list[int]:
        answer = self._client.uid("SEARCH", criteria)
        return read_uids(self._client.ok(answer, "search"))

    def _hear(self, said: bytes) -> None:
        if literal := _LITERAL.search(said):
            self._client.line.read(int(literal[1]))
        if said.startswith(b"* BYE"):
            words = self._client.words(said[5:].decode("utf-8", "replace"))
            raise Lost(f"{self._client.name} ended it: {words}")
        self._heard = self._heard or _EXISTS.match(said) is not None

    def _understood(self) -> AbstractContextManager[None]:
        return understood(self._client, self._client.server)


def _set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _name(folder: str) -> str:
    """A folder as the protocol writes it."""
    return encode_folder(folder).decode("ascii")


def _shown(folder: str) -> str:
    return clean_line(folder, 80)


def _folder_named(said: bytes) -> str:
    """A folder by its name in a list; empty for a name that no program can have written."""
    if said.startswith(b'"'):
        said = re.sub(rb"\\(.)", rb"\1", said[1:-1])
    try:
        return str(utf7_decode(said))
    except (ValueError, UnicodeError):
        return ""


def _number(data: Data) -> int | None:
    last = data[-1] if data else None
    return read_number(last) if isinstance(last, bytes) and last.isdigit() else None
