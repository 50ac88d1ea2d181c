"""The calendar, for somebody who acts: calls booked, moved, ended, time of one's own."""

from collections.abc import Awaitable
from typing import ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.screen import Screen

from vipdesk.acting import Acting
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.calendar_commands import Book, MissBooking, RemoveBusy
from vipdesk.domain.commands import Command
from vipdesk.domain.elsewhere import SettleBooking
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.screens.booking import BookDialog, Planner
from vipdesk.screens.busy_time import BusyDialog
from vipdesk.screens.calendar import CalendarScreen
from vipdesk.screens.call_off import CallOffDialog
from vipdesk.screens.confirm import Confirm
from vipdesk.screens.held import HeldDialog
from vipdesk.screens.jotting import HalfTyped
from vipdesk.screens.settling import Settling
from vipdesk.screens.undoing import UNDO, Undoing
from vipdesk.undos import Undo


class DeskCalendar(CalendarScreen, Undoing):
    """Each act works on the entry that is marked."""

    EMPTY: ClassVar[str] = N_("Nothing is in the calendar in these days: b books a call.")
    ACTS: ClassVar[list[BindingType]] = [
        Binding("b", "book", N_("book"), tooltip=N_("Book a call with a contact")),
        Binding("m", "move", N_("move"), tooltip=N_("Have the call at another time")),
        Binding("x", "call_off", N_("cancel"), tooltip=N_("Cancel the call")),
        Binding("c", "held", N_("was held"), tooltip=N_("The call was held: say what it came to")),
        Binding("n", "missed", N_("no-show"), tooltip=N_("The client did not come")),
        Binding("=", "settle", N_("settle"), tooltip=N_("Say which calendar is right of the call")),
        Binding("B", "busy", N_("busy time"), tooltip=N_("Set busy time or time off")),
        Binding("X", "free", N_("remove"), tooltip=N_("Remove the busy time")),
        UNDO,
    ]
    BINDINGS: ClassVar[list[BindingType]] = ACTS

    def __init__(
        self, planner: Planner, acting: Acting, about: QueueLine | None, half_typed: HalfTyped
    ) -> None:
        """`about` is the ticket that the agent came from, `half_typed` what was left."""
        super().__init__(planner.pictures)
        self.acting = acting
        self._about, self._half_typed = about, half_typed
        self._planner = replace(planner, do=self._done)
        self._do = planner.do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works on the entry that is marked."""
        match action:
            case "book" | "busy":
                return self.board is not None
            case "move" | "call_off":
                return self._booking is not None
            case "held" | "missed":
                return self._booking is not None and self._has_begun(self._booking)
            case "settle":
                return self.selected is not None and self.selected.conflict is not None
            case "free":
                return self._busy is not None
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """What is to be marked for the act."""
        match action:
            case "held" | "missed" if self._booking is not None:
                return _("the call is still to come: m moves it, x cancels it")
            case "held" | "missed" | "move" | "call_off":
                return _("mark a booked call for that")
            case "settle":
                return _("it stands the same in the calendar elsewhere")
            case "free":
                return _("mark busy time for that: x cancels a call")
        return ""

    def undone(self, undo: Undo) -> None:
        """Look at the call that is as before."""
        if undo.booking is not None:
            self.mark_call(undo.booking)

    def action_book(self) -> None:
        """Book another call."""
        if self.board is not None:
            self._ask(BookDialog(self.board, self._planner, about=self._about))

    def action_move(self) -> None:
        """Have it at another time."""
        if self._booking is not None and self.board is not None:
            self._ask(BookDialog(self.board, self._planner, moved=self._booking))

    def action_call_off(self) -> None:
        """Cancel it, for a reason."""
        if self._booking is not None and self.board is not None:
            self._ask(CallOffDialog(self._booking, self.board.policy, self._done))

    def action_held(self) -> None:
        """Say what it came to."""
        if self._booking is not None and self.board is not None:
            dialog = HeldDialog(self._booking, self.board, self._done, self._half_typed)
            self._ask(dialog)

    def action_missed(self) -> None:
        """Nobody came; a key pressed by mistake is undone by another."""
        if self._booking is not None:
            self._act(MissBooking(self._booking.number))

    def action_settle(self) -> None:
        """Ask which side of a conflict is right."""
        entry, booking = self.selected, self._booking
        if entry is None or entry.conflict is None or booking is None or self.board is None:
            return
        self.say("")

        def answered(ours: bool | None) -> None:
            if ours is not None:
                self._act(SettleBooking(booking.number, ours))

        self.app.push_screen(Settling(booking, entry.conflict, self.board.policy), answered)

    def action_busy(self) -> None:
        """Set busy time."""
        if self.board is not None:
            zone = self.board.policy.hours.zone
            self._ask(BusyDialog(zone, self._planner.clock, self._done))

    def action_free(self) -> None:
        """Have the time back; all times of a busy time that comes again only when asked."""
        busy = self._busy
        if busy is None:
            return
        if busy.repeat is Repeat.ONCE:
            self._act(RemoveBusy(busy.number))
        else:
            question = _("Remove {title}, with all its repeats?")
            question = question.format(title=clean_line(busy.title, 80))
            why = _("All those times are free again.")
            self._confirm(question, why, RemoveBusy(busy.number))

    @property
    def _booking(self) -> Booking | None:
        """The call that is marked, where it is still to be held."""
        what = self.selected.what if self.selected else None
        if isinstance(what, Booking) and what.status is BookingStatus.BOOKED:
            return what
        return None

    @property
    def _busy(self) -> Busy | None:
        """The busy time that is marked."""
        what = self.selected.what if self.selected else None
        return what if isinstance(what, Busy) else None

    def _has_begun(self, booking: Booking) -> bool:
        return self.now is not None and booking.start <= self.now

    def _ask(self, dialog: Screen[Executed | None]) -> None:
        self.say("")
        self.app.push_screen(dialog)

    def _confirm(self, question: str, why: str, command: Command) -> None:
        self.say("")

        def answered(sure: bool | None) -> None:
            if sure:
                self._act(command)

        self.app.push_screen(Confirm(question, why), answered)

    async def _done(self, command: Command) -> Executed:
        executed = await self._do(command)
        self.say(self.acting.words)
        if isinstance(command, Book) and executed.change.booking is not None:
            self.mark_call(executed.change.booking.number)
        return executed

    def _act(self, command: Command) -> None:
        self.run_worker(self._tried(self._done(command)))

    async def _tried(self, act: Awaitable[object]) -> None:
        try:
            await act
        except DeskError as problem:
            self.say(str(problem), bad=True)
        self.refresh_bindings()
