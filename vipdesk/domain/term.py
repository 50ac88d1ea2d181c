"""One condition of a filter, and whether a ticket meets it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.queue import QueueLine, instant
from vipdesk.domain.target import Band

SHORTEST_SOUGHT = 2
"""Signs of a word from which on it is worth looking for in what is resolved."""

Asked = tuple[str, str]
"""The key and the value of a condition that a row alone can't answer."""

Known = Mapping[Asked, frozenset[int]]
"""The open tickets that meet what was asked, as far as that is known."""

NOTHING_KNOWN: Known = {}


class Has(StrEnum):
    """What there may be on a ticket."""

    ATTACHMENT = "attachment"
    NOTE = "note"
    PROMISE = "promise"
    DRAFT = "draft"


def _is(status: Status) -> Callable[[QueueLine], bool]:
    return lambda line: line.status == status.value


ESCALATED: Asked = ("is", "escalated")
WITH_SENIOR: Asked = ("owes", "senior")
"""What the escalations tell: which tickets have one that stands, and a senior for it."""

FLAGS: dict[str, Callable[[QueueLine], bool]] = {
    "untriaged": lambda line: not line.triaged,
    "unknown": lambda line: line.sender_unknown,
    "unentitled": lambda line: not line.entitled,
    "unanswered": lambda line: line.client_waits_since is not None,
    "promised": lambda line: line.due_kind == "promise",
    **{status.value: _is(status) for status in Status},
}
VALUES: dict[str, tuple[str, ...]] = {
    "status": tuple(status.value for status in Status),
    "channel": tuple(channel.value for channel in Channel),
    "band": tuple(band.value for band in Band),
    "is": (*FLAGS, ESCALATED[1]),
    "owes": ("us", "client", WITH_SENIOR[1], "vendor"),
    "has": tuple(Has),
}
STANDS = ("is", "status")
LIVE = ("band", "owes")
"""Keys that speak of what runs, and so of nothing that is resolved."""


class Term(Struct, frozen=True):
    """One condition; an empty key is a word, `said` it as it was typed."""

    key: str
    value: str
    turned_round: bool
    said: str = ""

    @property
    def asks(self) -> bool:
        """Whether the rows alone don't tell."""
        return not self.key or self.key == "has"

    @property
    def asked(self) -> Asked:
        """What has to be known."""
        return self.key, self.value

    @property
    def is_begun(self) -> bool:
        """Whether it is a word of which so little is typed that nearly everything has it."""
        return not self.key and len(self.value) < SHORTEST_SOUGHT

    @property
    def wants_resolved(self) -> bool:
        """Whether it is met by resolved tickets only."""
        return self.key in STANDS and self.value == Status.RESOLVED and not self.turned_round

    @property
    def looks_back(self) -> bool:
        """Whether somebody who says it looks for a ticket, whether that is resolved or not."""
        if self.turned_round or self.key in LIVE:
            return False
        if self.key in STANDS:
            return self.value in (Status.RESOLVED, "unknown", "unentitled")
        return not self.is_begun

    @property
    def keeps_to_open(self) -> bool:
        """Whether nothing resolved meets it."""
        if self.turned_round:
            return self.key in STANDS and self.value == Status.RESOLVED
        return not self.looks_back and not self.is_begun

    def meets(
        self, line: QueueLine, policy: Policy, now: datetime, known: Known = NOTHING_KNOWN
    ) -> bool:
        """Whether the row meets it, as far as is known."""
        return self._holds(line, policy, now, known) is not self.turned_round

    def among(
        self, lines: Sequence[QueueLine], policy: Policy, now: datetime, known: Known
    ) -> Sequence[QueueLine]:
        """Those rows that meet it; thousands are looked through for a word with each letter."""
        if self.key:
            return [line for line in lines if self.meets(line, policy, now, known)]
        word, there, meets = self.value, known.get(self.asked, frozenset()), not self.turned_round
        return [
            line for line in lines if (word in _row_words(line) or line.number in there) is meets
        ]

    def _holds(self, line: QueueLine, policy: Policy, now: datetime, known: Known) -> bool:
        match self.key:
            case "":
                return self.value in _row_words(line) or self._is_known(line, known)
            case "has":
                return self._is_known(line, known)
            case "status" | "channel":
                return bool(getattr(line, self.key) == self.value)
            case "band":
                return line.band(policy, now).value == self.value
            case "is":
                flag = FLAGS.get(self.value)
                return flag(line) if flag else self._is_known(line, known)
            case "owes":
                senior = line.number in known.get(WITH_SENIOR, ())
                return owes(line, senior=senior) == self.value
            case "before" | "after":
                came = policy.hours.local(instant(line.received)).date()
                day = date.fromisoformat(self.value)
                return came < day if self.key == "before" else came > day
            case "severity" | "number":
                return str(getattr(line, self.key)) == self.value
        words = line.requester if self.key == "from" else line.subject
        return self.value in words.casefold()

    def _is_known(self, line: QueueLine, known: Known) -> bool:
        return line.number in known.get(self.asked, ())


def owes(line: QueueLine, *, senior: bool) -> str:
    """Who owes the next word: `us`, `client`, `senior`, `vendor`; empty where nobody does.

    A client who waits for an answer waits for us, whatever a vendor owes.
    """
    if line.status == Status.RESOLVED:
        return ""
    if line.status == Status.WAITING:
        return "client"
    if senior:
        return "senior"
    return "us" if line.client_waits_since is not None else line.owed_by or "us"


def _row_words(line: QueueLine) -> str:
    return f"#{line.number} {line.subject} {line.requester}".casefold()
