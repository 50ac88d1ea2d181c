"""What whoever runs the server is told on its standard error: each thing once in a while."""

import sys
import time
from collections.abc import Callable

AGAIN = 300.0
"""Seconds in which the same is said once, however often it happens."""

MOST_KNOWN = 100


def told_on_stderr(what: str) -> None:
    """Say something."""
    sys.stderr.write(f"vipdesk serve: {what}\n")
    sys.stderr.flush()


class Seldom:
    """Says the same no more often than that."""

    def __init__(
        self, tell: Callable[[str], None], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell, self._now = tell, now
        self._said: dict[str, float] = {}

    def __call__(self, what: str) -> None:
        """Say it, unless it was said a moment ago."""
        now = self._now()
        if now - self._said.get(what, -AGAIN) < AGAIN:
            return
        if len(self._said) >= MOST_KNOWN:
            self._said.clear()
        self._said[what] = now
        self._tell(what)
