"""Files saved among the user's downloads: never over another one, twice only where they differ."""

import os
from pathlib import Path, PurePath

from platformdirs import user_downloads_path

from vipdesk.domain.errors import BadInput


def save_download(name: str, content: bytes) -> Path:
    """Where `content` is now, under `name` or one like it; BadInput where it can't be written."""
    folder = user_downloads_path()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _written(folder, PurePath(name), content)
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise BadInput(f"{folder} can't be written to ({why}): mend it, then again") from None


def _written(folder: Path, name: PurePath, content: bytes) -> Path:
    """The file with `content`, found as it was saved before or written under a free name."""
    for number in range(1, 100):
        path = folder / f"{name.stem}{f' ({number})' if number > 1 else ''}{name.suffix}"
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(content)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content:
                return path
            continue
        return path
    raise OSError(0, "too many files of this name")
