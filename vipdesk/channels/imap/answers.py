"""What a server answers about mails, read with care: it may be anything."""

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from vipdesk.channels.imap.client import Data
from vipdesk.channels.mail.dates import instant

_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,18})\b")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]{1,40})"')
_SHORT = re.compile(rb'\bBODY\[\](?:<0>)? (?:NIL|"((?:[^"\\]|\\.)*)")')
_NUMBER = re.compile(rb"\d+")

HIGHEST = 2**32 - 1
"""The highest number that the protocol knows (RFC 9051, 9)."""


class Fetched(Struct, frozen=True):
    """A mail, or its beginning; `received` (aware UTC) is when the server took it, if it says."""

    uid: int
    received: datetime | None
    raw: bytes


def read_uids(data: Data) -> list[int]:
    """The UIDs that a search found, ascending; those above `HIGHEST` are no mails."""
    said = b" ".join(part for part in data if isinstance(part, bytes))
    return sorted({int(number) for number in _NUMBER.findall(said)})


def read_number(said: bytes) -> int:
    """A number of a mail or a folder; ValueError for one that the protocol does not have."""
    if len(said.lstrip(b"0")) > len(str(HIGHEST)) or (number := int(said)) > HIGHEST:
        raise ValueError("it gives a number beyond 32 bits")
    return number


def read_sizes(data: Data) -> dict[int, int]:
    """How large each mail is said to be, by UID."""
    found = {}
    for head, _ in _mails(data):
        uid, size = _UID.search(head), _SIZE.search(head)
        if uid and size:
            found[int(uid[1])] = int(size[1])
    return found


def read_mails(data: Data) -> list[Fetched]:
    """The mails in an answer, by UID; what is said of others is left out."""
    found = {}
    for head, body in _mails(data):
        uid = _UID.search(head)
        raw = body if body is not None else _short(head)
        if uid and raw is not None:
            found[int(uid[1])] = Fetched(int(uid[1]), _received(head), raw)
    return [found[uid] for uid in sorted(found)]


def _mails(data: Data) -> Iterator[tuple[bytes, bytes | None]]:
    """What is said of each mail, and the literal in it; the library cuts it into pieces."""
    head, body = b"", None
    for part in data:
        if isinstance(part, tuple):
            head, body = head + part[0], part[1]
        elif isinstance(part, bytes):
            yield head + b" " + part, body
            head, body = b"", None


def _short(head: bytes) -> bytes | None:
    """A mail that was sent as a quoted text, or as nothing."""
    found = _SHORT.search(head)
    return re.sub(rb"\\(.)", rb"\1", found[1] or b"") if found else None


def _received(head: bytes) -> datetime | None:
    """When the server took a mail; None for what can't be that."""
    found = _DATE.search(head)
    return instant(found[1].decode("ascii", "replace").strip()) if found else None
