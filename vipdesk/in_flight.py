"""The one mail that is being handed over: who leaves waits for its end, for so long."""

from collections.abc import Callable
from threading import Event

from vipdesk.domain.language import _

LONGEST = 30.0
"""Seconds that leaving waits: a mail that a server has and nobody marked as sent goes again."""


class InFlight:
    """Entered while a mail is handed over, until it is marked as sent; by one thread."""

    def __init__(self) -> None:
        self._landed = Event()
        self._landed.set()

    def __enter__(self) -> None:
        """It leaves."""
        self._landed.clear()

    def __exit__(self, *_: object) -> None:
        """It has left, or has not."""
        self._landed.set()

    def wait(self, say: Callable[[str], None], seconds: float = LONGEST) -> None:
        """Wait for it where there is one, and say so; an interrupt ends that at once."""
        if self._landed.is_set():
            return
        try:
            say(_("sending the last answer … (ctrl+c leaves at once)"))
            self._landed.wait(seconds)
        except KeyboardInterrupt:
            return
