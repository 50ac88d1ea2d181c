"""The one folder that files are taken from where the account is not that of who sits there."""

import os
from pathlib import Path

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line


def within(path: Path, below: Path | None) -> Path:
    """`path` as it may be opened; BadInput where it leads out of `below`, or to what is hidden.

    What is outside is refused in the same words whether it is there or not.
    """
    if below is None:
        return path
    folder = Path(os.path.realpath(below))
    try:
        found = Path(os.path.realpath(folder / path.expanduser()))
        inside = found.relative_to(folder).parts
    except (OSError, ValueError, RuntimeError):
        raise _refused(path, below) from None
    if any(part.startswith(".") for part in inside):
        raise _refused(path, below)
    return found


def _refused(path: Path, below: Path) -> BadInput:
    told = _("{path}: by a key on this account only files in {folder} are taken, none hidden")
    return BadInput(told.format(path=clean_line(str(path), 200), folder=below))
