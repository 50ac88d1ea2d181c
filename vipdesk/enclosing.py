"""Files from the disk that go with an answer: looked at, bounded, and kept beside the store."""

import math
import os
import stat
from collections.abc import Iterable, Sequence
from mimetypes import MimeTypes
from pathlib import Path

from vipdesk.domain.errors import BadInput
from vipdesk.domain.message import Attachment
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import MEGABYTE, read_mail_account
from vipdesk.store.files import Files

USUAL = 20 * MEGABYTE
SHARE = 0.72
"""Of the largest mail: on the way a file takes more than a third more, and there is the text."""

LONGEST_NAME = 120
KINDS = MimeTypes()
"""Those that Python knows, so that a file is the same kind on every machine."""

KINDS.add_type("text/plain", ".log")


def most_enclosed(own_file: Path) -> int:
    """How many bytes of files go with one mail, by the settings."""
    try:
        account = read_mail_account(own_file)
    except BadInput:  # said by whoever sends
        account = None
    return int((account.largest if account else USUAL) * SHARE)


def measured(path: Path) -> int:
    """How many bytes a file has that could go with an answer; BadInput where it can't."""
    try:
        found = path.expanduser().stat()
    except (OSError, ValueError, RuntimeError) as error:
        raise _unreadable(path, error) from None
    if not stat.S_ISREG(found.st_mode):
        raise BadInput(f"{_shown(path)} is no file: give one, a folder can be zipped first")
    if not os.access(path.expanduser(), os.R_OK):
        raise BadInput(f"{_shown(path)} can't be read: check its mode")
    return found.st_size


def check_sizes(sizes: Iterable[int], most: int) -> None:
    """BadInput where so many bytes do not go with one mail."""
    if (total := sum(sizes)) > most:
        has = math.ceil(total * 10 / MEGABYTE) / 10  # never told as what goes
        raise BadInput(f"the files have {has:.1f} MB: {most / MEGABYTE:.1f} MB go with one mail")


def enclose(files: Files, paths: Sequence[Path], most: int) -> tuple[Attachment, ...]:
    """Keep these files, durably, for the answer that they go with; BadInput or StoreError."""
    check_sizes(map(measured, paths), most)
    _check_once(paths)
    left, kept = most, []
    for path in paths:
        content = _read(path, left)
        left -= len(content)
        name = clean_line(path.name, LONGEST_NAME) or "file"
        kept.append(Attachment(name, media_type(name), len(content), files.put(content)))
    files.sync()
    return tuple(kept)


def real(path: Path) -> str:
    """The same for every way in which one file is called."""
    try:
        return os.path.realpath(path.expanduser())
    except (OSError, ValueError, RuntimeError):
        return str(path)


def _check_once(paths: Sequence[Path]) -> None:
    known: set[str] = set()
    for path in paths:
        if (name := real(path)) in known:
            raise BadInput(f"{_shown(path)} is named twice: once is enough")
        known.add(name)


def media_type(name: str) -> str:
    """What kind of file it is, by its ending."""
    found, packed = KINDS.guess_type(name)
    return found if found and not packed else "application/octet-stream"


def _read(path: Path, most: int) -> bytes:
    try:
        with open(os.open(path.expanduser(), os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise BadInput(f"{_shown(path)} is no file any more")
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    check_sizes([len(content)], most)
    return content


def _unreadable(path: Path, error: Exception) -> BadInput:
    why = getattr(error, "strerror", None) or "it can't be read"
    return BadInput(f"{_shown(path)}: {why.lower()}: check its name and mode")


def _shown(path: Path) -> str:
    return clean_line(str(path), 200)
