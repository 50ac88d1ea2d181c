"""The desk to work at: the board, and everything that can be done on it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.events import Key
from textual.widgets import Input

from vipdesk.clock import Clock
from vipdesk.domain.board import Board
from vipdesk.domain.language import N_, _
from vipdesk.domain.mail_light import Light
from vipdesk.domain.reminder import About
from vipdesk.domain.text import clean_line
from vipdesk.machine import Machine
from vipdesk.pen import Executed, Pen
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.act_keys import ACT_KEYS
from vipdesk.screens.acting_board import WORKS
from vipdesk.screens.answering import Answering
from vipdesk.screens.causing import Causing
from vipdesk.screens.escalating import Escalating
from vipdesk.screens.handing import HandingOver
from vipdesk.screens.jotted import Jotted
from vipdesk.screens.leaving import Leaving
from vipdesk.screens.policy_board import PolicyBoard
from vipdesk.screens.recutting import Recutting
from vipdesk.screens.reminding import Reminding
from vipdesk.screens.statuses import Statuses
from vipdesk.verbs import Place, refused
from vipdesk.widgets.mail_lamp import no_mailbox

if TYPE_CHECKING:
    from vipdesk.screens.booking import Planner
    from vipdesk.screens.desk_apart import DeskApart
    from vipdesk.screens.desk_calendar import DeskCalendar
    from vipdesk.screens.desk_callbacks import DeskCallbacks

LONGEST_TROUBLE = 300
NOBODY_KNOWN = N_("Nobody of the client is known yet: `vipdesk contact EMAIL --name NAME`.")
ON_ALL = frozenset(
    {"wait", "unwait", "resolve", "reopen", "no_answer", "severity", "promise", "note"}
    | {"pin", "owe", "merge"}
)
"""What is done on all that are marked."""


class DeskScreen(
    Answering, Leaving, Escalating, Causing, HandingOver, Recutting, Jotted, PolicyBoard, Statuses
):
    """The verbs; each asks what it has to, has it executed, and says what it did."""

    READ_ONLY: ClassVar[bool] = False
    EMPTY: ClassVar[str] = N_("Nothing is open. {new_ticket} opens a ticket.")

    BINDINGS: ClassVar[list[BindingType]] = ACT_KEYS

    def __init__(
        self,
        pictures: Pictures,
        pen: Pen,
        clock: Clock,
        who: str,
        look: Callable[[], Awaitable[object]],
        machine: Machine,
        personal: Personal,
    ) -> None:
        super().__init__(pictures, pen, clock, who, look, personal)
        self._machine, self.unread_book = machine, machine.unread
        self.handover_machine = self.answering_machine = machine
        going = {
            About.TICKET: self.go_to,
            About.BREACH: self.ask_cause,
            About.ESCALATION: self.go_to,
            About.CALLBACK: lambda _: self.action_callbacks(),
            About.BOOKING: lambda _: self.action_calendar(),
            About.APART: lambda _: self.action_kept_apart(),
            About.HANDOVER: lambda _: self.action_hand_over(),
        }
        self._reminding = Reminding(
            self.telling, self.say, self.acting.do, clock, going, lambda: self.key_of("reminders")
        )

    @property
    def empty(self) -> str:
        """What is said where nothing is open, with what keeps mail, or its clocks, from it."""
        mail, told = self.mail, [super().empty]
        if mail is not None and mail.light is Light.OFF and mail.settings:
            told.append(no_mailbox(mail.settings))
        elif mail is not None and mail.light is Light.TROUBLE:
            told.append(f"✕ {clean_line(mail.trouble, LONGEST_TROUBLE)}")
        client = self.board.client if self.board else None
        if client is not None and not (client.contacts or client.domains):
            told.append(_(NOBODY_KNOWN))
        return "\n".join(told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works here and now; letters typed into a field are letters."""
        works = WORKS.get(action)
        if action == "back" and self.marks.lines:
            return True
        if works is None:
            return super().check_action(action, parameters)
        if isinstance(self.focused, Input):
            return False
        if action in ON_ALL and (marked := self.marks.lines):
            return any(works(Place(line)) for line in marked)
        return works(self._place())

    def on_key(self, event: Key) -> None:
        """A key of an act that does not work here says why."""
        key = self.preferences.keys.usual_name(event.key)
        if not isinstance(self.focused, Input) and (why := refused(key, self._place())):
            self.say(why, bad=True)

    def watch_board(self, board: Board | None) -> None:
        """Another picture: there may be something to be reminded of."""
        super().watch_board(board)
        self._remind()

    async def action_answer(self) -> None:
        """Answer; a sender whom nobody knows is identified first."""
        line = self.selected
        if line is not None and line.sender_unknown:
            await self._identify(then_answer=True)
        elif line is not None:
            await self.compose_answer(line)

    async def action_identify(self) -> None:
        """Say who wrote."""
        await self._identify(then_answer=False)

    async def action_severity(self) -> None:
        """Confirm or change the severity."""
        lines, view = self.aimed_at, await self.whole_aimed()
        if view is not None and self.board is not None:
            from vipdesk.screens.severity import SeverityDialog

            asking = self.pictures.open_tickets
            dialog = SeverityDialog(
                view, self.board.policy, self.clock, self.do_on_aimed, lines, asking
            )
            dialog.aside = self.marks.words
            await self.app.push_screen(dialog)

    async def action_promise(self) -> None:
        """Promise the client a word by a moment."""
        lines, view = self.aimed_at, await self.whole_aimed()
        if view is not None and self.board is not None:
            from vipdesk.screens.promise import PromiseDialog

            dialog = PromiseDialog(view, self.board.policy, self.clock, self.do_on_aimed, lines)
            dialog.aside = self.marks.words
            await self.app.push_screen(dialog)

    async def action_book(self) -> None:
        """Book a call, about the ticket in hand unless something else is typed."""
        if self.board is not None:
            from vipdesk.screens.booking import BookDialog

            await self.app.push_screen(BookDialog(self.board, self._planner, about=self.selected))

    async def action_files(self) -> None:
        """Save or open what came with its messages."""
        view = await self.whole()
        if view is None or self.board is None:
            return
        from vipdesk.screens.files import FilesDialog, files_of

        if not files_of(view):
            none = _("#{number}: no file came with it").format(number=view.ticket.number)
            self.say(none, bad=True)
            return
        await self.app.push_screen(FilesDialog(view, self.board.policy, self._machine.shelf))

    async def action_copy(self) -> None:
        """Copy a part of the ticket."""
        view = await self.whole()
        if view is None or self.board is None:
            return
        from vipdesk.screens.copying import CopyDialog

        dialog = CopyDialog(view, self.board.policy)

        def tell(done: None) -> None:
            if dialog.copied:
                self.say(_("copied: {what}").format(what=dialog.copied))

        await self.app.push_screen(dialog, tell)

    def action_reminders(self) -> None:
        """What the agent was told and has not seen to."""
        self._reminding.open(self.app)
        self.call_after_refresh(self._remind)

    def make_kept_apart(self) -> "DeskApart":
        """What is kept apart, and a key that makes a ticket of it."""
        from vipdesk.screens.desk_apart import DeskApart

        return DeskApart(self.acting.do, self.opened)

    def make_callbacks(self) -> "DeskCallbacks":
        """Who is to be called back, and the keys to do it."""
        from vipdesk.screens.desk_callbacks import DeskCallbacks

        return DeskCallbacks(self.acting, self._machine.telephone, self.clock, self.half_typed)

    def make_calendar(self) -> "DeskCalendar":
        """What is booked and busy, and the keys to plan with."""
        from vipdesk.screens.desk_calendar import DeskCalendar

        return DeskCalendar(self._planner, self.acting, self.selected, self.half_typed)

    @property
    def _planner(self) -> "Planner":
        from vipdesk.screens.booking import Planner

        return Planner(self.pictures, self.clock, self.acting.do, self.own, self.key_of("identify"))

    async def _identify(self, *, then_answer: bool) -> None:
        view = await self.whole()
        if view is None or self.board is None:
            return
        from vipdesk.screens.identify import IdentifyDialog

        dialog = IdentifyDialog(view, self.board.client.name, self.acting.do)
        await self.app.push_screen(dialog, self._answer_once_known if then_answer else None)

    async def _answer_once_known(self, executed: Executed | None) -> None:
        contact = executed.change.contact if executed else None
        if contact is not None and not contact.stranger and self.selected is not None:
            await self.compose_answer(self.selected)

    def action_keep_view(self) -> None:
        """Keep the search under a digit."""
        if self.board is not None:
            from vipdesk.screens.keep_view import KeepView

            self.app.push_screen(KeepView(self.finding.words, self.board.views, self.do))

    def _place(self) -> Place:
        reminders = len(self.board.reminders) if self.board else 0
        acting, searching = self.acting, bool(self.finding.words)
        undo, why_not = acting.undo is not None, acting.why_not
        late, reading = self.is_late(self.selected), self.reading
        return Place(
            self.selected, self.view_at_hand, undo, why_not, reminders, searching, reading, late
        )

    def _remind(self) -> None:
        if self.board is not None:
            now = self.now or self.clock()
            self._reminding.look_at(self.board, now, self.zone, self.app.screen)
