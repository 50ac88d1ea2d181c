"""Reads by another account while a desk commits, checkpoints, closes and opens: how many fail.

The peer is SQLite's plain `mode=ro`, in the same run and in turn with the product's reader. Both
open the store anew for each read, which is the hardest case. A read is good when it shows at least
what had been committed before it began, and whole commits only. Run as root, so that the reader is
another account; otherwise it is the same one.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import TypeAlias

from tests.bench.figures import Bench, Figure, at_most
from vipdesk.domain.errors import StoreError
from vipdesk.store import driver
from vipdesk.store.connections import ReadConnection, open_reader
from vipdesk.store.engine import create_store, open_writer

WATCHERS, NOBODY = 54300, 65534
COUNT = "SELECT count(*), count(DISTINCT since) FROM policy"

Read = Callable[[str], tuple[int, int]]
Committed: TypeAlias = "Synchronized[int]"


def write(where: str, committed: Committed) -> None:
    """Commit pairs of rows, checkpoint, close and open again, without end."""
    number = 0
    while True:
        engine = open_writer(where)
        for turn in range(1 + number % 7):
            with engine.begin() as connection:
                for half in "ab":
                    row = (f"{number}-{turn}-{half}", "x" * 300, committed.value)
                    connection.exec_driver_sql("INSERT INTO policy VALUES (?, ?, ?)", row)
            committed.value += 1
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute(
                    f"PRAGMA wal_checkpoint({('PASSIVE', 'RESTART', 'TRUNCATE')[number % 3]})"
                )
        engine.dispose()
        time.sleep((number % 5) * 0.02)
        number += 1


def ours(where: str) -> tuple[int, int]:
    """Read as the product does, on a new connection."""
    reader = open_reader(where)
    try:
        return counted(reader)
    finally:
        reader.close()


def counted(reader: ReadConnection) -> tuple[int, int]:
    """Rows and commits, in one picture but by two statements."""
    with reader.snapshot() as fetch:
        first = fetch(COUNT, ())[0]
        if fetch(COUNT, ())[0] != first:
            raise StoreError("two statements of one picture differ")
    return first[0], first[1]


def plain(where: str) -> tuple[int, int]:
    """Read as SQLite does by itself."""
    connection = driver.sqlite.connect(f"file:{where}?mode=ro", uri=True, timeout=5)
    try:
        rows, commits = connection.execute(COUNT).fetchone()
        return rows, commits
    finally:
        connection.close()


def fault(read: Read, where: str, committed: Committed) -> str:
    """What is wrong with one read; empty when nothing is."""
    before = committed.value
    try:
        rows, commits = read(where)
    except (StoreError, driver.DriverError) as error:
        return getattr(error, "sqlite_errorname", "") or str(error).replace(where, "X")
    if rows != 2 * commits:
        return "half a commit"
    return "" if commits >= before else "a commit is missing"


def failed(where: str, committed: Committed, count: int, pipe: Connection) -> None:
    """Read in turn with both readers, and once more with one that stays open; tell the faults."""
    if not os.getuid():
        os.setgroups([])
        os.setgid(WATCHERS)
        os.setuid(NOBODY)
    kept = ReadConnection(Path(where))
    readers: tuple[Read, ...] = (ours, plain)
    faults = [0, 0]
    for _ in range(count):
        for place, read in enumerate(readers):
            faults[place] += bool(fault(read, where, committed))
    stays = sum(bool(fault(lambda _: counted(kept), where, committed)) for _ in range(count))
    pipe.send((*faults, stays))


def measure(bench: Bench) -> Iterator[Figure]:
    """Let one desk write and one watcher read."""
    count, spawn = bench.times(10_000, 1_000), get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="vipdesk-bench-") as folder:
        os.chmod(folder, 0o755)
        where, committed = str(Path(folder) / "data" / "desk.db"), spawn.Value("q", 0)
        create_store(where).dispose()
        if not os.getuid():
            subprocess.run(["chgrp", "-R", str(WATCHERS), Path(where).parent], check=True)
        near, far = Pipe()
        writer = spawn.Process(target=write, args=(where, committed), daemon=True)
        reader = spawn.Process(target=failed, args=(where, committed, count, far))
        writer.start()
        reader.start()
        anew, peer, kept = near.recv()
        reader.join()
        writer.kill()
        writer.join()
    told = f"plain mode=ro: {peer:,} failed"
    yield at_most(f"{count:,} reads by a watcher, opened anew each time", anew, 0, "failed", told)
    yield at_most(f"{count:,} reads by a watcher that stays open", kept, 0, "failed")
