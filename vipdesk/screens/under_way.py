"""Acts that are being done: a key that is pressed meanwhile is about what comes of them."""

import asyncio
from contextlib import suppress
from time import monotonic

LONGEST_WAIT = 1.0
"""Seconds from the last act's beginning that keys wait for it; a store may be locked for longer."""


class UnderWay:
    """Counts the acts that have begun and are not over; `with` it, one is under way."""

    def __init__(self) -> None:
        self._acts, self._until = 0, 0.0
        self._over = asyncio.Event()

    def __enter__(self) -> None:
        self.begin()

    def __exit__(self, *_: object) -> None:
        self.end()

    def begin(self) -> None:
        """One more, though its work may start only later."""
        self._acts += 1
        self._until = monotonic() + LONGEST_WAIT
        self._over.clear()

    def end(self) -> None:
        """One of them is over, done or refused."""
        self._acts -= 1
        if not self._acts:
            self._over.set()

    async def over(self) -> None:
        """Wait until none is under way, but not for one that takes long."""
        left = self._until - monotonic()
        if self._acts and left > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), left)
