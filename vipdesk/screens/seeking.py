"""Finds among the open tickets at once, and in the store as soon as it answers."""

import asyncio
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer

from vipdesk.domain.board import Board
from vipdesk.domain.errors import DeskError
from vipdesk.domain.filter import Filter, typed_filter, without_order
from vipdesk.domain.language import N_
from vipdesk.screens.panes import Panes
from vipdesk.widgets.searched_timeline import SearchedTimeline
from vipdesk.widgets.ticket_find import TicketFind

PAUSE = 0.12
"""Seconds that nothing is typed in, until the store is asked."""
LONGEST_HELD = 0.5
"""Seconds that keys are held back for its answer."""


class Seeking(Panes, part=True):
    """What is typed narrows the rows at once; late answers to earlier words are dropped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "full_stop",
            "match(1)",
            N_("next match"),
            key_display=".",
            tooltip=N_("The next place of what is sought in the ticket"),
        ),
        Binding(
            "colon",
            "match(-1)",
            N_("match before"),
            key_display=":",
            tooltip=N_("The place before of what is sought in the ticket"),
        ),
    ]

    _asking: Timer | None = None
    _answered: asyncio.Event

    @property
    def typing(self) -> bool:
        """Whether keys go into a line."""
        return self.find_bar.typing or self.ticket_find.typing

    def on_mount(self) -> None:
        """A letter and the rows that it leaves are one frame."""
        self.find_bar.at_once = self.seek

    def seek(self, words: str) -> None:
        """Narrow by these words, unless it is narrowed by them."""
        if words == self.filter:
            return
        self.filter = words
        self.finding.levels = tuple(self.board.policy.severities) if self.board else ()
        self.find_bar.tell(typed_filter(words, self.finding.levels).hint)
        self._ask_soon(anew=True)
        self.show_rows()
        self.queue.reveal()

    def action_find(self) -> None:
        """Type what to look for: among all, or in the ticket that is read alone.

        There the word that it was found by is offered; what is typed takes its place.
        """
        if self.reading and not self.ticket_find.words:
            self.ticket_find.show(self.finding.word)
        (self.ticket_find if self.reading else self.find_bar).open()

    def leave_ticket(self) -> None:
        """Back to the queue; what was looked for in the ticket is not any more."""
        if self.ticket_find.is_open:
            self.forget_matches()
        super().leave_ticket()

    def forget_matches(self) -> None:
        """Read on without marks."""
        self.ticket_find.close()
        self.timeline.seek("")
        if self.reading:
            self.set_focus(self.timeline)

    def action_match(self, by: int) -> None:
        """Go to the next place of what is sought in the ticket, or the one before."""
        self.timeline.step(by)

    @on(TicketFind.Narrowed)
    def seek_in_ticket(self, event: TicketFind.Narrowed) -> None:
        """With each letter."""
        self.timeline.seek(event.text)

    @on(SearchedTimeline.Told)
    def tell_matches(self, event: SearchedTimeline.Told) -> None:
        """Say beside what is typed where one is among the matches."""
        self.ticket_find.tell(event.words)

    async def action_keep_typed(self) -> None:
        """Work on what is found by all that was typed; the keys behind this one wait for it."""
        if self.ticket_find.typing:
            await self.ticket_find.settle()
            self.ticket_find.keep()
            self.timeline.seek(self.ticket_find.words)
            self.set_focus(self.timeline)
            return
        await self.find_bar.settle()
        self.find_bar.keep()
        self.seek(self.find_bar.words)
        self.set_focus(self.queue)
        await self._hold_back()

    async def _hold_back(self) -> None:
        """Until the store has answered: what comes next is about what was found."""
        if self._asking is not None:
            self._asking.stop()
            self._ask()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), LONGEST_HELD)

    def action_order(self) -> None:
        """Another order, of what is found too; it stays until the key is pressed again."""
        self.finding.chosen = self.finding.order.after
        if (kept := without_order(self.filter)) != self.filter:
            self.find_bar.show(kept)
        self._ask_soon(anew=True)
        self.show()
        self.queue.reveal()

    def watch_board(self, board: Board | None) -> None:
        """Another picture: what was found may be otherwise now."""
        super().watch_board(board)
        self._ask_soon(anew=False)

    def _ask_soon(self, *, anew: bool) -> None:
        """Ask after a pause; what is typed puts it off, what is committed does not."""
        if self._asking is not None and anew:
            self._asking.stop()
            self._asking = None
        if self.finding.question == Filter():
            self.finding.forget()
        elif self._asking is None:
            self._asking = self.set_timer(PAUSE, self._ask)

    def _ask(self) -> None:
        self._asking, self._answered = None, asyncio.Event()
        look_up = self._look_up(self.finding.question, self._answered)
        self.run_worker(look_up, group="search", exclusive=True)

    async def _look_up(self, question: Filter, answered: asyncio.Event) -> None:
        try:
            found = await self.pictures.search(question, self.finding.most)
        except DeskError as error:
            self.finding.trouble = str(error)
            self.find_bar.tell(str(error))
        else:
            self.finding.take(question, found)
        if self.query("#queue"):
            self.show_rows()
        answered.set()
