"""Somebody who listens to a store, and a desk in another process that commits when told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.store.kit import Program, Programs, stored
from vipdesk.store.feed import Feed

COMMIT_WHEN_TOLD = """
import sys
from vipdesk.store.engine import open_writer
engine = None
for line in sys.stdin:
    match line.split():
        case ["open", where]:
            engine = open_writer(where)
        case ["close"]:
            engine.dispose()
        case ["commit", name]:
            with engine.begin() as connection:
                connection.exec_driver_sql("INSERT INTO policy VALUES (?, '', 0)", (name,))
    print("done", flush=True)
"""


class Listener:
    """Counts what a feed tells."""

    def __init__(self) -> None:
        self.count = 0
        self._more = asyncio.Event()

    async def listen(self, feed: Feed) -> None:
        """Count until the feed ends."""
        async for _ in feed.changes():
            self.count += 1
            self._more.set()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Look again whenever the feed tells something; fail when that does not suffice."""
        async with asyncio.timeout(10):
            while not is_so():
                await self._more.wait()
                self._more.clear()


@asynccontextmanager
async def listening(where: str, *, poll: bool) -> AsyncIterator[Listener]:
    """A feed with somebody who listens."""
    feed, listener = Feed(where, poll=poll), Listener()
    task = asyncio.create_task(listener.listen(feed))
    try:
        yield listener
    finally:
        feed.close()
        await task


def holds(where: str, count: int) -> bool:
    """Whether the store holds so many names."""
    return len(stored(where)) == count


def has_heard(listener: Listener, times: int) -> bool:
    """Whether the feed told something so often."""
    return listener.count >= times


def everything(where: str) -> dict[str, bytes]:
    """What is in the store's folder."""
    return {each.name: each.read_bytes() for each in Path(where).parent.iterdir()}


def desk(programs: Programs, where: str) -> Program:
    """A desk in another process, open."""
    program = programs.start(COMMIT_WHEN_TOLD)
    do(program, f"open {where}")
    return program


def do(program: Program, act: str) -> None:
    """Have it done, and wait until it is."""
    program.tell(act)
    assert program.answer() == "done"
