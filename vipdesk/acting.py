"""Acts of the agent: executed by the pen, told in one line, and remembered for undoing."""

from collections.abc import Awaitable, Callable
from concurrent.futures import Future

from vipdesk.domain.commands import Command, LogCall, NoAnswerNeeded, Reply, SaveDraft, SetStatus
from vipdesk.domain.errors import Refusal, StoreError
from vipdesk.domain.facts import Status
from vipdesk.domain.queue import QueueLine
from vipdesk.pen import Executed, Pen
from vipdesk.told import told
from vipdesk.undo import Undo, undo_of

LineOf = Callable[[int], QueueLine | None]
"""Gives a ticket's row as the agent saw it before the act."""

After = Callable[[str], Awaitable[None]]
"""Is told what was done, once it is stored."""


class Acting:
    """The one way from a screen to the desk; `who` acts."""

    def __init__(
        self, pen: Pen, who: str, line_of: LineOf, after: After, key_of: Callable[[str], str]
    ) -> None:
        """`key_of` gives the key of an act."""
        self.who, self._key_of = who, key_of
        self._pen, self._line_of, self._after = pen, line_of, after
        self._undo: Undo | None = None

    @property
    def undo(self) -> Undo | None:
        """What takes the last act back; None where nothing can."""
        return self._undo

    async def do(self, command: Command) -> Executed:
        """Execute and tell; raises Refusal, BadInput or StoreError, and then nothing is done."""
        number = getattr(command, "ticket", None)
        before = self._line_of(number) if number is not None else None
        executed = await self._pen.execute(command)
        self._undo = undo_of(command, before)
        hint = f" · {self._key_of('undo')} undoes it" if self._undo else ""
        await self._after(told(command, executed) + hint)
        return executed

    def keep(self, draft: SaveDraft) -> Future[Executed]:
        """Put a draft into the line; it is no act, and nothing to undo."""
        return self._pen.submit(draft)

    async def take_back(self) -> None:
        """Undo the last act; raises Refusal where the ticket has gone on since."""
        undo, self._undo = self._undo, None
        if undo is None:
            raise Refusal("there is nothing to undo")
        try:
            await self._pen.execute_all(undo.commands)
        except StoreError:
            self._undo = self.undo or undo
            raise
        await self._after(undo.said)


def hands_over(command: Command) -> bool:
    """Whether the ticket needs nothing more from the agent for now."""
    match command:
        case Reply() | NoAnswerNeeded():
            return True
        case LogCall(reached=reached):
            return reached
        case SetStatus(status=status):
            return status is not Status.OPEN
    return False
