"""What stands on disk under the paths that a person names, looked at but not opened."""

import os
import stat
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_LABEL = 300
_KINDS = (
    (stat.S_ISLNK, "it is a link, and links in folders are not followed"),
    (stat.S_ISFIFO, "it is a pipe"),
    (stat.S_ISSOCK, "it is a socket"),
    (stat.S_ISCHR, "it is a device"),
    (stat.S_ISBLK, "it is a device"),
)


class Sort(Enum):
    """What a thing on disk is: a mail by its place or name, any file, or none that is opened."""

    MAIL = "mail"
    FILE = "file"
    NO_FILE = "no file"
    CLOSED = "closed"


class Found(Struct, frozen=True):
    """One thing on disk; `why` says why it can't be a mail or can't be looked at.

    `named` is set where a person named it, so that a link there is followed.
    """

    path: Path
    label: str
    sort: Sort
    size: int = 0
    file_time: datetime = _EPOCH
    why: str = ""
    named: bool = False


def check(paths: Sequence[Path]) -> None:
    """BadInput where a path doesn't exist."""
    for path in paths:
        if not is_there(path):
            shown = clean_line(str(path), _LONGEST_LABEL)
            raise BadInput(f"{shown}: no such file or folder; name one that exists")


def is_there(path: Path) -> bool:
    """Whether there is anything; why it can't be read is said in its turn."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def found(paths: Sequence[Path]) -> Iterator[Found]:
    """Everything under `paths`, folders opened, by name; links in folders lead nowhere."""
    for path in paths:
        label = path.name or path.resolve().name or str(path)
        try:
            status = path.stat()
        except OSError as error:
            yield closed(path, label, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _inside(path, label)
        else:
            yield _one(path, label, status, is_mail=False, named=True)


def closed(path: Path, label: str, error: OSError) -> Found:
    """A thing that the system doesn't let us look at."""
    why = f"it can't be opened: {clean_line(error.strerror or type(error).__name__)}"
    return Found(path, _shown(label), Sort.CLOSED, why=why)


def _inside(top: Path, label: str) -> Iterator[Found]:
    """Everything in a folder; of a Maildir folder the mails that have arrived."""
    waiting = [(top, label, False)]
    while waiting:
        folder, label, arrived = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
            folders = {entry.name for entry in listed if entry.is_dir(follow_symlinks=False)}
        except OSError as error:
            yield closed(folder, label, error)
            continue
        maildir = len(folders & {"cur", "new", "tmp"}) > 1
        for entry in listed:
            if entry.name not in folders:
                yield _entry(entry, f"{label}/{entry.name}", arrived)
        for name in sorted(folders, key=os.fsencode, reverse=True):
            if not (maildir and name == "tmp"):
                mails = maildir and name in ("cur", "new")
                waiting.append((folder / name, f"{label}/{name}", mails))


def _entry(entry: os.DirEntry[str], label: str, is_mail: bool) -> Found:
    path = Path(entry.path)
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return closed(path, label, error)
    return _one(path, label, status, is_mail=is_mail, named=False)


def _one(path: Path, label: str, status: os.stat_result, *, is_mail: bool, named: bool) -> Found:
    """A thing that is no folder."""
    label = _shown(label)
    if not stat.S_ISREG(status.st_mode):
        why = next((why for is_kind, why in _KINDS if is_kind(status.st_mode)), "it is no file")
        return Found(path, label, Sort.NO_FILE, why=why)
    sort = Sort.MAIL if is_mail or path.suffix.lower() == ".eml" else Sort.FILE
    return Found(path, label, sort, status.st_size, _time(status), named=named)


def _time(status: os.stat_result) -> datetime:
    """When a file was last written; 1970 for a time that can't be."""
    try:
        return _EPOCH + timedelta(microseconds=status.st_mtime_ns // 1000)
    except OverflowError:
        return _EPOCH


def _shown(label: str) -> str:
    return clean_line(label, _LONGEST_LABEL)
