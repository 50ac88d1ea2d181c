"""One act on several tickets, done and told as one."""

from collections.abc import Sequence

from msgspec.structs import replace

from vipdesk.acting import Acting
from vipdesk.domain.commands import (
    Command,
    NoAnswerNeeded,
    Note,
    Promise,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.language import counted
from vipdesk.domain.queue import QueueLine
from vipdesk.pen import Executed

Repeated = SetStatus | SetSeverity | NoAnswerNeeded | Note | Promise


def repeated(command: Repeated, lines: Sequence[QueueLine]) -> list[Command]:
    """The same act on each of these tickets that it says anything new of."""
    return [replace(command, ticket=line.number) for line in lines if _is_new(command, line)]


def aimed(command: Command, lines: Sequence[QueueLine]) -> Command:
    """The act on the one ticket that is marked, or on the one that it names."""
    if isinstance(command, Repeated) and lines:
        return replace(command, ticket=lines[0].number)
    return command


async def do_on_all(acting: Acting, command: Command, lines: Sequence[QueueLine]) -> Executed:
    """Execute the act on all of them, or none; raises what the desk raises."""
    commands = repeated(command, lines) if isinstance(command, Repeated) else []
    if not isinstance(command, Repeated) or not commands:
        return await acting.do(command)
    done = await acting.do_all(commands, _done_on(command, len(commands)))
    return done[0]


def _is_new(command: Repeated, line: QueueLine) -> bool:
    if isinstance(command, SetSeverity):
        return not (line.triaged and line.severity == command.level)
    return True


def _done_on(command: Repeated, count: int) -> str:
    match command:
        case SetStatus(status=status):
            return _set_on(status, count)
        case SetSeverity(level=level):
            return counted(
                "severity {level} on {count} ticket",
                "severity {level} on {count} tickets",
                count,
                level=level,
            )
        case NoAnswerNeeded():
            return counted(
                "no answer needed on {count} ticket", "no answer needed on {count} tickets", count
            )
        case Note():
            return counted("note kept on {count} ticket", "note kept on {count} tickets", count)
        case Promise():
            return counted("promised on {count} ticket", "promised on {count} tickets", count)


def _set_on(status: Status, count: int) -> str:
    match status:
        case Status.OPEN:
            return counted("open: on {count} ticket", "open: on {count} tickets", count)
        case Status.WAITING:
            return counted("waiting: on {count} ticket", "waiting: on {count} tickets", count)
        case Status.RESOLVED:
            return counted("resolved: on {count} ticket", "resolved: on {count} tickets", count)
