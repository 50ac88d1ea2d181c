"""The desk to work at: the board, and everything that can be done on it."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.events import Key
from textual.widgets import Input

from vipdesk.acting import Acting, hands_over
from vipdesk.clock import Clock
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.commands import Command
from vipdesk.domain.errors import DeskError
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.reminder import About
from vipdesk.pen import Executed, Pen
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.act_keys import ACT_KEYS
from vipdesk.screens.booking import BookDialog, Planner
from vipdesk.screens.call import CallDialog
from vipdesk.screens.composer import Composer, Hand
from vipdesk.screens.desk_apart import DeskApart
from vipdesk.screens.desk_calendar import DeskCalendar
from vipdesk.screens.desk_callbacks import DeskCallbacks
from vipdesk.screens.go_to import GoTo
from vipdesk.screens.identify import IdentifyDialog
from vipdesk.screens.jotting import Jotting
from vipdesk.screens.keep_view import KeepView
from vipdesk.screens.new_ticket import Beginning, NewTicketDialog
from vipdesk.screens.note import NoteDialog
from vipdesk.screens.policy_board import PolicyBoard
from vipdesk.screens.promise import PromiseDialog
from vipdesk.screens.reminding import Reminding
from vipdesk.screens.said import Said
from vipdesk.screens.severity import SeverityDialog
from vipdesk.screens.statuses import Statuses
from vipdesk.telephone import OpenTelephone
from vipdesk.verbs import ACTS, Place, refused
from vipdesk.widgets.queue import Queue

WORKS = {act.action: act.works for act in ACTS}


class DeskScreen(PolicyBoard, Statuses):
    """The verbs; each asks what it has to, has it executed, and says what it did."""

    READ_ONLY: ClassVar[bool] = False
    EMPTY: ClassVar[str] = "Nothing is open. {new_ticket} opens a ticket."

    BINDINGS: ClassVar[list[BindingType]] = ACT_KEYS

    def __init__(
        self,
        pictures: Pictures,
        pen: Pen,
        clock: Clock,
        who: str,
        look: Callable[[], Awaitable[object]],
        telephone: OpenTelephone,
        personal: Personal,
    ) -> None:
        super().__init__(pictures, personal)
        self._telephone = telephone
        self.acting = Acting(pen, who, self.line_of, self._done, self.key_of)
        self._clock, self._look = clock, look
        going = {
            About.TICKET: self._go_to,
            About.CALLBACK: lambda _: self.action_callbacks(),
            About.BOOKING: lambda _: self.action_calendar(),
        }
        self._reminding = Reminding(
            self._ways, self.say, self.acting.do, clock, going, lambda: self.key_of("reminders")
        )
        self._half_typed: dict[str, str] = {}

    @on(Queue.Highlighted)
    def forget_what_was_refused(self) -> None:
        """It was about another ticket; what was done stays to be read."""
        if self.query_one(Said).is_refusal:
            self.say("")

    async def do(self, command: Command) -> Executed:
        """Execute; where the ticket is done with for now, the cursor keeps its place.

        It is then on what needs the agent next; a ticket that is read alone stays.
        """
        number = getattr(command, "ticket", None)
        here = number is not None and number == self.number
        below = self.queue.below(number) if number is not None else None
        executed = await self.acting.do(command)
        if number is not None and hands_over(command):
            self.queue.pass_over(number, below)
            if here and self.reading:
                self.keep_reading(number)
        return executed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works here and now; letters typed into a field are letters."""
        works = WORKS.get(action)
        if works is None:
            return super().check_action(action, parameters)
        if isinstance(self.focused, Input):
            return False
        return works(self._place())

    def on_key(self, event: Key) -> None:
        """A key of an act that does not work here says why."""
        key = self.preferences.keys.usual_name(event.key)
        if not isinstance(self.focused, Input) and (why := refused(key, self._place())):
            self.say(why, bad=True)

    def watch_board(self, board: Board | None) -> None:
        """Another picture; who is answering hears of it too."""
        super().watch_board(board)
        self._remind()
        if isinstance(self.app.screen, Composer):
            self.app.screen.look_soon()

    async def action_answer(self) -> None:
        """Answer; a sender whom nobody knows is identified first."""
        line = self.selected
        if line is not None and line.sender_unknown:
            await self._identify(then_answer=True)
        elif line is not None:
            await self._compose_answer(line)

    async def action_identify(self) -> None:
        """Say who wrote."""
        await self._identify(then_answer=False)

    async def action_note(self) -> None:
        """Write a note."""
        if self.number is not None:
            dialog = NoteDialog(self.number, self.acting.do, self._half_typed)
            await self.app.push_screen(dialog, self._left("note", dialog))

    async def action_severity(self) -> None:
        """Confirm or change the severity."""
        view = await self._whole()
        if view is not None and self.board is not None:
            await self.app.push_screen(
                SeverityDialog(view, self.board.policy, self._clock, self.acting.do)
            )

    async def action_promise(self) -> None:
        """Promise the client a word by a moment."""
        view = await self._whole()
        if view is not None and self.board is not None:
            dialog = PromiseDialog(view, self.board.policy, self._clock, self.do)
            await self.app.push_screen(dialog)

    async def action_call(self) -> None:
        """Log a call on this ticket, or as a new one."""
        dialog = CallDialog(self.number, self.do, self._new_from_call, self._half_typed)
        await self.app.push_screen(dialog, self._left("call", dialog))

    async def action_book(self) -> None:
        """Book a call, about the ticket in hand unless something else is typed."""
        if self.board is not None:
            await self.app.push_screen(BookDialog(self.board, self._planner, about=self.selected))

    async def action_new_ticket(self) -> None:
        """Open a ticket by hand."""
        await self._new_ticket(Beginning())

    def action_undo(self) -> None:
        """Take the last act back."""
        self.run_worker(self._tried(self._take_back()))

    def action_reminders(self) -> None:
        """What the agent was told and has not seen to."""
        self._reminding.open(self.app)
        self.call_after_refresh(self._remind)

    async def action_go_to(self) -> None:
        """Open any ticket by its number."""
        await self.app.push_screen(GoTo(), self._go_to)

    def make_kept_apart(self) -> DeskApart:
        """What is kept apart, and a key that makes a ticket of it."""
        return DeskApart(self.acting.do, self._opened)

    def make_callbacks(self) -> DeskCallbacks:
        """Who is to be called back, and the keys to do it."""
        return DeskCallbacks(self.acting.do, self._telephone, self._clock)

    def make_calendar(self) -> DeskCalendar:
        """What is booked and busy, and the keys to plan with."""
        return DeskCalendar(self._planner, self.selected, self._half_typed)

    @property
    def _planner(self) -> Planner:
        return Planner(self.pictures, self._clock, self.acting.do, self.own)

    async def _identify(self, *, then_answer: bool) -> None:
        view = await self._whole()
        if view is None or self.board is None:
            return
        dialog = IdentifyDialog(view, self.board.client.name, self.acting.do)
        await self.app.push_screen(dialog, self._answer_once_known if then_answer else None)

    async def _answer_once_known(self, executed: Executed | None) -> None:
        contact = executed.change.contact if executed else None
        if contact is not None and not contact.stranger and self.selected is not None:
            await self._compose_answer(self.selected)

    async def _compose_answer(self, line: QueueLine) -> None:
        if self.board is not None:
            acting = self.acting
            key = self.key_of("answer")
            hand = Hand(self.do, acting.keep, self.pictures.ticket, self.say, acting.who, key)
            await self.app.push_screen(Composer(line, self.board, hand))

    async def _new_from_call(self, text: str) -> None:
        await self._new_ticket(Beginning(Channel.PHONE, text))

    async def _new_ticket(self, beginning: Beginning) -> None:
        if self.board is not None:
            dialog = NewTicketDialog(self.board, self._clock, self.acting.do, beginning)
            await self.app.push_screen(dialog, self._opened)

    def _left(self, act: str, dialog: Jotting) -> Callable[[Executed | None], None]:
        def say_so(executed: Executed | None) -> None:
            if dialog.heading in self._half_typed:
                self.say(f"not saved yet: {self.key_of(act)} goes on with what you typed")

        return say_so

    def _opened(self, executed: Executed | None) -> None:
        ticket = executed.change.ticket if executed else None
        if ticket is not None and self.is_current and self.queue.select(ticket.number):
            self.follow_cursor()

    def _go_to(self, number: int | None) -> None:
        if number is not None:
            self.run_worker(self._tried(self._open_if_there(number)))

    async def _open_if_there(self, number: int) -> None:
        if await self.pictures.ticket(number) is None:
            self.say(f"there is no ticket #{number}", bad=True)
        else:
            self.say("")
            self.open_ticket(number)

    def act(self, command: Command) -> None:
        """Have it executed; what can't be done is said where the agent looks."""
        self.run_worker(self._tried(self.do(command)))

    async def _tried(self, act: Awaitable[object]) -> None:
        try:
            await act
        except DeskError as problem:
            self.say(str(problem), bad=True)
        self.refresh_bindings()

    async def _take_back(self) -> None:
        undo = self.acting.undo
        await self.acting.take_back()
        if undo is not None and self.queue.select(undo.ticket):
            self.follow_cursor()

    async def _done(self, words: str) -> None:
        self.say(words)
        await self._look()

    def action_keep_view(self) -> None:
        """Keep the search under a digit."""
        if self.board is not None:
            self.app.push_screen(KeepView(self.filter, self.board.views, self.do))

    def _place(self) -> Place:
        reminders = len(self.board.reminders) if self.board else 0
        undo = self.acting.undo is not None
        return Place(self.selected, self.view_at_hand, undo, reminders, bool(self.filter.strip()))

    def _ways(self) -> frozenset[str]:
        return self.preferences.notify

    def _remind(self) -> None:
        if self.board is not None:
            now = self.now or self._clock()
            self._reminding.look_at(self.board, now, self.zone, self.app.screen)

    async def _whole(self) -> TicketView | None:
        """The ticket that keys are about, read now if it has not been yet."""
        if self.view_at_hand is not None or self.number is None:
            return self.view_at_hand
        try:
            return await self.pictures.ticket(self.number)
        except DeskError as problem:
            self.say(str(problem), bad=True)
            return None
