"""Files that are there whole or not at all, and stay when the power goes."""

import os
from pathlib import Path


def publish(part: Path, path: Path, *, replace: bool) -> None:
    """Give a finished file its name, durably; FileExistsError where one is and may not go."""
    sync_file(part)
    if replace:
        part.replace(path)
    else:
        os.link(part, path)
        part.unlink()
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder that its group may read, unless it is there."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o2750)


def sync_file(path: Path) -> None:
    """Wait until the file is on the disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, how: int) -> None:
    opened = os.open(path, how)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
