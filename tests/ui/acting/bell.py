"""What tells the screens that something was committed, by hand."""

import asyncio
from collections.abc import AsyncIterator


class Bell:
    """A feed that is rung by hand."""

    in_haste = False

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self._over = False

    def ring(self) -> None:
        """Something was committed."""
        self._rung.set()

    async def changes(self) -> AsyncIterator[None]:
        """One for each ring, until it is closed."""
        while True:
            await self._rung.wait()
            self._rung.clear()
            if self._over:
                return
            yield

    def close(self) -> None:
        """No more rings."""
        self._over = True
        self._rung.set()
