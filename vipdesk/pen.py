"""The desk's one pen: commands are written one after the other, in a thread of their own."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from vipdesk.domain.circumstances import Change
    from vipdesk.domain.commands import Command, SaveDraft

Result = TypeVar("Result")


class Executed(Protocol):
    """What a command came to."""

    @property
    def change(self) -> "Change":
        """All that was saved."""
        ...


class Desk(Protocol):
    """Decides and saves a command; raises Refusal, BadInput or StoreError."""

    def execute(self, command: "Command") -> Executed:
        """Durable on return."""
        ...

    def execute_all(self, commands: "Iterable[Command]") -> Sequence[Executed]:
        """All of them durable on return, or none."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


OpenDesk = Callable[[], Desk]
"""Opens the desk; it may be slow, so it is called in the pen's thread, once."""


async def outcome(done: Future[Result]) -> Result:
    """What the pen's thread gives or raises; it goes on there even if nobody waits any more."""
    waiting = asyncio.wrap_future(done)
    waiting.add_done_callback(_heard)
    return await asyncio.shield(waiting)


def _heard(waiting: "asyncio.Future[Result]") -> None:
    """An error that nobody waits for any more is not to be written across the screen."""
    if not waiting.cancelled():
        waiting.exception()


class Pen:
    """Writes without ever making the caller wait; commands keep their order."""

    def __init__(self, open_desk: OpenDesk) -> None:
        self._open = open_desk
        self._opened: Desk | None = None
        self._thread = ThreadPoolExecutor(1, "pen")
        self._closed = False
        self._unkept: dict[int, SaveDraft] = {}

    @property
    def unkept(self) -> "tuple[SaveDraft, ...]":
        """Drafts that were handed in and are not stored, the latest of each ticket."""
        return tuple(each for each in self._unkept.values() if each.text.strip())

    def warm_up(self) -> None:
        """Open the desk ahead of the first command; an error shows with that command."""
        if not self._closed:
            self._thread.submit(self._desk)

    def submit(self, command: "Command") -> Future[Executed]:
        """Put the command into the line."""
        from vipdesk.domain.commands import SaveDraft  # loaded before the first act

        if isinstance(command, SaveDraft):
            self._unkept[command.ticket] = command
        return self._thread.submit(self._write, command)

    async def execute(self, command: "Command") -> Executed:
        """Wait for the command without stopping the loop; it is done even if nobody waits."""
        return await outcome(self.submit(command))

    async def execute_all(self, commands: "Sequence[Command]") -> Sequence[Executed]:
        """All of them in one go, or none."""
        return await outcome(self._thread.submit(lambda: self._desk().execute_all(commands)))

    def close(self, within: float) -> bool:
        """Finish what is in the line; False where that takes more than `within` seconds."""
        self._closed = True
        closing = self._thread.submit(self._close)
        self._thread.shutdown(wait=False)
        try:
            closing.result(within)
        except Late:
            return False
        return True

    def _write(self, command: "Command") -> Executed:
        from vipdesk.domain.commands import Reply, SaveDraft  # as above

        executed = self._desk().execute(command)
        match command:
            case Reply(ticket=ticket):
                self._unkept.pop(ticket, None)
            case SaveDraft(ticket=ticket) if self._unkept.get(ticket) is command:
                self._unkept.pop(ticket, None)
        return executed

    def _desk(self) -> Desk:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None
