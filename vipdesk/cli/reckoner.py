"""What the `clock` commands answer, as JSON values (spec: command line)."""

from datetime import datetime, timedelta
from typing import Any

from vipdesk.cli.output import Json
from vipdesk.domain.duration import Duration, parse_duration
from vipdesk.domain.errors import BadInput
from vipdesk.domain.explanation import explain
from vipdesk.domain.instants import parse_instant
from vipdesk.domain.policy import Channel, Policy, Severity
from vipdesk.domain.target import TargetKind

SECOND = timedelta(seconds=1)


class Reckoner:
    """Answers with office hours and targets under one policy; every act raises BadInput."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._hours = policy.hours
        self._zone = policy.hours.zone

    def add(self, start: str, duration: str) -> Json:
        """When a duration from `start` is used up."""
        begins, length = self._instant(start), self._duration(duration)
        return {
            "start": begins.isoformat(),
            "duration": self._hours.length(length) // SECOND,
            "due": self._hours.add(begins, length).isoformat(),
            "business": length.business,
        }

    def elapsed(self, a: str, b: str) -> Json:
        """Business and calendar time between two instants; 0 where `b` is before `a`."""
        start, end = self._instant(a), self._instant(b)
        return {
            "business_seconds": self._hours.elapsed(start, end) // SECOND,
            "calendar_seconds": self._hours.used(start, end, business=False) // SECOND,
        }

    def due(
        self,
        severity: object,
        received: str,
        channel: str = Channel.EMAIL,
        kind: str = TargetKind.INITIAL,
        explained: bool = False,
    ) -> Json:
        """When a target is due; for a follow-up, `received` is the anchor."""
        grade, at = self._severity(severity), self._instant(received)
        way, which = _one_of(Channel, channel, "channel"), _one_of(TargetKind, kind, "kind")
        initial = which is TargetKind.INITIAL
        start = self._policy.clock_start(way, at) if initial else at
        target = grade.initial if initial else grade.follow_up
        answer: Json = {
            "clock_start": start.astimezone(self._zone).isoformat(),
            "due": self._hours.add(start, target).isoformat() if target else None,
            "target": self._hours.length(target) // SECOND if target else None,
            "business": target.business if target else None,
        }
        if explained:
            answer["explanation"] = self._lines(which, grade.level, target, start, at, way)
        return answer

    def _lines(
        self,
        kind: TargetKind,
        level: int,
        target: Duration | None,
        start: datetime,
        received: datetime,
        channel: Channel,
    ) -> list[str]:
        if target is None:
            return [f"severity {level} has no {kind.value} target"]
        first = kind is TargetKind.INITIAL
        return list(
            explain(
                self._policy,
                kind=kind.value,
                severity=level,
                target=target,
                start=start,
                received=received if first else None,
                channel=channel if first else None,
            )
        )

    def _instant(self, text: str) -> datetime:
        return parse_instant(text, self._zone)

    @staticmethod
    def _duration(text: str) -> Duration:
        try:
            return parse_duration(text)
        except ValueError as error:
            raise BadInput(str(error)) from None

    def _severity(self, said: object) -> Severity:
        try:
            return self._policy.severities[int(str(said))]
        except (KeyError, ValueError):
            known = ", ".join(map(str, sorted(self._policy.severities)))
            raise BadInput(
                f"severity {str(said)[:20]!r} is not in the policy: it has {known}"
            ) from None


def _one_of(closed: type[Any], said: str, what: str) -> Any:
    try:
        return closed(said)
    except ValueError:
        known = ", ".join(one.value for one in closed)
        raise BadInput(f"{what} {str(said)[:40]!r} is not known: {known} are") from None
