"""Mail files on disk: single mails, folders of them, Maildir folders and mbox files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vipdesk.channels.mail.message import Unreadable


@dataclass(frozen=True, slots=True)
class MailFile:
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


@dataclass(frozen=True, slots=True)
class NotMail:
    """A file that is no mail, and why in one line; `size` as in MailFile."""

    path: Path
    reason: str
    size: int


def walk(paths: Sequence[Path]) -> Iterator[MailFile | NotMail]:
    """Every mail under `paths`, in a stable order; BadInput at once where a path is missing."""
    raise NotImplementedError


def measure(paths: Sequence[Path]) -> int:
    """How many bytes `walk` will go through: the sum of `size` over what it gives."""
    raise NotImplementedError
