"""The acts that can be taken back, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from vipdesk.domain.done import PutBack
from vipdesk.domain.escalation_commands import WithdrawEscalation
from vipdesk.domain.recutting import Owe, Pin, TakeBack, Unmerge, Unsplit, WayBack

MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class Undo:
    """Commands that put tickets, a callback or a booking back, and what to say then.

    `ticket` is the one it is mainly about, if any.
    """

    ticket: int | None
    commands: tuple[WayBack, ...]
    said: str
    callback: int | None = None
    booking: int | None = None


def undo_of(backs: Sequence[tuple[WayBack, ...]]) -> Undo | None:
    """One undo for acts that were done together, the latest taken back first; None for none."""
    backs = [back for back in backs if back]
    if not backs:
        return None
    commands = tuple(command for back in reversed(backs) for command in back)
    said = _said(backs[0]) if len(backs) == 1 else f"undone on {len(backs)} tickets"
    done = next((one.done for one in commands if isinstance(one, PutBack)), None)
    return Undo(
        _ticket(commands),
        commands,
        said,
        callback=done.callback[1].number if done and done.callback else None,
        booking=done.booking[1].number if done and done.booking else None,
    )


@dataclass(slots=True)
class Undos:
    """What can be taken back one after the other, as long as nothing is built on it."""

    _kept: list[Undo] = field(default_factory=list)

    @property
    def next(self) -> Undo | None:
        """What takes the last act back; None where nothing can."""
        return self._kept[-1] if self._kept else None

    def add(self, undo: Undo | None) -> None:
        """Another act was done; one that can't be undone hides those before it."""
        if undo is None:
            self._kept.clear()
        else:
            self._kept = [*self._kept[1 - MOST_KEPT :], undo]

    def take(self) -> Undo | None:
        """The last act's undo, which is not there for a second time."""
        return self._kept.pop() if self._kept else None


def _ticket(commands: Sequence[WayBack]) -> int | None:
    """The ticket that it is mainly about; one that the act opened is gone from the queue."""
    return next((number for one in commands if (number := _ticket_of(one)) is not None), None)


def _ticket_of(command: WayBack) -> int | None:
    match command:
        case PutBack(done):
            touched = done.ticket
            return touched.number if touched and touched.opened_at is not None else None
        case WithdrawEscalation():
            return None
        case Unsplit(origin=origin):
            return origin
        case _:
            return command.ticket


def _said(back: Sequence[WayBack]) -> str:
    match back[0]:
        case PutBack(done):
            return f"undone: {done.said}"
        case WithdrawEscalation():
            return f"the escalation of #{_ticket(back)} is withdrawn"
        case TakeBack(ticket, what):
            return f"#{ticket}: undone: {what}"
        case Unmerge(ticket, into):
            return f"#{ticket} and #{into} are two tickets again"
        case Unsplit(ticket, origin):
            return f"the message of #{ticket} is on #{origin} again"
        case Pin(ticket, pinned):
            return f"#{ticket} is {'pinned again' if pinned else 'pinned no more'}"
        case Owe(ticket, by):
            return f"#{ticket}: the next word is owed by {by.value if by else 'us'} again"
        case _ as unknown:
            assert_never(unknown)
