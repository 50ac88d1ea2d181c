"""A start that is loaded from one file, in a folder of its own."""

from pathlib import Path

from vipdesk.lull import Lull


def hurried() -> Lull:
    """Nobody types here."""
    lull = Lull()
    lull.hurry()
    return lull


def kept_in(module: Path) -> Path:
    """The one file."""
    return module.parent / "kept" / "all"
