"""What moves a ticket's clock: the client wrote, we answered, a status or a severity was set,
a promise was given.

A ticket's course is worked out from these facts alone (`course.py`). A fact that turns out not
to count (an answer that could not be delivered, a thank-you) is struck, never removed, and the
course is worked out again as if it had not happened.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.language import in_context
from vipdesk.domain.policy import Channel
from vipdesk.domain.target import TargetKind


class Status(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"

    @property
    def said(self) -> str:
        """As this screen says it."""
        match self:
            case Status.OPEN:
                return in_context("status", "open")
            case Status.WAITING:
                return in_context("status", "waiting")
            case Status.RESOLVED:
                return in_context("status", "resolved")


class Struck(StrEnum):
    """Why a fact does not count."""

    UNKNOWN_SENDER = "unknown sender"
    NO_ANSWER_NEEDED = "no answer needed"
    DELIVERY_FAILED = "delivery failed"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"
    MERGED = "merged"
    SPLIT = "split"


class ClientWrote(Struct, frozen=True):
    """A message or call of the client reached us at `at`; `number` counts a ticket's facts.

    `noticed` is set where it was seen only after acts of ours that came later than `at`: we had
    not known of it, so it is our turn again.
    """

    number: int
    at: datetime
    channel: Channel
    struck: Struck | None = None
    noticed: datetime | None = None

    @property
    def since(self) -> datetime:
        """Since when it waits for an answer."""
        return self.at


class Answered(Struct, frozen=True):
    """A person on our side answered in public: a message, or a call that reached the client."""

    number: int
    at: datetime
    struck: Struck | None = None


class StatusSet(Struct, frozen=True):
    """A person set the status; `answer` is the fact it came with and is struck together with."""

    number: int
    at: datetime
    status: Status
    answer: int | None = None
    struck: Struck | None = None


class SeveritySet(Struct, frozen=True):
    """A person confirmed or changed the severity."""

    number: int
    at: datetime
    level: int
    struck: Struck | None = None


class Promised(Struct, frozen=True):
    """A person promised the client at `at` to write by `until`; a later promise replaces it."""

    number: int
    at: datetime
    until: datetime
    struck: Struck | None = None


class ClockJoined(Struct, frozen=True):
    """A word of the client's came along unanswered with a ticket merged into this one at `at`.

    `kind` and `start` are those of the clock it has by itself, `since` is when it reached us.
    """

    number: int
    at: datetime
    kind: TargetKind
    start: datetime
    since: datetime
    struck: Struck | None = None


Fact = ClientWrote | Answered | StatusSet | SeveritySet | Promised | ClockJoined


Word = ClientWrote | ClockJoined
"""What the client said, here or on a ticket that was merged into this one."""


def in_order(facts: tuple[Fact, ...]) -> list[Fact]:
    """The facts that count, as they happened to us (import may bring them late)."""
    return sorted((f for f in facts if f.struck is None), key=lambda f: (_noticed(f), f.number))


def _noticed(fact: Fact) -> datetime:
    return fact.noticed or fact.at if isinstance(fact, ClientWrote) else fact.at
