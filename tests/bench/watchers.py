"""What thirty watchers cost who writes: notes stored a second, without and with them."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from tests.bench.figures import Bench, Figure, at_most
from tests.bench.program import Program
from tests.bench.store import DESK, FIRST, desk_on, environment, own_copy
from vipdesk.domain.commands import Note

WATCHERS = 30
STRETCHES = 3
TICKETS = 100_000
BURST = 10
"""Seconds in which each watcher still looks at once; what is told comes after them."""


def write(store: Path, pipe: Connection) -> None:
    """For each number of seconds that is sent, tell how many notes a second were stored."""
    desk = desk_on(store)
    while seconds := pipe.recv():
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            desk.execute(Note(FIRST + count % TICKETS, f"Seen {count}"))
            count += 1
        pipe.send(count / (time.perf_counter() - began))
    desk.close()


def rate(pipe: Connection, seconds: float, programs: list[Program]) -> float:
    """What the writer comes to, while the watchers' terminals take what they paint."""
    pipe.send(seconds)
    while not pipe.poll(0.02):
        for program in programs:
            program.read(0)
    found: float = pipe.recv()
    return found


def measure(bench: Bench) -> Iterator[Figure]:
    """Stretches without watchers before and after those with them."""
    store, seconds = own_copy(DESK, bench.folder, "watchers"), bench.times(10, 3)
    pipe, other = multiprocessing.Pipe()
    writer = multiprocessing.get_context("spawn").Process(target=write, args=(store, other))
    writer.start()
    rate(pipe, 1, [])
    alone = [rate(pipe, seconds, []) for _ in range(STRETCHES)]
    with ExitStack() as stack:
        told = environment(store)
        programs = [
            stack.enter_context(Program("-m", "vipdesk", "watch", environment=told))
            for _ in range(WATCHERS)
        ]
        for program in programs:
            program.see("READ-ONLY", "Queue · ", within=120)
        for program in programs:
            program.idle()
        rate(pipe, BURST, programs)
        watched = [rate(pipe, seconds, programs) for _ in range(STRETCHES)]
    alone += [rate(pipe, seconds, []) for _ in range(STRETCHES)]
    pipe.send(0)
    writer.join()
    lost = 100 * (1 - median(watched) / median(alone))
    peer = f"alone: {median(alone):,.0f} notes a second"
    yield at_most(f"{WATCHERS} watchers, writes lost", max(lost, 0), 10, "%", peer)
