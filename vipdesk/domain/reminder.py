"""Reminders: what the agent is told once, when its moment has come.

A reminder is told apart by what it is about, its occasion and its moment, so that whoever looks,
how often and how late, each is kept once. Instants are aware UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Occasion(StrEnum):
    """Why the agent is told."""

    WARN = "warn"
    URGENT = "urgent"
    BREACHED = "breached"
    AIM = "callback aim"
    NEXT_TRY = "next try"
    CALL_SOON = "call in 10 minutes"
    NOT_ACCEPTED = "escalation not accepted"
    DECLINED = "escalation declined"
    HANDED_BACK = "escalation handed back"
    NOT_DELIVERED = "answer not delivered"
    OPENING = "opening"
    CLOSING = "closing"


class About(StrEnum):
    """What kind of thing a reminder is about; an escalation by the number of its ticket."""

    TICKET = "ticket"
    CALLBACK = "callback"
    BOOKING = "booking"
    ESCALATION = "escalation"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Key:
    """What tells a reminder apart; `subject` is the number of what it is about, 0 for the desk."""

    about: About
    subject: int
    occasion: Occasion
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder; `fired` is when it was told, `done` when the agent had seen to it.

    One that was put off is done, and another stands for the moment it was put off to, not told
    yet.
    """

    number: int
    key: Key
    text: str
    fired: datetime | None = None
    done: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it was told and nobody has seen to it yet."""
        return self.fired is not None and self.done is None
