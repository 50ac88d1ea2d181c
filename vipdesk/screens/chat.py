"""A chat to write in: enter says it, the conversation goes on; what is half typed is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.commands import Reply
from vipdesk.domain.errors import DeskError
from vipdesk.domain.facts import Status
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Kind
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.screens.attaching import AttachDialog
from vipdesk.screens.chat_keys import CHAT_KEYS
from vipdesk.screens.chat_parts import LOOK_EVERY, Talk, Under
from vipdesk.screens.composer import Composer, Hand
from vipdesk.widgets.chat_lines import Going
from vipdesk.widgets.delivered import has_come
from vipdesk.widgets.keys import KeyLine

TYPES_AGAIN = 2.0
"""Seconds after which the client's page is told again that somebody types."""


class Ways(Struct, frozen=True):
    """What a chat can have done beside what an answer can.

    `types` says whether somebody types here, `seen` that the words up to a message were before the
    agent's eyes, `can_take_back` whether the last act is an answer here, `other` which chat comes
    next.
    """

    types: Callable[[bool], None]
    seen: Callable[[TicketView], None]
    can_take_back: Callable[[], bool]
    take_back: Callable[[], Awaitable[None]]
    severity: Callable[[], Awaitable[None]]
    other: Callable[[], int | None]
    go_to: Callable[[int], None]


