"""Acts on how matters are cut into tickets, on what stands first, and what takes an act back."""

from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.cause import CauseBack
from vipdesk.domain.done import PutBack
from vipdesk.domain.escalation_commands import SeniorsBack, WithdrawEscalation
from vipdesk.domain.facts import Struck
from vipdesk.domain.handover_commands import DropSheet, UnsignSheet


class Owing(StrEnum):
    """Who else than we or a senior owes the next word, while the clock is ours."""

    VENDOR = "vendor"


class Merge(Struct, frozen=True):
    """Put all that was said on `ticket` on ticket `into`; its oldest unanswered clock lives on."""

    ticket: int
    into: int


class Unmerge(Struct, frozen=True):
    """Part two tickets again; `facts` are those that the merging added to `into`, `last` its last.

    `messages` are the ones to go back, each with the ticket it had come from before, if any.
    """

    ticket: int
    into: int
    facts: tuple[int, ...]
    last: int
    messages: tuple[tuple[int, int | None], ...]


class Split(Struct, frozen=True):
    """Make a ticket of its own of a message of the client's."""

    message: int


class Unsplit(Struct, frozen=True):
    """Put the message that `ticket` was split off with back on `origin`.

    `fact` and `came_from` are the message's as they were; `struck` is the fact that it was there,
    `why` that one did not count already.
    """

    ticket: int
    origin: int
    message: int
    fact: int | None
    came_from: int | None
    struck: int | None
    why: Struck | None


class Pin(Struct, frozen=True):
    """Keep a ticket on top of the queue, or let it go to its place again."""

    ticket: int
    pinned: bool = True


class Owe(Struct, frozen=True):
    """The next word is owed by somebody else than we, or (None) by us again."""

    ticket: int
    by: Owing | None


class TakeBack(Struct, frozen=True):
    """Take an act back: `what` it was, the facts it added or struck, the entry it wrote.

    `last` is the ticket's last fact when it was done: what came later may be built on it.
    """

    ticket: int
    what: str
    last: int = 0
    added: tuple[int, ...] = ()
    struck: tuple[int, ...] = ()
    message: int | None = None


RecuttingCommand = Merge | Unmerge | Split | Unsplit | Pin | Owe | TakeBack

WayBack = (
    Unmerge
    | Unsplit
    | Pin
    | Owe
    | TakeBack
    | WithdrawEscalation
    | SeniorsBack
    | PutBack
    | CauseBack
    | DropSheet
    | UnsignSheet
)
"""What takes an act back."""
