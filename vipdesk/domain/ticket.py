"""A ticket: who it is from, what it is about, and the facts its clock runs on."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from vipdesk.domain.facts import Fact, Struck
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.target import TargetKind
from vipdesk.domain.verdict import Verdict


class Ticket(Struct, frozen=True):
    """One matter of the client; `opened_at` is aware UTC.

    `opened_severity` is what it started with, `triaged` whether a person confirmed it, `entitled`
    whether the client was entitled on the day it came, `linked_to` the resolved ticket that it
    continues, `merged_into` the one that its messages went to; `owed_by` is who else than we owes
    the next word; `kept` are the closed targets as they were judged.
    """

    number: int
    subject: str
    channel: Channel
    opened_severity: int
    triaged: bool
    requester: Person
    entitled: bool
    opened_at: datetime
    linked_to: int | None = None
    merged_into: int | None = None
    owed_by: str = ""
    facts: tuple[Fact, ...] = ()
    kept: Mapping[tuple[TargetKind, int, int], Verdict] = field(default_factory=dict)

    @property
    def verdicts(self) -> Mapping[tuple[TargetKind, int, int], Verdict]:
        """How its closed targets were judged, as far as that says anything."""
        return {key: verdict for key, verdict in self.kept.items() if verdict.told}

    @property
    def next_fact(self) -> int:
        """The number that the next fact gets."""
        return len(self.facts) + 1

    @property
    def sender_unknown(self) -> bool:
        """Whether nobody has said yet who wrote it."""
        return any(fact.struck is Struck.UNKNOWN_SENDER for fact in self.facts)
