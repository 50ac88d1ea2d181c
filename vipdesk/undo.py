"""What takes an act back, where the desk can take it back at all."""

from dataclasses import dataclass

from vipdesk.domain.circumstances import Change
from vipdesk.domain.commands import Command, Promise, SetSeverity, SetStatus, WithdrawPromise
from vipdesk.domain.escalation_commands import Escalate, WithdrawEscalation
from vipdesk.domain.facts import Status
from vipdesk.domain.queue import QueueLine

REASON = "undone"


@dataclass(frozen=True, slots=True)
class Undo:
    """Commands that put ticket `ticket` back, and what to say then."""

    ticket: int
    commands: tuple[Command, ...]
    said: str


def undo_of(command: Command, before: QueueLine | None, change: Change) -> Undo | None:
    """How to undo `command` on a ticket that was as in `before`; None where nothing can.

    `change` is what the command came to.
    """
    match command:
        case Escalate(number) if before is not None:
            return _not_escalated(number, before, change)
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


def _not_escalated(number: int, before: QueueLine, change: Change) -> Undo:
    (escalation,) = change.escalations
    back: list[Command] = [WithdrawEscalation(escalation.number, REASON, unaccepted=True)]
    if before.status == Status.WAITING:
        back.append(SetStatus(number, Status.WAITING))
    return Undo(number, tuple(back), f"the escalation of #{number} is withdrawn")


def _status_back(number: int, status: Status, before: Status) -> Undo:
    steps = [SetStatus(number, before)]
    if status is Status.RESOLVED and before is Status.WAITING:
        steps = [SetStatus(number, Status.OPEN), *steps]
    return Undo(number, tuple(steps), f"#{number} is {before.value} again")