class ChatPane(Composer):
    """The words, and a line for the next ones; nobody waits for a word that is being stored."""

    TITLE: ClassVar[str] = N_("Chat · #{number} {subject}")
    HINT: ClassVar[str] = N_("say something: enter sends it")
    DEFAULT_CSS = """
    ChatPane Writing { height: 2; min-height: 1; }
    ChatPane.-low Writing { height: 1; }
    ChatPane.-low #title, ChatPane.-low KeyLine { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = CHAT_KEYS

    def __init__(self, line: QueueLine, board: Board, hand: Hand, under: Under, ways: Ways) -> None:
        super().__init__(line, board, hand)
        self.talk, self._under, self._ways = Talk(under), under, ways
        self._in_turn = asyncio.Lock()
        self._sending: tuple[Going, ...] = ()
        self._typed_at = 0.0

    def compose(self) -> ComposeResult:
        """The conversation, below it what goes with the next word, and that word."""
        with Vertical(id="frame") as frame:
            frame.border_title = Content(self.heading)
            yield Static(Content(self.heading), id="title")
            yield self.talk
            yield self.going
            yield self._writing
            yield self.problem
            yield KeyLine()

    def on_mount(self) -> None:
        """Follow the client's page, beside the ticket."""
        self.set_interval(LOOK_EVERY, self._look_at_pages)
        self.run_worker(self._look_at_pages(), group="pages")

    def on_unmount(self) -> None:
        """Nobody types here any more."""
        self._ways.types(False)

    @property
    def view(self) -> TicketView | None:
        """The ticket as it is shown; None until it has been read."""
        return self._view

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works here and now."""
        if action == "take_back":
            return self._ways.can_take_back() and not self._has_come
        if action == "other_chat":
            return self._ways.other() is not None
        return super().check_action(action, parameters)

    def action_send(self, then: str) -> None:
        """Say it, and leave the ticket as it is, waiting or resolved."""
        self.once_typed(lambda: self._send(Status(then) if then else None))

    def action_new_line(self) -> None:
        """Another line of the same word."""
        self.once_typed(lambda: self._writing.insert("\n"))

    def action_page(self, by: int) -> None:
        """Read earlier words, or later ones."""
        self.talk.talk.page(by)

    def action_take_back(self) -> None:
        """Take the last answer back, while nobody has it: its words are in the line again."""
        self.run_worker(self._take_back())

    async def action_severity(self) -> None:
        """Confirm or change the severity of the matter, while the chat goes on."""
        await self._ways.severity()

    def action_other_chat(self) -> None:
        """Keep what is typed here, and go to the next chat."""
        self.once_typed(lambda: self.run_worker(self._go_to(self._ways.other())))

    def action_attach(self) -> None:
        """Say which files go with the next word."""
        self.app.push_screen(AttachDialog(self.going.picked, self._hand.satchel), self.going.put)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Let the client see that somebody types, beside keeping it."""
        now = asyncio.get_running_loop().time()
        typed = bool(self._text().strip())
        if not typed or now - self._typed_at >= TYPES_AGAIN:
            self._typed_at = now if typed else 0.0
            self._ways.types(typed)

    @property
    def _has_come(self) -> bool:
        """Whether the client has the last answer on their page."""
        messages = self._view.messages if self._view else ()
        answer = next((one for one in reversed(messages) if one.kind is Kind.ANSWER), None)
        return answer is not None and self._view is not None and has_come(answer, self._view.marks)

    def _fill_in(self, view: TicketView) -> None:
        draft = self._foreign()
        half = _("{name} is half through an answer here")
        self.talk.aside = half.format(name=clean_line(draft.author, 80)) if draft else ""
        stored = {message.text for message in view.messages[-len(self._sending) - 1 :]}
        self.talk.show(view, tuple(one for one in self._sending if one.text not in stored))
        self._ways.seen(view)

    def _tell_news(self, view: TicketView) -> None:
        """They are in sight."""

    def _send(self, then: Status | None) -> None:
        """The line is free at once; where it can't be stored, the words come back into it."""
        text = self._text()
        if not text.strip() and not self.going.picked:
            return
        if self._view is None:
            self.run_worker(self._once_read(text, then))
            return
        self._writing.rewrite("")
        self._frame_says("")
        self._sending = (*self._sending, Going(text, self._hand.who))
        self.talk.show(going=self._sending)
        self.run_worker(self._say(self._sending[-1], then))

    async def _once_read(self, text: str, then: Status | None) -> None:
        """A draft that was there has been on screen before anything is sent."""
        await self._drafting.begun()
        if self._text() == text:
            self._send(then)
        else:
            self.say(_("a draft came back in front of it: read it, then send again"))

    async def _say(self, word: Going, then: Status | None) -> None:
        async with self._in_turn:
            self.say("")
            try:
                with self._drafting.held():
                    files = await self.going.enclosed()
                    await self.do(replace(Reply(self.number, word.text, then), attachments=files))
            except DeskError as problem:
                self._came_back(word)
                self.refuse(problem)
                return
            finally:
                self._sending = tuple(one for one in self._sending if one is not word)
            self.going.have_gone()
            self.going.put(())
            self._drafting.begin("")
            self._drafting.changed()
        if then is not None:
            self.dismiss(None)
        else:
            await self.look()
            self.refresh_bindings()

    def _came_back(self, word: Going) -> None:
        typed = self._text()
        self._writing.rewrite(f"{word.text}\n{typed}" if typed.strip() else word.text)
        self.talk.show(going=tuple(one for one in self._sending if one is not word))

    async def _take_back(self) -> None:
        try:
            await self._ways.take_back()
        except DeskError as problem:
            self.say(str(problem))
            return
        await self.look()
        draft = self._view.draft_of(self._hand.who) if self._view else None
        if draft is not None and not self._text().strip():
            self._drafting.begin(draft.text)
            self._writing.rewrite(draft.text)
        self.refresh_bindings()

    async def _leave_kept(self) -> None:
        """What is being sent comes first."""
        async with self._in_turn:
            pass
        await super()._leave_kept()

    async def _go_to(self, number: int | None) -> None:
        if number is not None and not self._busy:
            self._busy = True
            await self._leave_kept()
            if not self._may_lose:
                self._ways.go_to(number)

    async def _look_at_pages(self) -> None:
        await self._under.on_page.look(self._under.now())
        self.talk.show()
        if self._view is not None:
            self._ways.seen(self._view)
