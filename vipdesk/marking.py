"""What the courier tells the desk of mails on their way out: each step durable, each one told."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from vipdesk.clock import Clock
from vipdesk.desk import Desk
from vipdesk.domain.commands import Command, MarkFailed, MarkSent
from vipdesk.domain.errors import Refusal
from vipdesk.domain.mail_commands import GiveUp, KeepCopy, Leave, MarkLeft, Outgoing, TryAgain
from vipdesk.domain.outbox import MOST_DOUBTS, Waiting
from vipdesk.domain.text import clean_line

MAY_HAVE_ARRIVED = "it may have arrived, ask before you send it again"
LONGEST_WHY = 300


class Report(Struct, frozen=True):
    """Who is told: `note` of each thing that happened, `stand` how the way out stands.

    An empty word for `stand` means that all is well.
    """

    note: Callable[[str], None]
    stand: Callable[[str], None]


class Marks:
    """How far each mail has come; raises StoreError where that can't be kept."""

    def __init__(self, desk: Desk, clock: Clock, note: Callable[[str], None]) -> None:
        self._desk, self._clock, self._note = desk, clock, note
        self._handed: dict[tuple[Outgoing, int], list[Command]] = {}

    def settle(self) -> None:
        """Keep what has left and could not be marked before: it is never handed over again."""
        for key, commands in list(self._handed.items()):
            self._desk.execute_all(commands)
            del self._handed[key]

    def leave(self, one: Waiting) -> bool:
        """It is about to be handed over; whether it still may be."""
        return self._do(Leave(one.what, one.number))

    def left(self, one: Waiting, why: str, copy: KeepCopy | None = None) -> None:
        """It has left, and a copy is kept for its folder; told again where that can't be stored."""
        answer = one.what is Outgoing.ANSWER
        marked = MarkSent(one.number, why) if answer else MarkLeft(one.what, one.number)
        self._handed[one.what, one.number] = [marked, *([copy] if copy else [])]
        self.settle()

    def keep(self, one: Waiting, at: datetime, why: str) -> None:
        """Something that is not its fault keeps it until then."""
        said = clean_line(why, LONGEST_WHY)
        if (one.why, one.next_try) != (said, at):
            self._do(TryAgain(one.what, one.number, at, said, one.doubts_after(unsure=False)))

    def again(self, one: Waiting, why: str, *, unsure: bool = False) -> None:
        """It could not be sent, and that is about itself."""
        now, doubts = self._clock(), one.doubts_after(unsure=unsure)
        at, said = one.again(now), clean_line(why, LONGEST_WHY)
        if unsure and doubts >= MOST_DOUBTS:
            self.give_up(one, f"{doubts} times the mail server did not say so: {why}", doubts)
        elif at is None:
            self.give_up(one, f"tried for two days: {why}", doubts)
        elif self._do(TryAgain(one.what, one.number, at, said, doubts, one.first or now)):
            self._note(f"{one.called}: not sent yet: {why}")

    def give_up(self, one: Waiting, said: str, doubts: int | None = None) -> None:
        """Whoever wrote it has to know where it may have arrived all the same."""
        doubts = one.doubts_after(unsure=False) if doubts is None else doubts
        why = f"{MAY_HAVE_ARRIVED}: {said}" if doubts else said
        answer = one.what is Outgoing.ANSWER
        gone = (
            MarkFailed(one.number, why, unsure=bool(doubts))
            if answer
            else GiveUp(one.what, one.number, why)
        )
        if self._do(gone):
            ended = "given up" if doubts else "never sent"
            self._note(f"{one.called}: {ended}: {why}")

    def drop(self, one: Waiting, why: str) -> None:
        """Nobody would want it any more."""
        self._do(GiveUp(one.what, one.number, ""))
        self._note(f"{one.called}: not sent: {why}")

    def _do(self, command: Command) -> bool:
        """Whether it was done: what was taken back meanwhile is nobody's any more."""
        try:
            self._desk.execute(command)
        except Refusal:
            return False
        return True
