"""A file that holds all of what it is to hold, or what it held before."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """Have just this in the file, with this mode whatever the umask; OSError where that fails."""
    part = path.with_name(f".{os.urandom(8).hex()}.part")
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), mode)
        part.rename(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
