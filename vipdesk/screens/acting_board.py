"""A board whose acts are executed: on the ticket in hand, or on all that are marked."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from vipdesk.acting import Acting, hands_over
from vipdesk.clock import Clock
from vipdesk.domain.board import TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import _
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.seat import Seat
from vipdesk.pen import Executed, Pen
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.board import BoardScreen
from vipdesk.screens.carrying_out import CarryingOut
from vipdesk.screens.marking import Marks
from vipdesk.verbs import ACTS, Place
from vipdesk.widgets.queue import Queue
from vipdesk.widgets.timeline import Timeline

if TYPE_CHECKING:
    from vipdesk.domain.commands import Command

WORKS = {act.action: act.works for act in ACTS}


class ActingBoard(BoardScreen, CarryingOut, part=True):
    """What every verb goes through: executed, told in one line, and remembered for undoing."""

    def __init__(
        self,
        pictures: Pictures,
        pen: Pen,
        clock: Clock,
        who: str,
        look: Callable[[], Awaitable[object]],
        personal: Personal | None = None,
    ) -> None:
        super().__init__(pictures, personal)
        self.acting = Acting(pen, who, self._done, self.key_of, self._way)
        self._mail = (personal or Personal()).mail
        self.marks = Marks(lambda: self.queue)
        self.clock, self._look = clock, look
        self.half_typed: dict[str, str] = {}

    @on(Queue.Highlighted)
    def forget_what_was_refused(self) -> None:
        """It was about another ticket; what was done stays to be read."""
        self.forget_refusal()

    @property
    def badge(self) -> str:
        """Who acts here, where that is not who has the desk."""
        own = self.board is None or self.acting.who == self.board.holder
        return "" if own else self.acting.who

    @property
    def seat(self) -> Seat:
        """What is looked at, for another desk to go on from."""
        entry, row = self.timeline.place
        reading = self.reading
        if not reading:
            entry, row = 0, 0
        return Seat(self.number, reading, max(entry, 0), max(row, 0), self.finding.words)

    def sit(self, seat: Seat) -> None:
        """Go on from there, as far as it is still there; keys that came first have gone on."""
        board = self.board
        if board is None or self.has_moved:
            return
        self.go_with(seat)

    async def _way(self) -> str:
        """Asked anew each time: an account may have been set up meanwhile."""
        from vipdesk.told import way_out  # loaded before the first act, not before the first paint

        sends = await asyncio.to_thread(self._mail)
        return way_out(self.board.policy.send_hold if sends and self.board else None)

    @property
    def has_moved(self) -> bool:
        """Whether keys have gone on from where a desk begins."""
        first = self.queue.lines[0].number if self.queue.lines else None
        return self.reading or bool(self.filter) or self.queue.number != first

    async def do(self, command: "Command") -> Executed:
        """Execute; where the ticket is done with for now, the cursor keeps its place.

        It is then on what needs the agent next; a ticket that is read alone stays.
        """
        number = getattr(command, "ticket", None)
        here = number is not None and number == self.number
        below = self.queue.below(number) if number is not None else None
        with self.under_way:
            executed = await self.acting.do(command)
            if number is not None and hands_over(command):
                self.queue.pass_over(number, below)
                if here and self.reading:
                    self.keep_reading(number)
        return executed

    async def do_on_aimed(self, command: "Command") -> Executed:
        """Execute on all that are marked, as one act, or on the ticket that it names."""
        from vipdesk.screens.repeating import aimed, do_on_all  # as above

        marked = self.marks.lines
        if len(marked) > 1:
            executed = await do_on_all(self.acting, command, marked)
        else:
            executed = await self.do(aimed(command, marked))
        if marked:
            self.marks.clear()
            self._marks_changed()
        return executed

    def act_on_all(self, commands: "Sequence[Command]", said: str) -> None:
        """Have all of them executed, or none, and tell in one line."""
        self.carry_out(self._done_on_all(commands, said))

    @property
    def aimed_at(self) -> Sequence[QueueLine]:
        """The tickets that are marked, or else the one in hand."""
        return self.marks.lines or ([self.selected] if self.selected else [])

    def action_mark(self) -> None:
        """Mark the ticket, or mark it no more, and go to the next."""
        if self.queue.number is not None:
            self.said.pass_over()
            self.marks.turn(self.queue.number)
            self.queue.action_move(1)
            self._marks_changed()

    def action_mark_all(self) -> None:
        """Mark all that are in the queue; once more, none."""
        self.said.pass_over()
        self.marks.mark_all()
        self._marks_changed()

    async def action_back(self) -> None:
        """Let the marks go first, then leave the ticket or the search."""
        if self.marks.lines and not self.reading:
            self.marks.clear()
            self._marks_changed()
        else:
            await super().action_back()

    def action_undo(self) -> None:
        """Take the last act back; after one that was refused say first which."""
        if first := self.acting.asked_first():
            self.say(first)
        else:
            self.carry_out(self._take_back())

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tell what was done, or why nothing was: the last act is then not the one before."""
        super().say(words, bad=bad)
        self.acting.refused |= bad

    async def action_go_to(self) -> None:
        """Open any ticket by its number, or one that the ticket in hand names."""
        from vipdesk.screens.go_to import GoTo, named_in  # loaded when a key opens it

        view, board = self.view_at_hand, self.board
        named = named_in(view, board) if view is not None and board is not None else ()
        await self.app.push_screen(GoTo(named), self.go_to)

    @on(Timeline.Named)
    def go_to_named(self, event: Timeline.Named) -> None:
        """A number in a text was clicked."""
        self.go_to(event.number)

    def opened(self, executed: Executed | None) -> None:
        """Go to the ticket that was opened."""
        ticket = executed.change.ticket if executed else None
        if ticket is not None and self.is_current and self.queue.select(ticket.number):
            self.follow_cursor()

    def go_to(self, number: int | None) -> None:
        """Open a ticket if there is one; None for none."""
        if number is not None:
            self.carry_out(self._open_if_there(number))

    async def _open_if_there(self, number: int) -> None:
        view = await self.pictures.ticket(number)
        if view is None:
            self.say(_("there is no ticket #{number}").format(number=number), bad=True)
        else:
            into = view.ticket.merged_into
            moved = _("#{number} is part of #{into} now").format(number=number, into=into)
            self.say(moved if into else "")
            self.open_ticket(into or number)

    def _marks_changed(self) -> None:
        self.show()
        self.refresh_bindings()

    def act(self, command: "Command") -> None:
        """Have it executed."""
        self.carry_out(self.do(command))

    def act_on_aimed(self, action: str, command: "Command") -> None:
        """Have it executed on all that are marked and fit, or on the ticket that it names."""
        fitting = [line for line in self.marks.lines if WORKS[action](Place(line))]
        if fitting:
            self.marks.keep(fitting)
        self.carry_out(self.do_on_aimed(command))

    async def _done_on_all(self, commands: "Sequence[Command]", said: str) -> None:
        await self.acting.do_all(commands, said)
        self.marks.clear()
        self._marks_changed()

    async def _take_back(self) -> None:
        undo = self.acting.undo
        await self.acting.take_back()
        if undo is not None and undo.ticket and self.queue.select(undo.ticket):
            self.follow_cursor()

    async def _done(self, words: str) -> None:
        self.say(words)
        await self._look()

    async def whole(self) -> TicketView | None:
        """The ticket that keys are about, read now if it has not been yet."""
        return None if self.number is None else await self._whole(self.number)

    async def whole_aimed(self) -> TicketView | None:
        """The first that is marked, or else the one in hand."""
        return await self._whole(self.aimed_at[0].number) if self.aimed_at else None

    async def _whole(self, number: int) -> TicketView | None:
        at_hand, line = self.view_at_hand, self.line_of(number)
        if at_hand is not None and at_hand.line == line:  # else what was just done is not in it
            return at_hand
        try:
            return await self.pictures.ticket(number)
        except DeskError as problem:
            self.say(str(problem), bad=True)
            return None
