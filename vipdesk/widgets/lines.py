"""What a timeline is made of: lines of pieces, each with a look."""

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from rich.cells import cell_len

NUMBER = re.compile(r"#([1-9][0-9]{0,8})\b")
"""A ticket number in a text."""

Piece = tuple[str, str]
"""Text, and the look it is shown in."""

Line = tuple[Piece, ...]

LOOKS = (
    "plain", "muted", "heading", "client", "ours", "note", "met", "rule",
    "breached", "urgent", "warn", "calm", "paused", "none",
)  # fmt: skip


class Entry(Struct, frozen=True):
    """One thing that was said or happened at an aware instant; `order` tells of the same instant.

    `folded` is what stays out of the way until it is asked for: quoted history, a signature.
    """

    at: datetime
    order: tuple[int, int]
    heading: Line
    text: str = ""
    look: str = "plain"
    folded: str = ""
    below: tuple[Line, ...] = ()


def line(text: str, look: str = "plain") -> Line:
    """A line in one look."""
    return ((text, look),)


def joined(*pieces: Piece | None) -> Line:
    """A line of those pieces that say something."""
    return tuple(piece for piece in pieces if piece is not None and piece[0])


def plain(one: Line) -> str:
    """The text of a line."""
    return "".join(text for text, _ in one)


def number_at(text: str, x: int) -> int | None:
    """The ticket number that stands at cell `x` of a line, as in #118."""
    for found in NUMBER.finditer(text):
        start = cell_len(text[: found.start()])
        if start <= x < start + len(found[0]):
            return int(found[1])
    return None


def texts(lines: tuple[Line, ...]) -> Iterator[str]:
    """The text of each line."""
    return map(plain, lines)
