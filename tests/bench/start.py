"""From the command to a whole desk on the screen, beside the library's hello.

The desk has 5,000 open and 100,000 resolved tickets. Processor time and memory are read when the
screen has been quiet for half a second, before what writes is loaded.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.figures import Bench, Figure, at_most, in_turn, of_pairs
from tests.bench.program import PEERS, Program
from tests.bench.store import DESK, environment, own_copy

QUIET = 0.4
COMMAND = Path(sys.executable).with_name("vipdesk")
"""What is typed; it is a script for this Python."""

WHOLE = ("Queue · ", "-7h 42m", "Callbacks · 2", "Calendar · Mon 23", "? help", "closes 17:00")


@dataclass(frozen=True, slots=True)
class Start:
    """One start: milliseconds to the first whole frame, of processor time; MiB at the most."""

    painted: float
    spent: float
    peak: float


def desk(bench: Bench) -> Start:
    """The desk, opened as in the morning."""
    store = own_copy(DESK, bench.folder, "start")
    return start(WHOLE, str(COMMAND), **environment(store))


def hello(_: Bench) -> Start:
    """The peer."""
    return start(("hello there",), str(PEERS / "hello.py"))


def start(words: tuple[str, ...], *arguments: str, **told: str) -> Start:
    """Start a program and let it come to rest."""
    with Program(*arguments, environment=told) as program:
        program.quiet(QUIET)
        spent, peak = program.processor() * 1000, program.peak()
        return Start((program.painted(*words) - program.began) * 1000, spent, peak)


def _keep_code(bench: Bench) -> None:
    """Let a desk come to rest: like Python it keeps the code of what it has loaded.

    What it reads out of style sheets is kept by the next, beside the code that is at work then.
    """
    store = own_copy(DESK, bench.folder, "start")
    for _ in range(2):
        with Program(str(COMMAND), environment=environment(store)) as program:
            program.see(*WHOLE)
            program.idle()


def measure(bench: Bench) -> Iterator[Figure]:
    """First frame, processor time, memory."""
    _keep_code(bench)
    ours: list[Start] = []
    peers: list[Start] = []
    for number, (way, found) in in_turn([(desk, ours), (hello, peers)], bench.times(15, 3)):
        one = way(bench)
        if number:
            found.append(one)
    painted, spent, peak = (
        [[getattr(one, name) for one in found] for found in (ours, peers)]
        for name in ("painted", "spent", "peak")
    )
    for work, (mine, bare), limit, unit in (
        ("start to the first painted queue, 5,000 open of 105,000", painted, 1.25, "ms"),
        ("start, processor until quiet", spent, 1.35, "ms"),
        ("memory before the first write", peak, 1.35, "MiB"),
    ):
        more = f" ({median(mine):.0f} {unit})"
        peer = f"hello: {median(bare):.0f} {unit}"
        yield at_most(work, of_pairs(mine, bare), limit, "x hello", peer, more)
