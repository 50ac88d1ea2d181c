"""How soon a commit in one process is noticed in another, beside a poll every 250 ms.

The writer commits through the desk's own engine and tells the instant at which the commit was
durable; the reader tells when it noticed. Both use the machine's monotonic clock. A commit that
shows only together with the next one counts with its own, longer wait.
"""

import asyncio
import multiprocessing
import tempfile
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from multiprocessing.connection import Connection
from pathlib import Path

from tests.bench.figures import Bench, Figure, at_most, percentile
from vipdesk.store.connections import ReadConnection
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.feed import Feed

COMMITS = 190
PAUSE = 0.1
PEER = 0.25


def commit_all(where: str, pipe: Connection) -> None:
    """Commit now and then, and tell when each commit was done."""
    engine = open_writer(where)
    pipe.recv()
    for number in range(COMMITS):
        # an uneven pace, so that no poll falls into step with it
        time.sleep(PAUSE * (0.5 + (number * 7919 % 100) / 100))
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO policy VALUES (?, '', 0)", (str(number),))
        pipe.send(time.monotonic())
    pipe.send(None)
    engine.dispose()


async def every(seconds: float) -> AsyncGenerator[None, None]:
    """The peer: looks whenever the time is up."""
    while True:
        await asyncio.sleep(seconds)
        yield


def stored(reader: ReadConnection) -> int:
    """How many commits can be seen."""
    with reader.snapshot() as fetch:
        return int(fetch("SELECT count(*) FROM policy", ())[0][0])


async def waits(where: str, pipe: Connection, looks: AsyncGenerator[None, None]) -> list[float]:
    """Milliseconds from each commit to the first look that showed it."""
    reader = ReadConnection(Path(where))
    seen: list[float] = []
    pipe.send("go")
    async with aclosing(looks) as noticed:
        async for _ in noticed:
            now, count = time.monotonic(), stored(reader)
            seen += [now] * (count - len(seen))
            if count == COMMITS:
                break
    done = [pipe.recv() for _ in range(COMMITS + 1)][:-1]
    reader.close()
    return sorted(1000 * (at - committed) for at, committed in zip(seen, done, strict=True))


def milliseconds(name: str, folder: Path) -> list[float]:
    """One way of noticing."""
    where = str(folder / name.replace(" ", "-") / "desk.db")
    create_store(where).dispose()
    near, far = multiprocessing.Pipe()
    writer = multiprocessing.get_context("spawn").Process(target=commit_all, args=(where, far))
    writer.start()

    async def run() -> list[float]:
        if name == "poll 250 ms":
            return await waits(where, near, every(PEER))
        feed = Feed(where, poll=name == "feed without inotify")
        try:
            return await waits(where, near, feed.changes())
        finally:
            feed.close()

    took = asyncio.run(run())
    writer.join()
    return took


def measure(bench: Bench) -> Iterator[Figure]:
    """The feed with and without the system's notice, beside a poll."""
    with tempfile.TemporaryDirectory() as folder:
        names = ("feed", "feed without inotify", "poll 250 ms")
        ways = {name: milliseconds(name, Path(folder)) for name in names}
    peer = f"poll each 250 ms: {percentile(ways['poll 250 ms'], 95):.0f} ms"
    yield at_most("a commit noticed elsewhere, p95", percentile(ways["feed"], 95), 20, "ms", peer)
    without = percentile(ways["feed without inotify"], 95)
    yield at_most("the same without the system's notice, p95", without, 60, "ms", peer)
