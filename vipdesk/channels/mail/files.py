"""Mail files on disk: single mails, folders of them, Maildir folders and mbox files."""

import os
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from vipdesk.channels.folder import Found, Sort, check, closed, found
from vipdesk.channels.mail.bounds import KEPT_OF_TOO_LARGE, MOST_BYTES, TOO_LARGE
from vipdesk.channels.mail.header import read_fields
from vipdesk.channels.mail.mbox import is_mbox, mails
from vipdesk.channels.mail.message import Unreadable

_HEAD = 64 * 1024
_FIELDS = frozenset(
    {"from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "sender"}
    | {"reply-to", "mime-version", "content-type", "delivered-to", "in-reply-to", "references"}
)
_MBOX_ENDINGS = frozenset({"", ".mbox", ".mbx"})
_EMPTY = "it is empty"


class MailFile(Struct, frozen=True):
    """One mail found on disk.

    `label` says where, as `archive.mbox#12`; `file_time` is the file's time, aware UTC;
    `size` the bytes of the file that it took, for a progress bar. `raw` is Unreadable where the
    mail is too large or the file can't be opened.
    """

    path: Path
    label: str
    raw: bytes | Unreadable
    file_time: datetime
    size: int


class NotMail(Struct, frozen=True):
    """A file that is no mail, and why in one line; `size` as in MailFile."""

    path: Path
    reason: str
    size: int


def walk(paths: Sequence[Path]) -> Iterator[MailFile | NotMail]:
    """Every mail under `paths`, in a stable order; BadInput at once where a path is missing."""
    check(paths)
    return (taken for one in found(paths) for taken in _taken(one))


def measure(paths: Sequence[Path]) -> int:
    """How many bytes `walk` will go through: the sum of `size` over what it gives."""
    check(paths)
    return sum(one.size for one in found(paths))


def _taken(one: Found) -> Iterator[MailFile | NotMail]:
    """What one thing on disk comes to; never an OSError."""
    if one.sort is Sort.NO_FILE:
        yield NotMail(one.path, one.why, one.size)
        return
    if one.sort is Sort.CLOSED:
        yield _mail(one, Unreadable(one.why, b""), one.size)
        return
    done = 0
    try:
        with _open(one) as file:
            for taken in _in(file, one):
                yield taken
                done += taken.size
    except OSError as error:
        why = closed(one.path, one.label, error).why
        yield _mail(one, Unreadable(why, b""), max(0, one.size - done))


def _open(one: Found) -> BinaryIO:
    """The file, if it is still one: whatever else took its place is not waited for."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
    handle = os.open(one.path, flags if one.named else flags | os.O_NOFOLLOW)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(0, "it is no longer a file")
    return os.fdopen(handle, "rb")


def _in(file: BinaryIO, one: Found) -> Iterator[MailFile | NotMail]:
    """What a file holds."""
    head = file.read(_HEAD)
    may_be_mbox = one.path.suffix.lower() in _MBOX_ENDINGS
    if not head:
        if one.sort is Sort.MAIL:
            yield _mail(one, Unreadable(_EMPTY, b""), one.size)
        elif not may_be_mbox:
            yield NotMail(one.path, _EMPTY, one.size)
    elif one.sort is Sort.FILE and is_mbox(head, may_be_mbox):
        file.seek(0)
        for number, (raw, size) in enumerate(mails(file), 1):
            yield MailFile(one.path, f"{one.label}#{number}", raw, one.file_time, size)
    elif one.sort is Sort.MAIL or _is_mail(head):
        yield _mail(one, _whole(head, file), one.size)
    else:
        yield NotMail(one.path, "it does not begin as a mail does", one.size)


def _whole(head: bytes, file: BinaryIO) -> bytes | Unreadable:
    """A file that is one mail."""
    raw = head + file.read(MOST_BYTES + 1 - len(head))
    if len(raw) > MOST_BYTES:
        return Unreadable(TOO_LARGE, raw[:KEPT_OF_TOO_LARGE])
    return raw


def _is_mail(head: bytes) -> bool:
    """Whether a file that begins so has the header of a mail."""
    fields, _ = read_fields(head, 0, len(head))
    return sum(1 for name in _FIELDS if name in fields) > 1


def _mail(one: Found, raw: bytes | Unreadable, size: int) -> MailFile:
    return MailFile(one.path, one.label, raw, one.file_time, size)
