"""Paints on standard output: what standard error is redirected to is for complaints only."""

import sys
from typing import Any

from textual.drivers.linux_driver import LinuxDriver


class Painter(LinuxDriver):
    """The library's driver writes to standard error, which may be a file."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if sys.__stdout__ is not None:
            self._file = sys.__stdout__
