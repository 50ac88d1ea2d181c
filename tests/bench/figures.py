"""What a benchmark found: one line of the table for each figure that has a target."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

Case = TypeVar("Case")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure beside its target and its peer, in words; `met` is None where nothing is set."""

    work: str
    target: str
    measured: str
    peer: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Bench:
    """Where stores are kept, and how long one is ready to wait: 1.0 is a full run."""

    folder: Path
    share: float = 1.0

    def times(self, full: int, least: int = 2) -> int:
        """So many rounds or keys of a full run, at least so many."""
        return max(least, round(full * self.share))


Measure = Callable[[Bench], Iterable[Figure]]


def at_most(
    work: str, found: float, limit: float, unit: str = "x", peer: str = "", more: str = ""
) -> Figure:
    """A figure that has to stay at or below its limit."""
    met = found <= limit
    return Figure(work, f"≤ {said(limit)} {unit}", f"{said(found)} {unit}{more}", peer, met)


def at_least(work: str, found: float, limit: float, unit: str = "x", peer: str = "") -> Figure:
    """A figure that has to reach its limit."""
    return Figure(work, f"≥ {said(limit)} {unit}", f"{said(found)} {unit}", peer, found >= limit)


def told(work: str, measured: str, peer: str = "") -> Figure:
    """A figure without a target."""
    return Figure(work, "", measured, peer, None)


def said(number: float) -> str:
    """A number to three places that count."""
    if number == int(number) or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if abs(number) >= 10 else f"{number:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so many per cent are at or below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]


def of_pairs(ours: Sequence[float], peers: Sequence[float]) -> float:
    """The median of the ratios, round by round: what else the machine does cancels out."""
    return median(one / peer for one, peer in zip(ours, peers, strict=True))


def in_turn(cases: Sequence[Case], rounds: int) -> Iterator[tuple[int, Case]]:
    """Each case once a round, the order turned round each time; round 0 only warms up."""
    for number in range(rounds + 1):
        for case in cases if number % 2 else reversed(cases):
            yield number, case


HEAD = "| work | target | measured | peer | met |\n| --- | --- | --- | --- | --- |"
"""How the table begins."""


def row(one: Figure) -> str:
    """A figure as the README shows it."""
    met = {True: "yes", False: "**no**", None: ""}[one.met]
    return f"| {one.work} | {one.target} | {one.measured} | {one.peer} | {met} |"
