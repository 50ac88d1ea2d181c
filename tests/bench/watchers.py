"""What thirty watchers cost who writes: tickets opened a second, without and with them."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median
from threading import Event, Thread

from tests.bench.figures import Bench, Figure, at_most
from tests.bench.program import Program
from tests.bench.store import DESK, desk_on, environment, own_copy
from vipdesk.desk import Desk
from vipdesk.domain.commands import OpenTicket

WATCHERS = 30


def rate(desk: Desk, seconds: float) -> float:
    """Tickets opened a second, one commit each."""
    began = time.perf_counter()
    count = 0
    while time.perf_counter() - began < seconds:
        desk.execute(OpenTicket(f"Matter {count}", 3))
        count += 1
    return count / (time.perf_counter() - began)


def listen(programs: list[Program], stop: Event) -> None:
    """Take what they paint, as their terminals would."""
    while not stop.is_set():
        for program in programs:
            program.read(0)
        time.sleep(0.02)


def measure(bench: Bench) -> Iterator[Figure]:
    """Stretches without watchers before and after the one with them."""
    store, seconds = own_copy(DESK, bench.folder, "watchers"), bench.times(10, 3)
    desk = desk_on(store)
    rate(desk, 1)
    alone = [rate(desk, seconds)]
    with ExitStack() as stack:
        told = environment(store)
        programs = [
            stack.enter_context(Program("-m", "vipdesk", "watch", environment=told))
            for _ in range(WATCHERS)
        ]
        for program in programs:
            program.see("READ-ONLY", "Queue · ", within=120)
        stop = Event()
        listener = Thread(target=listen, args=(programs, stop))
        listener.start()
        watched = rate(desk, seconds)
        stop.set()
        listener.join()
    alone.append(rate(desk, seconds))
    desk.close()
    lost = 100 * (1 - watched / median(alone))
    peer = f"alone: {median(alone):,.0f} tickets a second"
    yield at_most(f"{WATCHERS} watchers, writes lost", max(lost, 0), 10, "%", peer)
