"""Reminders: what the agent is told once, when its moment has come.

A reminder is told apart by what it is about, its occasion and its moment, so that whoever looks,
how often and how late, each is kept once. Instants are aware UTC.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.language import N_


class Occasion(StrEnum):
    """Why the agent is told."""

    WARN = N_("warn")
    URGENT = N_("urgent")
    BREACHED = N_("breached")
    CAUSE = N_("cause of a breach")
    AIM = N_("callback aim")
    NEXT_TRY = N_("next try")
    CALL_SOON = N_("call in 10 minutes")
    NOT_ACCEPTED = N_("escalation not accepted")
    ACCEPTED = N_("escalation accepted")
    DECLINED = N_("escalation declined")
    HANDED_BACK = N_("escalation handed back")
    NOT_DELIVERED = N_("answer not delivered")
    NOT_INVITED = N_("invitation not delivered")
    ONLY_KEPT = N_("mail only kept")
    PROPOSED = N_("severity proposed")
    NOT_SIGNED = N_("hand-over not signed")
    NOT_HANDED_OVER = N_("no hand-over made")
    AWAY_SOON = N_("time off soon")
    TAKEN = N_("desk taken")
    OPENING = N_("opening")
    CLOSING = N_("closing")


class About(StrEnum):
    """What kind of thing a reminder is about; a breach and an escalation by their ticket's number.

    What is kept apart by the number of its message.
    """

    TICKET = "ticket"
    BREACH = "breach"
    CALLBACK = "callback"
    BOOKING = "booking"
    ESCALATION = "escalation"
    APART = "kept apart"
    HANDOVER = "hand-over"
    DESK = "desk"


class Key(Struct, frozen=True):
    """What tells a reminder apart; `subject` is the number of what it is about, 0 for the desk."""

    about: About
    subject: int
    occasion: Occasion
    due: datetime


class Reminder(Struct, frozen=True, kw_only=True):
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
