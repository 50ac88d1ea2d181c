"""Figures and the report of a month on five years of a desk with 100,000 tickets."""

import time
from collections.abc import Callable, Iterator
from statistics import median

from tests.bench.figures import Bench, Figure, at_most
from tests.bench.store import NOW, YEARS, store_of
from vipdesk.domain.month import Month
from vipdesk.policies import policy_for
from vipdesk.reporting.html import as_html
from vipdesk.store.connections import open_reader
from vipdesk.store.reader import Reader

MONTH = Month(2026, 10)
"""A whole month, the one before the present."""


def taken(work: Callable[[], object], rounds: int) -> float:
    """Seconds for it, the median of so many rounds; what is read once is read before."""
    work()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return median(found)


def measure(bench: Bench) -> Iterator[Figure]:
    """As the wallboard and the command line ask for them."""
    rounds = bench.times(10, 3)
    reader = Reader(open_reader(str(store_of(YEARS, bench.folder))), policy_for)
    figures = reader.figures(MONTH, NOW)
    counted = f"{len(figures.judged):,} targets of the month"
    board = taken(lambda: reader.figures(MONTH, NOW), rounds)
    report = taken(lambda: as_html(reader.report(MONTH, NOW)), rounds)
    reader.close()
    work = "figures of a month and twelve weeks, 100,000 tickets in 5 years"
    yield at_most(work, 1000 * board, 300, "ms", counted)
    yield at_most("the report of that month as HTML", report, 2, "s", counted)
