"""The last stop before the terminal: nothing it would obey gets through (design: safety, R2)."""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from vipdesk.domain.text import UNSAFE

STAND_IN = "\ufffd"


class Belt(LineFilter):
    """Replaces every unsafe character of whatever is about to be painted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, as wide as they were, with nothing in them that acts."""
        return [
            Segment(harmless(text), style) if not control and UNSAFE.search(text) else segment
            for segment in segments
            for text, style, control in [segment]
        ]


def harmless(text: str) -> str:
    """`text` with nothing in it that acts; what has no width stays without."""
    return UNSAFE.sub(_stand_in, text)


def _stand_in(found: re.Match[str]) -> str:
    return STAND_IN if cell_len(found[0]) else ""
