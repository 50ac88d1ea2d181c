"""Acts on how matters are cut into tickets, on what stands first, and what takes an act back."""

from dataclasses import dataclass
from enum import StrEnum

from vipdesk.domain.done import PutBack
from vipdesk.domain.escalation_commands import WithdrawEscalation
from vipdesk.domain.facts import Struck


class Owing(StrEnum):
    """Who else than we or a senior owes the next word, while the clock is ours."""

    VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Merge:
    """Put all that was said on `ticket` on ticket `into`; its oldest unanswered clock lives on."""

    ticket: int
    into: int


@dataclass(frozen=True, slots=True)
class Unmerge:
    """Part two tickets again; `facts` are those that the merging added to `into`, `last` its last.

    `messages` are the ones to go back, each with the ticket it had come from before, if any.
    """

    ticket: int
    into: int
    facts: tuple[int, ...]
    last: int
    messages: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Make a ticket of its own of a message of the client's."""

    message: int


@dataclass(frozen=True, slots=True)
class Unsplit:
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


@dataclass(frozen=True, slots=True)
class Pin:
    """Keep a ticket on top of the queue, or let it go to its place again."""

    ticket: int
    pinned: bool = True


@dataclass(frozen=True, slots=True)
class Owe:
    """The next word is owed by somebody else than we, or (None) by us again."""

    ticket: int
    by: Owing | None


@dataclass(frozen=True, slots=True)
class TakeBack:
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

WayBack = Unmerge | Unsplit | Pin | Owe | TakeBack | WithdrawEscalation | PutBack
"""What takes an act back."""
