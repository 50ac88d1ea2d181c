"""From a key to its frame: the selection moved, a list scrolled, an answer typed, a filter typed.

The peers are a DataTable of 50 rows, and of 5,000 where it scrolls, and a bare TextArea. A frame
is over when nothing more has come for a while; what follows the last key later (the ticket beside
the queue) is not waited for.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from statistics import median

from tests.bench.figures import Bench, Figure, at_most, percentile
from tests.bench.program import PEERS, Program
from tests.bench.store import DESK, Filling, environment, own_copy

FIFTY = Filling((25, 47), breached=3, later=45)
ENDLESS = Filling((25, 47), breached=3, later=45, waiting=99_950)
DOWN, UP, END = b"\x1b[B", b"\x1b[A", b"\x1b[F"
WANTED = ("gateway", "marta", "sev:1", "-printer")
ONE_FRAME = 0.005
"""Seconds of silence behind it."""

SETTLED, AWHILE = 4.0, 1.5
MOVES, KEYS = 12, 120
"""How many moves before it turns round, and keys in all."""


def desk(bench: Bench, filling: Filling, name: str) -> Program:
    """The desk at rest, what writes loaded."""
    store = own_copy(filling, bench.folder, name)
    program = Program("-m", "vipdesk", environment=environment(store))
    program.see("? help", "Queue · ")
    program.rest(SETTLED)
    program.idle()
    return program


def peer(name: str, *arguments: str) -> Program:
    """A peer at rest."""
    program = Program(str(PEERS / f"{name}.py"), *arguments)
    program.quiet(AWHILE)
    return program


def pressed(
    programs: dict[str, Program], keys: Callable[[int], bytes], count: int, gap: float = 0.03
) -> dict[str, list[tuple[float, float, int]]]:
    """Milliseconds to the frame, of processor time, and bytes of each key, the programs in turn."""
    chance = random.Random(5)
    found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in programs}
    for number in range(count):
        for name, program in programs.items():
            program.quiet(0.04)
            program.rest(chance.uniform(0.02, 0.06))
            before = program.processor()
            seconds, sent = program.press(keys(number), gap)
            spent = program.processor() - before
            found[name].append((seconds * 1000, spent * 1000, sent))
    return found


def measure(bench: Bench) -> Iterator[Figure]:
    """All of it."""
    yield from moving(bench)
    yield from scrolling(bench)
    yield from typing(bench)
    yield from filtering(bench)


def moving(bench: Bench) -> Iterator[Figure]:
    """The selection goes down and up within a page."""
    with ExitStack() as stack:
        programs = {
            name: stack.enter_context(program)
            for name, program in {
                "table": peer("table", "50"),
                "50": desk(bench, FIFTY, "fifty"),
                "100,000": desk(bench, ENDLESS, "endless"),
            }.items()
        }
        found = pressed(
            programs, lambda n: UP if n // MOVES % 2 else DOWN, bench.times(KEYS, 2 * MOVES)
        )
    table, few, many = ([took for took, _, _ in each] for each in found.values())
    middle = f"DataTable: {median(table):.1f} ms"
    more = f" ({median(few):.1f} ms)"
    yield at_most("moving the selection, p50", median(few) / median(table), 0.75, "x", middle, more)
    late = f"DataTable: {percentile(table, 95):.1f} ms"
    yield at_most("moving the selection, p95", percentile(few, 95), 10, "ms", late)
    ratio = median(many) / median(few)
    yield at_most("the same with 100,000 rows", ratio, 1.1, "x that with 50")


def scrolling(bench: Bench) -> Iterator[Figure]:
    """The selection goes down and down."""
    with (
        peer("table", "5000") as table,
        desk(bench, DESK, "scrolling") as ours,
    ):
        for program in (table, ours):
            for _ in range(40):
                program.type(DOWN)
                program.rest(0.02)
        found = pressed({"table": table, "ours": ours}, lambda _: DOWN, bench.times(KEYS, 30))
    spent = {name: sum(cpu for _, cpu, _ in each) / len(each) for name, each in found.items()}
    yield at_most(
        "scrolling, processor a key",
        spent["ours"] / spent["table"],
        0.4,
        "x",
        f"DataTable: {spent['table']:.1f} ms",
        f" ({spent['ours']:.1f} ms)",
    )


def typing(bench: Bench) -> Iterator[Figure]:
    """An answer is typed, and its draft kept meanwhile."""
    with peer("field") as field, desk(bench, DESK, "typing") as ours:
        ours.type(b"a")
        ours.see("Answer", "^s")
        ours.quiet(1.0)
        found = pressed({"field": field, "ours": ours}, lambda _: b"x", bench.times(300, 60))
    bare, mine = ([took for took, _, _ in found[name]] for name in ("field", "ours"))
    late, bare_late = percentile(mine, 99), percentile(bare, 99)
    told = f"TextArea: {bare_late:.1f} ms"
    yield at_most("typing an answer, p99", late / bare_late, 1.5, "x", told, f" ({late:.1f} ms)")


def filtering(bench: Bench) -> Iterator[Figure]:
    """Words are typed behind `/`, letter by letter, until the rows are narrowed by each.

    Of resolved tickets the store tells later, in frames that belong to no letter.
    """
    took: list[float] = []
    with desk(bench, DESK, "filtering") as ours:
        for number in range(bench.times(20, 4)):
            ours.type(b"/")
            ours.quiet(0.3)
            word = WANTED[number % len(WANTED)]
            for letter in word:
                ours.rest(0.1)
                seconds, _ = ours.press(letter.encode(), ONE_FRAME, letter.encode())
                took.append(seconds * 1000)
            ours.type(b"\x1b")
            ours.quiet(0.3)
    yield at_most("a letter of a filter over 5,000 open, p99", percentile(took, 99), 50, "ms")
