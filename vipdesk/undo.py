"""What takes an act back, where the desk can take it back at all."""

from dataclasses import dataclass

from vipdesk.domain.commands import Command, Promise, SetSeverity, SetStatus, WithdrawPromise
from vipdesk.domain.facts import Status
from vipdesk.domain.queue import QueueLine

REASON = "undone"


@dataclass(frozen=True, slots=True)
class Undo:
    """Commands that put a ticket, a callback or a booking back, and what to say then."""

    ticket: int | None
    commands: tuple[Command, ...]
    said: str
    callback: int | None = None
    booking: int | None = None


def undo_of(command: Command, before: QueueLine | None) -> Undo | None:
    """How to undo `command` on a ticket that was as in `before`; None where nothing can."""
    match command:
        case SetStatus(number, status) if before is not None:
            return _status_back(number, status, Status(before.status))
        case SetSeverity(number, level) if before is not None and level != before.severity:
            back = SetSeverity(number, before.severity, REASON)
            said = f"#{number} is severity {before.severity} again, and stays confirmed"
            return Undo(number, (back,), said)
        case Promise(number, until):
            said = f"the promise on #{number} is withdrawn"
            return Undo(number, (WithdrawPromise(number, until),), said)
    return None


def _status_back(number: int, status: Status, before: Status) -> Undo:
    steps = [SetStatus(number, before)]
    if status is Status.RESOLVED and before is Status.WAITING:
        steps = [SetStatus(number, Status.OPEN), *steps]
    return Undo(number, tuple(steps), f"#{number} is {before.value} again")
