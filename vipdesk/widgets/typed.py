"""A line to type into, whose hint ends where it makes sense, however little room there is."""

import re
from typing import Any

from rich.cells import cell_len
from textual import widgets
from textual.geometry import Size

LEAST = 4
"""A part of a hint says enough by itself where it fills a fourth of the room."""

_END_OF_PART = re.compile(r"[,;:] | · ")


class Input(widgets.Input):
    """The library's, which would cut a hint between any two words and not say so."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._hint: str | None = None

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """As much of the hint as fits from now on.

        No event tells of the size of a line that shows as it gets the focus after a scroll.
        """
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            if self._hint is None:
                self._hint = str(self.placeholder)
            self.placeholder = shortened(self._hint, self.scrollable_content_region.width)
        return changed


def shortened(hint: str, room: int) -> str:
    """The hint, or its first parts that fit into so many cells, or words of it and a `…`."""
    if cell_len(hint) <= room:
        return hint
    ends = (found.start() for found in _END_OF_PART.finditer(hint))
    parts = [hint[:end] for end in ends if room // LEAST <= cell_len(hint[:end]) <= room]
    if parts:
        return parts[-1]
    words = [hint[: found.start()] for found in re.finditer(" ", hint)]
    return next((f"{some} …" for some in reversed(words) if cell_len(some) + 2 <= room), "…")
