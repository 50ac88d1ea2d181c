"""Several tickets marked: the next act is done on all of them, as one."""

from collections.abc import Callable, Sequence

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
from vipdesk.widgets.queue import Queue

NUMBERS_WIDE = 30
Repeated = SetStatus | SetSeverity | NoAnswerNeeded | Note | Promise


class Marks:
    """The marks on a queue; they stay on their tickets whatever comes, and go with them."""

    def __init__(self, queue: Callable[[], Queue]) -> None:
        self._queue = queue

    @property
    def numbers(self) -> frozenset[int]:
        """The tickets that are marked and in sight: what is filtered away is not acted on."""
        return frozenset(line.number for line in self.lines)

    @property
    def lines(self) -> Sequence[QueueLine]:
        """Their rows, in the order of the queue."""
        return self._queue().marked_lines

    @property
    def words(self) -> str:
        """`for all 3 marked`; nothing where none is."""
        count = len(self.numbers)
        return counted("for the marked one", "for all {count} marked", count) if count else ""

    def turn(self, number: int) -> None:
        """Mark a ticket, or mark it no more."""
        self._queue().mark(self._queue().marked ^ {number})

    def mark_all(self) -> None:
        """Mark every ticket in the queue; once more, none."""
        every = frozenset(line.number for line in self._queue().lines)
        self._queue().mark(frozenset() if every == self.numbers else every)

    def keep(self, lines: Sequence[QueueLine]) -> None:
        """Mark these and no others."""
        self._queue().mark(frozenset(line.number for line in lines))

    def clear(self) -> None:
        """Mark none."""
        self._queue().mark(frozenset())


def named(lines: Sequence[QueueLine]) -> str:
    """`#118`, or `3 tickets: #118 #121 #119`, with as many numbers as a title has room for."""
    if len(lines) == 1:
        return f"#{lines[0].number}"
    numbers = " ".join(f"#{line.number}" for line in lines)
    if len(numbers) > NUMBERS_WIDE:
        numbers = f"{numbers[:NUMBERS_WIDE].rpartition(' ')[0]} …"
    count = counted("{count} ticket", "{count} tickets", len(lines))
    return f"{count}: {numbers}"


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
