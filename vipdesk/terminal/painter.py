"""Paints on standard output: what standard error is redirected to is for complaints only."""

import sys
from typing import Any

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

MOST = 1000, 400
"""Columns and rows: who comes by SSH says what size they have, and each cell takes memory here."""


class Painter(LinuxDriver):
    """The library's driver writes to standard error, which may be a file, and paints any size."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if sys.__stdout__ is not None:
            self._file = sys.__stdout__
        self._size = self._size or self._get_terminal_size()

    def _get_terminal_size(self) -> tuple[int, int]:
        """At the start, and when the system says that it has changed."""
        return bounded(*super()._get_terminal_size())

    @property
    def size_now(self) -> Size | None:
        """What the terminal has at this moment; None where it tells each size itself, in order."""
        return None if self._in_band_window_resize else Size(*self._get_terminal_size())

    def process_message(self, message: Message) -> None:
        """The terminal itself says it too, among the keys."""
        if isinstance(message, Resize):
            message = Resize.from_dimensions(bounded(*message.size), message.pixel_size)
        super().process_message(message)


def bounded(columns: int, rows: int) -> tuple[int, int]:
    """A size that is painted."""
    return min(columns, MOST[0]), min(rows, MOST[1])
