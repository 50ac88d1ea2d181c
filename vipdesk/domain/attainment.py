"""How the promises of a month were kept: counts, the median and the worst, and every breach."""

from collections.abc import Iterable
from datetime import timedelta

from msgspec import Struct

from vipdesk.domain.judged import Judged
from vipdesk.domain.language import _
from vipdesk.domain.target import TargetKind

Group = tuple[int, TargetKind, bool]
"""Severity, target, and whether that counts office hours."""

KINDS = tuple(TargetKind)


class Attainment(Struct, frozen=True, kw_only=True):
    """The judged targets of one severity and kind; `business` says what time they count in.

    `median` and `worst` are what was taken; of an even number the shorter of the two in the middle,
    so that it is a time that was really taken.
    """

    severity: int
    kind: TargetKind
    business: bool
    met: int
    judged: int
    median: timedelta
    worst: timedelta

    @property
    def missed(self) -> int:
        """How many were missed."""
        return self.judged - self.met

    @property
    def group(self) -> Group:
        """What tells it apart."""
        return self.severity, self.kind, self.business


def group_of(one: Judged) -> Group:
    """Where a target counts."""
    return one.severity, one.kind, one.target.business


def attainments(judged: Iterable[Judged]) -> tuple[Attainment, ...]:
    """Severity by severity, the initial response before the follow-up."""
    groups: dict[Group, list[Judged]] = {}
    for one in judged:
        groups.setdefault(group_of(one), []).append(one)
    order = sorted(groups, key=lambda group: (group[0], KINDS.index(group[1]), group[2]))
    return tuple(_attained(group, groups[group]) for group in order)


def _attained(group: Group, judged: list[Judged]) -> Attainment:
    severity, kind, business = group
    taken = sorted(one.used for one in judged)
    return Attainment(
        severity=severity,
        kind=kind,
        business=business,
        met=sum(one.met for one in judged),
        judged=len(judged),
        median=taken[(len(taken) - 1) // 2],
        worst=taken[-1],
    )


def breaches(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """What was missed, the latest first."""
    missed = (one for one in judged if not one.met)
    return tuple(sorted(missed, key=lambda one: (one.due, one.ticket), reverse=True))


def met_of(met: int, judged: int) -> str:
    """A share as a person can check it: 11 of 12."""
    return _("{met} of {judged}").format(met=met, judged=judged)
