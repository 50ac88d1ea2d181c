"""Files saved among the user's downloads: never over another one, twice only where they differ."""

import os
import stat
from pathlib import Path, PurePath

from platformdirs import user_downloads_path

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _

MOST_BYTES = 255
"""What Linux and macOS take for the name of a file."""


def save_download(name: str, content: bytes) -> Path:
    """Where `content` is now, under `name` or one like it; BadInput where it can't be written."""
    folder = user_downloads_path()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _written(folder, PurePath(name), content)
    except OSError as error:
        why = error.strerror or _("unknown reason")
        raise BadInput(
            _("{folder} can't be written to ({why}): mend it, then again").format(
                folder=folder, why=why
            )
        ) from None


def _written(folder: Path, name: PurePath, content: bytes) -> Path:
    """The file with `content`, found as it was saved before or written under a free name."""
    for number in range(1, 100):
        path = folder / _fitting(name, f" ({number})" if number > 1 else "")
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            if _holds(path, content):
                return path
            continue
        try:
            with open(handle, "wb") as file:
                file.write(content)
        except OSError:
            path.unlink(missing_ok=True)  # half a file would look like the whole one
            raise
        return path
    raise OSError(0, _("too many files of this name"))


def _fitting(name: PurePath, number: str) -> str:
    """As much of the name as a folder takes; the ending says what opens it, so it stays."""
    ending = f"{number}{name.suffix}"
    room = max(MOST_BYTES - len(ending.encode()), 1)
    fitting = name.stem.encode()[:room].decode(errors="ignore") + ending
    return fitting.encode()[:MOST_BYTES].decode(errors="ignore")


def _holds(path: Path, content: bytes) -> bool:
    """Whether it is the same file; what is of another size, or can't be read, is not looked at."""
    try:
        found = path.stat()
        same = stat.S_ISREG(found.st_mode) and found.st_size == len(content)
        return same and path.read_bytes() == content
    except OSError:
        return False
