"""Writes somebody's settings file, all of it or nothing."""

import os
import tempfile
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument

PRIVATE = 0o700


def write_settings(path: Path, document: TOMLDocument) -> None:
    """Have just this in the file; a link stays a link, a mode stays as it is. Raises OSError."""
    path = path.resolve()
    make_folder(path.parent)
    handle, name = tempfile.mkstemp(prefix=".config-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(tomlkit.dumps(document))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """The folder of settings, for its owner alone where it is new. Raises OSError."""
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
