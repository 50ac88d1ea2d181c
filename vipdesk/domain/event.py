"""What happened, as it is kept for ever."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    """The kinds of things that happen on a desk."""

    OPENED = "opened"
    RECEIVED = "received"
    ANSWERED = "answered"
    NOTED = "noted"
    CALLED = "called"
    SEVERITY_CONFIRMED = "severity confirmed"
    SEVERITY_CHANGED = "severity changed"
    WAITING = "waiting for the client"
    NO_ANSWER_NEEDED = "no answer needed"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    PROMISED = "promised"
    PROMISE_WITHDRAWN = "promise withdrawn"
    PROMISE_KEPT = "promise kept"
    PROMISE_BROKEN = "promise broken"
    UNDONE = "undone"
    MERGED = "merged"
    UNMERGED = "parted again"
    SPLIT = "split"
    OWED = "next word owed"
    IDENTIFIED = "sender identified"
    SENT = "sent"
    NOT_DELIVERED = "not delivered"
    ACKNOWLEDGED = "acknowledged"
    REPORTED = "delivery report"
    SET_ASIDE = "set aside"
    COULD_NOT_BE_READ = "could not be read"
    CALL_MISSED = "call missed"
    CALL_TRIED = "call tried"
    CALLBACK_FILED = "callback filed"
    CALLBACK_CLOSED = "callback closed"
    TRY_PLANNED = "next try planned"
    HEARD = "recording heard"
    CALLER_NAMED = "caller named"
    CONTACT_SET = "contact set"
    BOOKED = "booked"
    MOVED = "booking moved"
    CANCELLED = "booking cancelled"
    HELD = "call held"
    NO_SHOW = "no-show"
    BUSY_SET = "busy time set"
    BUSY_REMOVED = "busy time removed"
    ESCALATED = "escalated"
    ESCALATION_ACCEPTED = "escalation accepted"
    ESCALATION_DECLINED = "escalation declined"
    ESCALATION_NOT_ACCEPTED = "escalation not accepted"
    SENIOR_ASKED = "next senior asked"
    NOBODY_LEFT = "no senior left to ask"
    HANDED_BACK = "handed back"
    ESCALATION_WITHDRAWN = "escalation withdrawn"
    COLLEAGUE_SET = "colleague set"
    COLLEAGUE_REMOVED = "colleague removed"
    CONFLICT = "stands otherwise elsewhere"
    CONFLICT_SETTLED = "conflict settled"
    POLICY_CHANGED = "policy changed"


@dataclass(frozen=True, slots=True)
class Event:
    """A fact of the desk's history: `who` did it (empty for nobody), at an aware UTC instant."""

    at: datetime
    what: What
    who: str = ""
    ticket: int | None = None
    detail: str = ""
    fact: int | None = None
    callback: int | None = None
    booking: int | None = None
