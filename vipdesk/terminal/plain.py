"""The last look at what is painted: pale text that can be read, or nothing but plain signs."""

from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class Readable(LineFilter):
    """Shows what is dim in one colour instead of half of its own: that could be too pale."""

    def __init__(self, muted: str) -> None:
        super().__init__()
        self._muted = Style(color=RichColor.parse(muted), dim=False)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, with nothing dim in them."""
        if not any(style is not None and style.dim for _, style, _ in segments):
            return segments
        return [
            Segment(text, style + self._muted, control)
            if style is not None and style.dim
            else Segment(text, style, control)
            for text, style, control in segments
        ]


class Colourless(LineFilter):
    """Leaves bold, underlined and reversed: what a terminal without colours has."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without any colour."""
        return [
            Segment(text, None if style is None else _plain(style), control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=1024)
def _plain(style: Style) -> Style:
    return Style(
        bold=style.bold or None,
        underline=style.underline or None,
        reverse=style.reverse or None,
        link=style.link,
        meta=style.meta or None,
    )
