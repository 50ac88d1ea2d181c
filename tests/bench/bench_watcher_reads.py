"""Reads by another account while a desk commits, checkpoints, closes and opens: how many fail.

The peer is SQLite's plain `mode=ro`, in the same run and in turn with the product's reader. Both
open the store anew for each read, which is the hardest case. A read is good when it shows at least
what had been committed before it began, and whole commits only. Run as root, so that the reader is
another account; otherwise it is the same one.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import TypeAlias

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


def measure(where: str, committed: Committed, count: int) -> None:
    """Read in turn with both readers, and once more with one that stays open."""
    if not os.getuid():
        os.setgroups([])
        os.setgid(WATCHERS)
        os.setuid(NOBODY)
    kept = ReadConnection(Path(where))
    readers: dict[str, Read] = {
        "reader, new each time": ours,
        "plain mode=ro, new": plain,
    }
    faults: dict[str, list[str]] = {name: [] for name in readers}
    took: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(count):
        for name, read in readers.items():
            began = time.perf_counter()
            faults[name].append(fault(read, where, committed))
            took[name].append(1000 * (time.perf_counter() - began))
    report(faults, took)
    stays: dict[str, list[str]] = {"reader, kept open": []}
    spent: dict[str, list[float]] = {"reader, kept open": []}
    for _ in range(count):
        began = time.perf_counter()
        stays["reader, kept open"].append(fault(lambda _: counted(kept), where, committed))
        spent["reader, kept open"].append(1000 * (time.perf_counter() - began))
    report(stays, spent)


def report(faults: dict[str, list[str]], took: dict[str, list[float]]) -> None:
    """Print failures and times."""
    for name, said in faults.items():
        kinds = sorted({each for each in said if each})
        times = sorted(took[name])
        p50, p99 = times[len(times) // 2], times[int(0.99 * (len(times) - 1))]
        failed = sum(map(bool, said))
        print(
            f"{name:22} {len(said)} reads, {failed} failed; p50 {p50:.2f}  p99 {p99:.2f}"
            f"  max {times[-1]:.1f} ms  {'; '.join(kinds)[:160]}",
            flush=True,
        )


def main() -> int:
    """Let one desk write and one watcher read, then print what failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reads", type=int, default=10_000)
    count: int = asked.parse_args().reads
    spawn = get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="vipdesk-bench-") as folder:
        os.chmod(folder, 0o755)
        where, committed = str(Path(folder) / "data" / "desk.db"), spawn.Value("q", 0)
        create_store(where).dispose()
        if not os.getuid():
            subprocess.run(["chgrp", "-R", str(WATCHERS), Path(where).parent], check=True)
        processes = [
            spawn.Process(target=write, args=(where, committed), daemon=True),
            spawn.Process(target=measure, args=(where, committed, count)),
        ]
        for process in processes:
            process.start()
        processes[1].join()
        processes[0].kill()
        processes[0].join()
        print(f"{committed.value} commits meanwhile")
    return processes[1].exitcode or 0


if __name__ == "__main__":
    sys.exit(main())
