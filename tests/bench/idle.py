"""What a desk costs while nobody types: forty countdowns in sight, beside a table that ticks."""

from collections.abc import Callable, Iterator
from statistics import median

from tests.bench.figures import Bench, Figure, at_most
from tests.bench.program import PEERS, Program
from tests.bench.store import STILL, TICKING, Filling, environment, own_copy

TALL = 60
"""Rows of a terminal on which forty tickets find room beside callbacks and calendar."""

SETTLED = 12.0


def desk(bench: Bench, filling: Filling, theme: str = "dark") -> Program:
    """The desk on a store of its own, in a theme."""
    store = own_copy(filling, bench.folder, f"idle-{filling.name}")
    told = {**environment(store), "VIPDESK_THEME": theme}
    return Program("-m", "vipdesk", environment=told, rows=TALL)


def wallboard(bench: Bench) -> Program:
    """A watcher's wallboard, on which five are at risk."""
    store = own_copy(TICKING, bench.folder, "idle-wallboard")
    return Program("-m", "vipdesk", "watch", environment=environment(store))


def cost(program: Program, seconds: float) -> tuple[float, float]:
    """Bytes a second, and per cent of a core, over so many seconds."""
    before, piece = program.processor(), len(program.pieces)
    program.rest(seconds)
    sent = len(program.output_since(piece))
    return sent / seconds, 100 * (program.processor() - before) / seconds


def measure(bench: Bench) -> Iterator[Figure]:
    """With five due within ten minutes, then with none due within the hour."""
    seconds, rounds = bench.times(30, 10), bench.times(3, 1)
    programs: dict[str, Callable[[], Program]] = {
        "desk": lambda: desk(bench, TICKING),
        "plain": lambda: desk(bench, TICKING, "16-colours"),
        "table": lambda: Program(str(PEERS / "table.py"), "40", "tick", rows=TALL),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, begin in programs.items():
            with begin() as program:
                program.rest(SETTLED)
                found[name].append(cost(program, seconds))
    (sent, used), (plain, _), (peer_sent, peer_used) = (
        [median(values) for values in zip(*each, strict=True)] for each in found.values()
    )
    ticking = "idle, 40 countdowns, 5 of them by the second"
    yield at_most(ticking, sent, 300, "B/s", f"DataTable: {peer_sent:,.0f} B/s")
    yield at_most("the same in 16 colours", plain, 150, "B/s")
    yield at_most(ticking, used, 0.7, "% of a core", f"DataTable: {peer_used:.1f} %")
    with desk(bench, STILL) as program:
        program.rest(SETTLED)
        sent, _ = cost(program, 60)
    yield at_most("idle, none due within the hour", sent * 60, 2_000, "B/min")
    with wallboard(bench) as program:
        program.rest(SETTLED)
        program.type(b"B")
        program.see("Wallboard", "At risk")
        program.rest(SETTLED)
        sent, _ = cost(program, bench.times(180, 60))
    yield at_most("idle, the wallboard, five at risk", sent, 150, "B/s")
