"""What waits to leave by mail, and when it does: held for a moment, tried again, given up."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from vipdesk.domain.calendar import Booking
from vipdesk.domain.mail_commands import Outgoing
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
LONGEST_TRYING = timedelta(days=2)
FEWEST_TRIES = 8
"""So many at least, before a mail is given up: the machine may have slept all the time."""

MOST_DOUBTS = 4
"""So often a mail is handed over without a word whether it was taken: once, and three times more.

Who got it each time has it four times already, and nobody can know.
"""

HELD = (Outgoing.ANSWER, Outgoing.INVITATION, Outgoing.INTRODUCTION)
"""What can be taken back for a moment; seniors are told at once (spec: service)."""


class Waiting(Struct, frozen=True):
    """A mail on its way out: written at `at`, tried `tries` times, again at `next_try` (aware).

    Only tries that failed by its own fault are counted, `first` is when the first of them was;
    `why` is what kept it last. It is `leaving` where the server may have it already, `doubts` how
    often it did not say so; `ticket` is the one that it is about, if any.
    """

    what: Outgoing
    number: int
    at: datetime
    tries: int = 0
    next_try: datetime | None = None
    why: str = ""
    leaving: bool = False
    doubts: int = 0
    first: datetime | None = None
    ticket: int | None = None

    @property
    def called(self) -> str:
        """What a log calls it."""
        about = f"on #{self.ticket}" if self.ticket is not None else str(self.number)
        return f"{self.what.value} {about}"

    def due(self, policy: Policy) -> datetime:
        """When it is to be sent, as far as that is about this mail alone."""
        if self.next_try is not None and self.tries:
            return self.next_try
        held = self.what in HELD and not self.leaving
        return self.at + policy.send_hold.calendar if held else self.at

    def waits_for_word(self, sends_from: datetime) -> bool:
        """Whether it was written before there was a mailbox, and nobody has tried to send it."""
        return self.at < sends_from and not (self.leaving or self.tries)

    def again(self, now: datetime) -> datetime | None:
        """When it is tried after a try that failed now; None where it is given up."""
        tried = self.tries + 1
        if now - (self.first or now) >= LONGEST_TRYING and tried >= FEWEST_TRIES:
            return None
        return now + min(FIRST_PAUSE * (1 << min(self.tries, 10)), LONGEST_PAUSE)

    def doubts_after(self, *, unsure: bool) -> int:
        """The same after a try that was `unsure` or not; one that a crash cut off was."""
        return self.doubts + 1 if unsure else max(self.doubts, int(self.leaving))


class Fault(Struct):
    """What keeps all mails at once, and until when it is left alone (aware); empty for nothing."""

    why: str = ""
    failed: int = 0
    until: datetime = datetime.min.replace(tzinfo=UTC)

    def put_off(self, why: str, now: datetime, shortest: timedelta, longest: timedelta) -> None:
        """It was found again: the next look is later each time."""
        self.why, self.failed = why, self.failed + 1
        self.until = now + min(shortest * (1 << min(self.failed - 1, 20)), longest)


class OtherMail(Struct, frozen=True, kw_only=True):
    """A mail that is no answer: how far it has come, to whom, and what it is about."""

    what: Outgoing
    number: int
    stands: str
    to: Person
    ticket: int | None
    booking: Booking | None = None
