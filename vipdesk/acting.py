"""Acts of the agent: executed by the pen, told in one line, and remembered for undoing."""

from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from vipdesk.domain.errors import Refusal, StoreError
from vipdesk.domain.facts import Status
from vipdesk.domain.language import _
from vipdesk.pen import Executed, Pen
from vipdesk.undos import NOTHING, Undo, Undos

if TYPE_CHECKING:
    from vipdesk.domain.commands import Command, SaveDraft

Done = TypeVar("Done")
After = Callable[[str], Awaitable[None]]
"""Is told what was done, once it is stored."""


class Acting:
    """The one way from a screen to the desk; `who` acts."""

    def __init__(
        self,
        pen: Pen,
        who: str,
        after: After,
        key_of: Callable[[str], str],
        way: Callable[[], Awaitable[str]],
    ) -> None:
        """`key_of` gives the key of an act, `way` says what becomes of an answer now."""
        self.who, self._key_of, self._way = who, key_of, way
        self._pen, self._after = pen, after
        self._undos = Undos()
        self._words, self._why_not = "", NOTHING
        self.refused = False
        """Whether the last thing asked for was not done: undoing is about something older."""
        self.written: set[int] = set()
        """The messages that came of the agent's own acts here: nobody has to tell them of these."""

    @property
    def undo(self) -> Undo | None:
        """What takes the last act back; None where nothing can."""
        return self._undos.next

    @property
    def words(self) -> str:
        """What was said of the last act."""
        return self._words

    @property
    def why_not(self) -> str:
        """Why there is nothing to undo."""
        return _(self._why_not)

    async def do(self, command: "Command") -> Executed:
        """Execute and tell; raises Refusal, BadInput or StoreError, and then nothing is done."""
        from vipdesk.told import told  # loaded before the first act, not before the first paint
        from vipdesk.undo import undo_of
        from vipdesk.undo_calls import forgets_undo, why_no_undo

        executed = await self._carried_out(self._pen.execute(command))
        self._wrote([executed])
        undo = None
        if forgets_undo(command):
            undo = undo_of([executed.change.back])
            self._undos.add(undo)
            self._why_not = why_no_undo(command)
        await self._tell(told(command, executed, await self._way()) + self._hint(undo))
        return executed

    async def do_all(self, commands: "Sequence[Command]", said: str) -> Sequence[Executed]:
        """Execute all of them or none, as one act; raises like `do`."""
        from vipdesk.undo import undo_of  # as above

        executed = await self._carried_out(self._pen.execute_all(commands))
        self._wrote(executed)
        undo = undo_of([one.change.back for one in executed])
        self._undos.add(undo)
        await self._tell(said + self._hint(undo))
        return executed

    def asked_first(self) -> str:
        """What undoing would take back, said once after an act that was refused; else empty."""
        refused, self.refused, undo = self.refused, False, self.undo
        if not refused or undo is None:
            return ""
        words = _("{key} again takes back what was done before that: {what}")
        return words.format(key=self._key_of("undo"), what=undo.said)

    async def _carried_out(self, act: Awaitable[Done]) -> Done:
        self.refused = True
        done = await act
        self.refused = False
        return done

    def _wrote(self, executed: Sequence[Executed]) -> None:
        self.written.update(m.number for one in executed for m in one.change.messages)

    def _hint(self, undo: Undo | None) -> str:
        return _(" · {key} undoes it").format(key=self._key_of("undo")) if undo else ""

    def keep(self, draft: "SaveDraft") -> Future[Executed]:
        """Put a draft into the line; it is no act, and nothing to undo."""
        return self._pen.submit(draft)

    def note(self, command: "Command") -> None:
        """Put what nobody answers for into the line: nothing is told, and nothing to undo."""
        self._pen.submit(command)

    async def take_back(self) -> None:
        """Undo the last act; raises Refusal where the ticket has gone on since."""
        from vipdesk.undo_calls import told_again  # as above

        undo = self._undos.take()
        if undo is None:
            raise Refusal(self.why_not)
        try:
            executed = await self._carried_out(self._pen.execute_all(undo.commands))
        except StoreError:
            self._undos.add(undo)
            raise
        except Refusal as refusal:
            self._why_not = str(refusal)
            raise
        self._why_not = NOTHING
        more = ""
        if self.undo:
            more = _(" · {key} undoes what was before").format(key=self._key_of("undo"))
        await self._tell(undo.said + told_again(executed[-1]) + more)

    async def _tell(self, words: str) -> None:
        self._words = words
        await self._after(words)


def hands_over(command: "Command") -> bool:
    """Whether the ticket needs nothing more from the agent for now."""
    from vipdesk.domain.commands import LogCall, NoAnswerNeeded, Reply, SetStatus  # as above

    match command:
        case Reply() | NoAnswerNeeded():
            return True
        case LogCall(reached=reached):
            return reached
        case SetStatus(status=status):
            return status is not Status.OPEN
    return False
