"""A target that was kept or missed, as figures count it: from its verdict as it was kept."""

from datetime import datetime, timedelta

from msgspec import Struct

from vipdesk.domain.duration import Duration
from vipdesk.domain.target import TargetKind
from vipdesk.domain.verdict import Outcome, Verdict


class Judged(Struct, frozen=True, kw_only=True):
    """One target of ticket `ticket`, `used` of `length` in its own kind of time.

    `due` (aware UTC) says which month it is of; `is_open` is one that is late and still waits for
    an answer. `cause` is why it was missed, as far as somebody has said.
    """

    ticket: int
    subject: str
    kind: TargetKind
    opened_by: int
    severity: int
    target: Duration
    length: timedelta
    used: timedelta
    due: datetime
    outcome: Outcome
    is_open: bool = False
    cause: str = ""

    @property
    def met(self) -> bool:
        """Whether it was kept."""
        return self.outcome is Outcome.MET

    @property
    def late(self) -> timedelta | None:
        """How much more was used than promised; None where that can't be said."""
        over = self.used - self.length
        return over if not self.met and over > timedelta(0) else None


def judged_of(
    ticket: int, subject: str, verdict: Verdict, *, is_open: bool = False, cause: str = ""
) -> Judged:
    """What a verdict counts as."""
    return Judged(
        ticket=ticket,
        subject=subject,
        kind=verdict.kind,
        opened_by=verdict.opened_by,
        severity=verdict.severity,
        target=verdict.target,
        length=verdict.length,
        used=verdict.used,
        due=verdict.due,
        outcome=verdict.outcome,
        is_open=is_open,
        cause=cause,
    )
