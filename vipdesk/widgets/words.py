"""What is typed into a line that finds."""

from collections.abc import Callable
from typing import Any

from textual.geometry import Size
from textual.reactive import Reactive

from vipdesk.widgets.typed import Input


class Words(Input):
    """One row, of whatever length its words are: typing is no reason to lay out the screen."""

    virtual_size = Reactive(Size(0, 0))

    def __init__(self, at_once: Callable[[str], None], **options: Any) -> None:
        """`at_once` is told what is typed: what it leads to is painted in one frame with it."""
        super().__init__(**options)
        self._at_once = at_once

    def watch_value(self, value: str) -> None:
        """Tell it before the letter is painted."""
        self._at_once(value)
