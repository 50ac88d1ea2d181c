"""One stretch of a promise: opened by a fact, held while we wait for the client, judged once."""

from datetime import UTC, datetime

from msgspec import Struct

from vipdesk.domain.explanation import judged
from vipdesk.domain.hours import Span
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Breach, Target, TargetKind
from vipdesk.domain.verdict import NOTHING, Outcome, Verdict


class Cycle(Struct):
    """A target's stretch from `start` (aware UTC); it holds still from `held_since` on."""

    kind: TargetKind
    opened_by: int
    start: datetime
    held_since: datetime | None = None
    pauses: tuple[Span, ...] = ()
    breach: Breach | None = None
    missed_under: int | None = None
    missed_at: datetime | None = None
    judged: bool = False

    def hold(self, at: datetime) -> None:
        """Stop counting: the client is the one we wait for."""
        if self.held_since is None:
            self.held_since = at

    def resume(self, at: datetime) -> None:
        """Count on from where it was held; the time in between is a pause once it has started."""
        if self.held_since is not None:
            held = max(self.held_since, self.start)
            if held < at:
                self.pauses = (*self.pauses, Span(held, at))
            self.held_since = None
        self.judged = False

    def target(self, policy: Policy, severity: int) -> Target | None:
        """The promise under `policy` at `severity`; None where the severity has none."""
        grade = policy.severities.get(severity)
        if grade is None:
            return None
        duration = grade.initial if self.kind is TargetKind.INITIAL else grade.follow_up
        if duration is None:
            return None
        return Target(self.kind, self.start, duration, self.pauses, self.breach)

    def mark_late(self, policy: Policy, severity: int, at: datetime, breach: Breach) -> None:
        """Record `breach` if more is used by `at` than promised; the first breach stays."""
        target = self.target(policy, severity)
        if self.breach is not None or self.judged or target is None:
            return
        if target.is_late(policy.hours, self.held_since or at):
            self.breach, self.missed_under = breach, severity
            late_by_a_change = breach is Breach.LATE_AT_REGRADING
            self.missed_at = at if late_by_a_change else target.due(policy.hours).astimezone(UTC)

    def close(self, verdict: Verdict) -> None:
        """Judged so; a breach stays one should the cycle be opened again."""
        self.judged = True
        if verdict.breach is not None:
            self.breach, self.missed_under = verdict.breach, verdict.severity
            self.missed_at = verdict.due

    def verdict(
        self, policy: Policy, severity: int, at: datetime, closed_by: int, *, answered: bool
    ) -> Verdict:
        """How it is judged at `at` (spec: clock).

        A breach stays one, also where a later severity promises nothing any more.
        """
        self.mark_late(policy, severity, at, Breach.BREACHED)
        if self.missed_under is not None and self.target(policy, severity) is None:
            severity = self.missed_under
        promised = self.target(policy, severity)
        target = promised or Target(self.kind, self.start, NOTHING, self.pauses)
        ended = self.held_since or at
        met = answered and promised is not None and self.held_since is None
        kept = Outcome.MET if met else Outcome.STOPPED
        outcome = Outcome(self.breach.value) if self.breach else kept
        return Verdict(
            kind=self.kind,
            opened_by=self.opened_by,
            closed_by=closed_by,
            start=self.start,
            ended=ended,
            severity=severity,
            target=target.duration,
            length=policy.hours.length(target.duration),
            used=target.used(policy.hours, ended),
            outcome=outcome,
            due=self.missed_at or target.due(policy.hours).astimezone(UTC),
            policy_version=policy.version,
            arithmetic=self._arithmetic(policy, severity, target, ended, outcome),
        )

    @staticmethod
    def _arithmetic(
        policy: Policy, severity: int, target: Target, ended: datetime, outcome: Outcome
    ) -> tuple[str, ...]:
        """How it was judged, in words; none where nothing was."""
        if outcome is Outcome.STOPPED:
            return ()
        return judged(policy, severity=severity, target=target, ended=ended)
