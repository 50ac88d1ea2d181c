"""The pieces of a frame as a terminal takes them: a style is said once for all that wear it.

A true-colour style is some forty bytes, moving the cursor eight. Where each piece said its own, a
digit would cost fifty.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

STAND_IN = "\0"
DEFAULT_COLOURS = ("39", "49")
END = "\x1b[0m"
NOWHERE = (-1, -1)


class Piece(NamedTuple):
    """Text in one style, and the cell where it begins."""

    x: int
    y: int
    text: str
    style: Style | None


def written(pieces: Iterable[Piece], colours: ColorSystem) -> str:
    """The pieces, none of which lies over another, style after style."""
    worn: dict[tuple[str, str], list[str]] = {}
    stands: dict[tuple[str, str], tuple[int, int]] = {}
    for x, y, text, style in pieces:
        look = around(style, colours)
        told = worn.setdefault(look, [])
        # The cursor is moved unless it stands there for certain: how wide other letters than
        # these come out is the terminal's affair.
        told.append(text if stands.get(look) == (x, y) else f"\x1b[{y + 1};{x + 1}H{text}")
        stands[look] = (x + len(text), y) if text.isascii() else NOWHERE
    return "".join(f"{before}{''.join(told)}{after}" for (before, after), told in worn.items())


@lru_cache(maxsize=1024)
def around(style: Style | None, colours: ColorSystem) -> tuple[str, str]:
    """What is sent before and after text in a style; not the default colours, which hold anyway."""
    if style is None:
        return "", ""
    before, _, after = Strip.render_style(style, STAND_IN, colours).partition(STAND_IN)
    link, sgr, codes = before.rpartition("\x1b[")
    if not sgr or not codes.endswith("m"):
        return before, after
    named = codes[:-1].split(";")
    if "38" in named or "48" in named:  # the numbers after these are no codes
        return before, after
    left = [code for code in named if code not in DEFAULT_COLOURS]
    return (f"{link}\x1b[{';'.join(left)}m", after) if left else (link, after.replace(END, ""))
