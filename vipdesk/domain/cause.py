"""Why a target was missed: one line that the agent gives, kept beside the ticket."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from vipdesk.domain.target import TargetKind

LONGEST_CAUSE = 300

CauseKey = tuple[TargetKind, int]
"""A target of a ticket: its kind, and the fact that opened it; it stays when it is judged."""


class Cause(Struct, frozen=True):
    """What `who` gave as the cause, at an aware UTC instant."""

    ticket: int
    kind: TargetKind
    opened_by: int
    text: str
    at: datetime
    who: str

    @property
    def key(self) -> CauseKey:
        """Which target it is about."""
        return (self.kind, self.opened_by)


def latest(causes: Iterable[Cause]) -> dict[int, str]:
    """What was given last of each ticket."""
    return {one.ticket: one.text for one in sorted(causes, key=lambda one: one.at)}


class GiveCause(Struct, frozen=True):
    """Say in one line why a target was missed, or say it better.

    It is the latest of its kind that was missed, or the one that the fact `opened_by` opened.
    """

    ticket: int
    target: TargetKind
    text: str
    opened_by: int | None = None


class CauseBack(Struct, frozen=True):
    """Take back what was given as the cause, if it still stands; `before` stood there."""

    ticket: int
    given: Cause
    before: Cause | None


CauseCommand = GiveCause | CauseBack


class CauseChange(Struct, frozen=True):
    """The cause of one target from now on; None for none."""

    ticket: int
    key: CauseKey
    cause: Cause | None
