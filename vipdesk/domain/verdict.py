"""How a target was judged, kept with the policy's version and the arithmetic."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.duration import Duration, Unit
from vipdesk.domain.target import Breach, TargetKind

NOTHING = Duration(0, Unit.SECOND, business=False)
"""The target of a cycle for which nothing was promised."""


class Outcome(StrEnum):
    """How a target ended; `stopped` is neither kept nor missed."""

    MET = "met"
    BREACHED = Breach.BREACHED.value
    LATE_AT_REGRADING = Breach.LATE_AT_REGRADING.value
    STOPPED = "stopped"


class Verdict(Struct, frozen=True):
    """A closed target as it was judged; it stays so under any later policy.

    `opened_by` and `closed_by` are the numbers of the facts around it. `due` is when it was used
    up, or when it became late by a change of severity: the moment that says which month it is of.
    """

    kind: TargetKind
    opened_by: int
    closed_by: int
    start: datetime
    ended: datetime
    severity: int
    target: Duration
    length: timedelta
    used: timedelta
    outcome: Outcome
    due: datetime
    policy_version: str
    arithmetic: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[TargetKind, int, int]:
        """What tells this verdict from the ticket's others."""
        return (self.kind, self.opened_by, self.closed_by)

    @property
    def breach(self) -> Breach | None:
        """How it was missed; None where it was not."""
        missed = self.outcome in (Outcome.BREACHED, Outcome.LATE_AT_REGRADING)
        return Breach(self.outcome.value) if missed else None

    @property
    def is_judged(self) -> bool:
        """Whether it was kept or missed: one that was stopped is in no figure."""
        return self.outcome is not Outcome.STOPPED

    @property
    def late(self) -> timedelta | None:
        """How much more was used than promised; None where that can't be said, or nothing was.

        A target that was missed before its severity was lowered may be within the new one.
        """
        over = self.used - self.length
        return over if self.breach is not None and over > timedelta(0) else None

    @property
    def told(self) -> bool:
        """Whether anybody wants to read it; it is kept in any case, so that it stays."""
        unanswered = self.kind is TargetKind.INITIAL and self.target != NOTHING
        return unanswered or self.outcome is not Outcome.STOPPED
