"""Work on something that is for one thread at a time, from an event loop that never waits."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from vipdesk.domain.errors import StoreError

T = TypeVar("T")
R = TypeVar("R")

MOST_WAITING = 500
"""Calls that may wait for their turn; more are refused, so that nobody's turn never comes."""


class OneThread(Generic[T]):
    """A thing and the one thread that it is made, used and closed in."""

    def __init__(
        self,
        name: str,
        opened: Callable[[], T],
        close: Callable[[T], None],
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`tell` hears of trouble with the store: whoever asked is told no more than to wait."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._opened, self._close, self._tell = opened, close, tell
        self._thing: T | None = None
        self._waiting = 0

    async def __call__(self, work: Callable[[T], R]) -> R:
        """What `work` comes to, done in its turn; raises what it raises."""
        if self._waiting >= MOST_WAITING:
            raise StoreError("too many want something of the store at once: try again")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._do, work)
        except StoreError as error:
            self._tell(str(error))
            raise
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Finish what was begun, and let go."""
        self._pool.submit(self._let_go).result()
        self._pool.shutdown()

    def _do(self, work: Callable[[T], R]) -> R:
        """It is opened when it is first needed, and again after it could not be."""
        if self._thing is None:
            self._thing = self._opened()
        return work(self._thing)

    def _let_go(self) -> None:
        if self._thing is not None:
            self._close(self._thing)
            self._thing = None
