"""What an act on a callback or in the calendar did, so far as taking it back has to know."""

from datetime import datetime

from msgspec import Struct

from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking
from vipdesk.domain.callback import Callback
from vipdesk.domain.facts import Fact


class Touched(Struct, frozen=True, kw_only=True):
    """A ticket that the act wrote on: all its `facts` since, the first `known` of them older.

    `opened_at` is when it counted as opened before; None where the act opened it.
    """

    number: int
    facts: tuple[Fact, ...]
    known: int
    opened_at: datetime | None
    messages: tuple[int, ...]

    @property
    def moved(self) -> bool:
        """Whether the act moved its clock."""
        return len(self.facts) > self.known


class Done(Struct, frozen=True, kw_only=True):
    """An act at `at` (aware UTC), with what it was about as that stood before and after.

    `said` is the act in words, `invited` whether a guest was to be told of it, `phones` are
    numbers learnt by it, each with a contact's address. Busy time that was removed stands with
    its identity elsewhere.
    """

    at: datetime
    said: str
    callback: tuple[Callback, Callback] | None = None
    ticket: Touched | None = None
    phones: tuple[tuple[str, str], ...] = ()
    booking: tuple[Booking | None, Booking] | None = None
    invited: bool = False
    busy_set: Busy | None = None
    busy_removed: tuple[str, Busy] | None = None


class PutBack(Struct, frozen=True):
    """Put everything back to where it stood before the act, if nothing has been built on it."""

    done: Done
