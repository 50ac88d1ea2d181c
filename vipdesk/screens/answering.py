"""Answering: a mail in its own screen, a chat as it goes on; which of them the ticket says."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from vipdesk.clock import Clock
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.facts import Status
from vipdesk.domain.on_pages import Moments, OnPages
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import QueueLine
from vipdesk.machine import Machine
from vipdesk.pen import Executed, Pen
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.noticing import Noticing

if TYPE_CHECKING:
    from vipdesk.domain.commands import Command
    from vipdesk.screens.attaching import PickedFiles
    from vipdesk.screens.chat import ChatPane, Ways
    from vipdesk.screens.composer import Composer, Hand

THERE_FOR = 120.0
"""Seconds after a key in which what comes in an open chat counts as read: somebody waits for it."""


class Answering(Noticing, part=True):
    """Opens what is written in, and says how far the client's words in a chat were read."""

    answering_machine: Machine

    def __init__(
        self,
        pictures: Pictures,
        pen: Pen,
        clock: Clock,
        who: str,
        look: Callable[[], Awaitable[object]],
        personal: Personal | None = None,
    ) -> None:
        super().__init__(pictures, pen, clock, who, look, personal)
        self._composer: Composer | None = None
        self._pane: ChatPane | None = None
        self._files: PickedFiles = {}
        self._moments: Moments | None = None
        self._stirred = 0.0
        self._told_read: dict[int, int] = {}
        self.pages = self._pages

    def watch_board(self, board: Board | None) -> None:
        """Another picture; who is answering hears of it too."""
        super().watch_board(board)
        if self._composer is not None and self.app.screen is self._composer:
            self._composer.look_soon()

    async def compose_answer(self, line: QueueLine) -> None:
        """Write to the client, in the chat where that is where they wrote last."""
        if self.board is None:
            return
        if self._answers_in_chat(line):
            await self._open_chat(line, self.board)
            return
        from vipdesk.screens.composer import Composer

        self._composer = Composer(line, self.board, self._hand(self.do))
        await self.app.push_screen(self._composer)

    @property
    def in_a_talk(self) -> bool:
        """Whether the agent has a chat before their eyes."""
        return self._chat is not None

    def action_chat(self) -> None:
        """The chat of the ticket in hand, to write in."""
        if self.selected is not None and self.board is not None:
            self.run_worker(self._open_chat(self.selected, self.board))

    def somebody_is_here(self) -> None:
        """A key was pressed, or the mouse."""
        self._stirred = asyncio.get_running_loop().time()
        super().somebody_is_here()
        chat = self._chat
        if chat is not None and chat.view is not None:
            self._seen_in_chat(chat.view)

    def has_read(self, view: TicketView) -> None:
        """The client sees on their page how far their words were read."""
        super().has_read(view)
        number = view.line.number
        latest = max((one.number for one in view.messages if one.was_said), default=0)
        waits = self.board is not None and number in self.board.unread_chat
        if waits and self._told_read.get(number, 0) < latest:
            from vipdesk.domain.door_commands import MarkRead  # loaded before the first act

            self._told_read[number] = latest
            self.acting.note(MarkRead(number, latest))

    def on_unmount(self) -> None:
        """Nobody types here any more."""
        if self._moments is not None:
            self._moments.close()

    @property
    def _chat(self) -> "ChatPane | None":
        """The chat that is before the agent's eyes."""
        pane = self._pane
        return pane if pane is not None and self.app.screen is pane else None

    def _answers_in_chat(self, line: QueueLine) -> bool:
        """As long as it has not been read, its channel has to say it."""
        from vipdesk.domain.decide.answer import in_chat
        from vipdesk.screens.quoting import answered

        view = self.view_at_hand
        if view is None or view.line.number != line.number:
            return line.channel == Channel.CHAT
        return in_chat(answered(view.messages))

    async def _open_chat(self, line: QueueLine, board: Board) -> None:
        from vipdesk.screens.chat import ChatPane

        under = self.under_a_chat()
        if under is not None:
            hand = self._hand(self._do_in_chat)
            pane = ChatPane(line, board, hand, under, self._ways(line.number))
            self._composer = self._pane = pane
            await self.app.push_screen(pane)

    async def _do_in_chat(self, command: "Command") -> Executed:
        """The ticket stays in hand while one talks; who waits or resolves has done with it."""
        from vipdesk.domain.commands import Reply

        goes_on = isinstance(command, Reply) and command.then in (None, Status.OPEN)
        return await (self.acting.do(command) if goes_on else self.do(command))

    def _hand(self, do: "Callable[[Command], Awaitable[Executed]]") -> "Hand":
        from vipdesk.screens.composer import Hand

        machine, acting = self.answering_machine, self.acting
        return Hand(
            do,
            acting.keep,
            self.pictures.ticket,
            self.say,
            acting.who,
            machine.canned,
            self.clock,
            machine.satchel,
            self._files,
            self.key_of("answer"),
            self.personal.below is None,
        )

    def _ways(self, number: int) -> "Ways":
        from vipdesk.screens.chat import Ways

        def can_take_back() -> bool:
            undo = self.acting.undo
            return undo is not None and undo.ticket == number

        return Ways(
            types=lambda on: self._types(number if on else None),
            seen=self._seen_in_chat,
            can_take_back=can_take_back,
            take_back=self.acting.take_back,
            severity=self._severity_in_chat,
            other=lambda: self._other_chat(number),
            go_to=self._go_to_chat,
        )

    def _types(self, number: int | None) -> None:
        self.run_worker(self.pictures.ask(lambda: self._of_moment().types(number)), group="types")

    def _pages(self) -> OnPages:
        return self._of_moment().pages()

    def _of_moment(self) -> Moments:
        """Opened with the first chat, off the loop."""
        if self._moments is None:
            self._moments = self.answering_machine.moments()
        return self._moments

    def _seen_in_chat(self, view: TicketView) -> None:
        """What is shown to somebody who pressed a key a while ago, and looks at this window."""
        chat = self._chat
        there = asyncio.get_running_loop().time() - self._stirred < THERE_FOR
        here = chat is not None and chat.number == view.line.number and chat.talk.talk.at_end
        if here and there and self.app.app_focus:
            self.has_read(view)

    async def _severity_in_chat(self) -> None:
        """Of the ticket that is written on, whatever is marked behind it."""
        chat = self._chat
        if chat is None or chat.view is None or self.board is None:
            return
        from vipdesk.screens.severity import SeverityDialog

        policy, asking = self.board.policy, self.pictures.open_tickets
        dialog = SeverityDialog(chat.view, policy, self.clock, self.do, [chat.view.line], asking)
        await self.app.push_screen(dialog)

    def _other_chat(self, number: int) -> int | None:
        """The next chat that has words nobody read, else the next one of the queue."""
        if self.board is None:
            return None
        chats = [line.number for line in self.board.lines if line.channel == Channel.CHAT]
        if number in chats:
            at = chats.index(number)
            chats = chats[at + 1 :] + chats[:at]
        unread = [each for each in chats if each in self.board.unread_chat]
        return next(iter([*unread, *chats]), None)

    def _go_to_chat(self, number: int) -> None:
        line = self.line_of(number)
        if line is not None and self.board is not None:
            self.queue.select(number)
            self.follow_cursor()
            self.run_worker(self._open_chat(line, self.board))
