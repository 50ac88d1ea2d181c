"""The line that says an answer is held, as long as that is so."""

from typing import TYPE_CHECKING

from msgspec import Struct

from vipdesk.domain.board import Board
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import _
from vipdesk.domain.message import Delivery, Message
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.screens.acting_board import ActingBoard

if TYPE_CHECKING:
    from vipdesk.domain.commands import Command


class Held(Struct, frozen=True):
    """An answer that was written, and what was said of it."""

    ticket: int
    answer: int
    words: str


class Leaving(ActingBoard, part=True):
    """Whoever reads that an answer can be taken back reads that it is gone once it is."""

    _held: Held | None = None

    async def do(self, command: "Command") -> Executed:
        """Execute; an answer is followed until it has left."""
        from vipdesk.domain.commands import Reply  # loaded before the first act

        executed = await super().do(command)
        if isinstance(command, Reply):
            (answer,) = executed.change.messages[:1] or (None,)
            words = self.acting.words
            self._held = Held(command.ticket, answer.number, words) if answer else None
        return executed

    def watch_board(self, board: Board | None) -> None:
        """Another picture: the answer may have left."""
        super().watch_board(board)
        if (held := self._held) is None:
            return
        if self._is_the_last_said(held):
            self.run_worker(self._look_after(held), group="held")
        else:
            self._held = None

    async def _look_after(self, held: Held) -> None:
        try:
            view = await self.pictures.ticket(held.ticket)
        except DeskError:
            return  # the board tells what is wrong with the store
        messages = view.messages if view else ()
        answer = next((one for one in messages if one.number == held.answer), None)
        here = self._held is held and self._is_the_last_said(held)
        if here and answer is not None and answer.delivery is Delivery.SENT:
            self._held = None
            self.say(_left(answer))

    def _is_the_last_said(self, held: Held) -> bool:
        """Whether nothing was said since; its own words may have passed."""
        return self.said.words in (held.words, "")


def _left(answer: Message) -> str:
    who = clean_line(answer.to[0].spoken, 80) if answer.to else ""
    return _("#{ticket}: the answer to {who} is sent").format(ticket=answer.ticket, who=who)
