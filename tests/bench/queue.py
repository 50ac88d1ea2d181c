"""First 50 rows of the queue with a thousand and a million tickets in the store.

Beside it, in the same run: the same rows by a query without the queue's index.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from tests.bench.figures import Bench, Figure, at_most
from tests.kit import ACME, JANA
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register

ROUNDS = 400
FIRST = 50
START = 1_760_000_000_000_000
COLUMNS = (
    "number, subject, requester, requester_address, channel, opened_severity, opened_triaged,"
    " opened_at, entitled, severity, triaged, status, rank, position, due, length, paused,"
    " business, due_kind, clock_start, last_activity, sender_unknown, policy_version"
)
WITHOUT_INDEX = (
    "SELECT * FROM ticket NOT INDEXED WHERE rank < 4 ORDER BY rank, position, number LIMIT 50"
)


def rows(count: int, version: str) -> Iterator[tuple[object, ...]]:
    """Tickets of a desk that has run for years: one in two hundred is still open."""
    chance = random.Random(7)
    for number in range(101, 101 + count):
        at = START + number * 1_000_000
        is_open = chance.random() < max(0.005, 200 / count)
        rank = chance.choice((0, 0, 0, 1, 2, 3)) if is_open else 4
        due = at + chance.randrange(10**12) if rank == 0 else None
        yield (
            *(number, f"Subject of ticket {number}", "Marta Rossi", "marta@acme.example.com"),
            *("email", 3, 0, at, 1, 3, 0, "open" if is_open else "resolved", rank),
            *(due or at, due, 7_200_000_000 if due else None, 0, 1, "initial" if due else None),
            *(at, at, 0, version),
        )


def fill(engine: Engine, count: int, version: str) -> None:
    """Write the tickets as they stand in the table."""
    marks = ", ".join("?" * (COLUMNS.count(",") + 1))
    with engine.begin() as connection:
        raw = connection.connection.cursor()
        raw.executemany(f"INSERT INTO ticket ({COLUMNS}) VALUES ({marks})", [*rows(count, version)])
        raw.close()


def timed(act: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round, after ten to warm up."""
    for _ in range(10):
        act()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def found(folder: Path, count: int) -> tuple[float, float]:
    """p50 with `count` tickets, and that of the peer."""
    policy = policy_for(shipped_policy_text())
    where = str(folder / f"{count}.db")
    now = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
    engine = create_store(where, lambda new: register(new, ACME, JANA, policy, now))
    fill(engine, count, policy.version)
    connection = open_reader(where)
    reader = Reader(connection, policy_for)
    assert len(reader.queue(FIRST)) == FIRST
    ours = timed(lambda: reader.queue(FIRST), ROUNDS)

    def without_index() -> object:
        with connection.snapshot() as fetch:
            return fetch(WITHOUT_INDEX, ())

    peer = timed(without_index, 20)
    reader.close()
    engine.dispose()
    return median(ours), median(peer)


def measure(bench: Bench) -> Iterator[Figure]:
    """Both sizes, and the ratio."""
    many = bench.times(1_000_000, 100_000)
    with TemporaryDirectory() as folder:
        few, _ = found(Path(folder), 1_000)
        lots, peer = found(Path(folder), many)
    told = f"without the index: {peer:.1f} ms"
    yield at_most(f"first {FIRST} of the queue, {many:,} tickets, p50", lots, 0.5, "ms", told)
    yield at_most("the same beside 1,000 tickets", lots / few, 1.1)
