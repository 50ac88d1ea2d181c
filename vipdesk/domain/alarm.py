"""Alarms: what somebody of our side is told off the terminal, once, wherever they are.

An alarm is told apart by its cause, its ticket, whom it is for and since when it is so, so that
whoever looks, how often and how late, each is kept once. It bears no words of a message. Instants
are aware UTC.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

LONGEST_AGE = timedelta(hours=12)
"""What could not be told for so long is not told any more."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=30)


class Cause(StrEnum):
    """Why somebody is told."""

    CLIENT_WAITS = "client waits"
    ASKED = "asked"
    NOT_ACCEPTED = "not accepted"


class Standing(StrEnum):
    """How far an alarm has come; `FAILED` was tried in vain, `OVER` never, for it needs nobody."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    OVER = "over"


class Matter(Struct, frozen=True):
    """What an alarm is about; it still matters as long as there is this."""

    cause: Cause
    ticket: int
    since: datetime


class Key(Struct, frozen=True):
    """What tells an alarm apart; `to` is the name of whom it is for."""

    matter: Matter
    to: str


class Alarm(Struct, frozen=True, kw_only=True):
    """An alarm that was made at `at`; `next_try` is None before the first try.

    `told` is whether any address has taken it while others have not.
    """

    number: int
    key: Key
    at: datetime
    subject: str
    text: str
    standing: Standing = Standing.QUEUED
    tries: int = 0
    told: bool = False
    next_try: datetime | None = None

    def is_old(self, now: datetime) -> bool:
        """Whether it has waited for too long to be of use."""
        return now - self.at > LONGEST_AGE


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries, at least one: 1, 2, 4 … 30 minutes."""
    doublings = min(tries - 1, 5)  # the next one is beyond the longest
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


class AlarmTold(Struct, frozen=True):
    """Every address of whom it is for has taken it."""

    alarm: int


class AlarmAgain(Struct, frozen=True):
    """Not every address took it: it is tried again later. `told` is whether any did."""

    alarm: int
    told: bool = False


AlarmCommand = AlarmTold | AlarmAgain
