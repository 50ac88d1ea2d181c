"""A callback: somebody called and nobody took it; best effort, with an aim of our own.

Source: spec, clock: callbacks. Instants are aware UTC.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.target import Band, Countdown


class Outcome(StrEnum):
    """What came of calling back once."""

    REACHED = "reached"
    NO_ANSWER = "no-answer"
    LEFT_MESSAGE = "left-message"
    WRONG_NUMBER = "wrong-number"

    @property
    def words(self) -> str:
        """As people say it, and as a record does."""
        return _WORDS[self]


_WORDS = {
    Outcome.REACHED: N_("reached"),
    Outcome.NO_ANSWER: N_("no answer"),
    Outcome.LEFT_MESSAGE: N_("left a message"),
    Outcome.WRONG_NUMBER: N_("wrong number"),
}
UNKNOWN = N_("unknown caller")


class CallbackStatus(StrEnum):
    """Whether somebody still has to be called; `closed` without having been reached."""

    OPEN = "open"
    REACHED = "reached"
    CLOSED = "closed"


class Attempt(Struct, frozen=True):
    """One try to call back, by `who`."""

    at: datetime
    who: str
    outcome: Outcome
    note: str = ""


class Callback(Struct, frozen=True, kw_only=True):
    """A voicemail or a missed call; a caller with an address is a contact.

    `phone` is E.164 where the number could be made out, `shown` the same fit to read; both are
    empty for a withheld number. `remark` says what is wrong with a recording. `ticket` is the one
    it ended in, `closed` when nobody has to be called any more.
    """

    number: int
    channel: Channel
    external_id: str
    caller: Person
    phone: str
    shown: str
    received: datetime
    length: timedelta | None = None
    urgent: bool = False
    mailbox: str = ""
    transcript: str = ""
    remark: str = ""
    recordings: tuple[Attachment, ...] = ()
    heard: datetime | None = None
    next_try: datetime | None = None
    ticket: int | None = None
    closed: datetime | None = None
    attempts: tuple[Attempt, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the caller is a contact of the client."""
        return bool(self.caller.address)

    @property
    def called(self) -> str:
        """Who it was, as far as it is known, as a record says it."""
        return self.caller.name or self.caller.address or UNKNOWN

    @property
    def spoken(self) -> str:
        """The same on screen."""
        return self.caller.name or self.caller.address or _(UNKNOWN)

    @property
    def status(self) -> CallbackStatus:
        """Whether somebody still has to be called."""
        if any(attempt.outcome is Outcome.REACHED for attempt in self.attempts):
            return CallbackStatus.REACHED
        return CallbackStatus.OPEN if self.closed is None else CallbackStatus.CLOSED

    def aim(self, policy: Policy) -> Countdown:
        """When the desk wants to have called by: the policy's aim from the next opening."""
        hours, aim = policy.hours, policy.callback_aim
        due = hours.add(hours.next_opening(self.received), aim).astimezone(UTC)
        return Countdown(due, hours.length(aim), aim.business)

    def call_at(self, policy: Policy) -> datetime:
        """When to call: the planned next try, or else the aim."""
        return self.next_try or self.aim(policy).due

    def band(self, policy: Policy, now: datetime) -> Band:
        """How near the aim is; an aim is never breached, only past (spec: clock, callbacks)."""
        if self.next_try is not None and self.next_try > now:
            return Band.CALM
        band = self.aim(policy).band(policy, now)
        return Band.URGENT if band is Band.BREACHED else band


def following(callback: Callback, callbacks: Sequence[Callback], now: datetime) -> Callback | None:
    """Who is to be called next after `callback`, of those to be called, in their order.

    The next one below comes before those above, and whoever is due now before planned tries.
    """
    numbers = [one.number for one in callbacks]
    place = numbers.index(callback.number) if callback.number in numbers else -1
    others = (*callbacks[place + 1 :], *callbacks[: max(place, 0)])
    due = (one for one in others if one.next_try is None or one.next_try <= now)
    return next(due, others[0] if others else None)


def in_order(callbacks: Iterable[Callback], policy: Policy) -> tuple[Callback, ...]:
    """Who is to be called first comes first; those that are done with last, latest first."""

    def place(callback: Callback) -> tuple[bool, float, int]:
        if callback.status is CallbackStatus.OPEN:
            return False, callback.call_at(policy).timestamp(), callback.number
        return True, -callback.received.timestamp(), -callback.number

    return tuple(sorted(callbacks, key=place))
