"""Acts of the agent: executed by the pen, told in one line, and remembered for undoing."""

from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future

from vipdesk.domain.commands import Command, LogCall, NoAnswerNeeded, Reply, SaveDraft, SetStatus
from vipdesk.domain.errors import Refusal, StoreError
from vipdesk.domain.facts import Status
from vipdesk.pen import Executed, Pen
from vipdesk.told import told
from vipdesk.undo import Undo, Undos, undo_of

UNDOES = "u undoes it"

After = Callable[[str], Awaitable[None]]
"""Is told what was done, once it is stored."""


class Acting:
    """The one way from a screen to the desk; `who` acts."""

    def __init__(self, pen: Pen, who: str, after: After) -> None:
        self.who = who
        self._pen, self._after = pen, after
        self._undos = Undos()

    @property
    def undo(self) -> Undo | None:
        """What takes the last act back; None where nothing can."""
        return self._undos.next

    async def do(self, command: Command) -> Executed:
        """Execute and tell; raises Refusal, BadInput or StoreError, and then nothing is done."""
        executed = await self._pen.execute(command)
        undo = self._remember([executed])
        await self._after(told(command, executed) + (f" · {UNDOES}" if undo else ""))
        return executed

    async def do_all(self, commands: Sequence[Command], said: str) -> Sequence[Executed]:
        """Execute all of them or none, as one act; raises like `do`."""
        executed = await self._pen.execute_all(commands)
        undo = self._remember(executed)
        await self._after(said + (f" · {UNDOES}" if undo else ""))
        return executed

    def keep(self, draft: SaveDraft) -> Future[Executed]:
        """Put a draft into the line; it is no act, and nothing to undo."""
        return self._pen.submit(draft)

    async def take_back(self) -> None:
        """Undo the last act; raises Refusal where the ticket has gone on since."""
        undo = self._undos.take()
        if undo is None:
            raise Refusal("there is nothing to undo")
        try:
            await self._pen.execute_all(undo.commands)
        except StoreError:
            self._undos.add(undo)
            raise
        more = " · u undoes what was before" if self.undo else ""
        await self._after(undo.said + more)

    def _remember(self, executed: Sequence[Executed]) -> Undo | None:
        undo = undo_of([one.change.back for one in executed if one.change.back])
        self._undos.add(undo)
        return undo


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
