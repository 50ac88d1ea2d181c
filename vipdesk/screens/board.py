"""The desk to look at: every key moves, finds or tells; none changes anything."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from vipdesk.domain.board import Board
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_line
from vipdesk.looking import LOOKING
from vipdesk.screens.chatting import Chatting
from vipdesk.screens.following import Following
from vipdesk.screens.looking_back import LookingBack
from vipdesk.screens.over_board import OverBoard
from vipdesk.screens.own_ways import OwnWays
from vipdesk.screens.view_keys import VIEW_KEYS
from vipdesk.widgets.calendar_pane import CalendarPane
from vipdesk.widgets.callback_pane import CallbackPane
from vipdesk.widgets.find_bar import FindBar
from vipdesk.widgets.queue import Queue

if TYPE_CHECKING:
    from vipdesk.domain.judged import Judged
    from vipdesk.screens.calendar import CalendarScreen
    from vipdesk.screens.callbacks import CallbacksScreen
    from vipdesk.screens.kept_apart import KeptApartScreen

SETTLED = 0.06
"""Seconds after the last cursor key until a ticket is read."""

SETTLED_TYPING = 0.2
"""The same while words are typed: another ticket with each letter is nothing to read."""


class BoardScreen(OwnWays, Following, LookingBack, Chatting):
    """The panes with their keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep_typed", show=False, priority=True),
        Binding(
            "enter", "read", N_("read"), key_display="enter", tooltip=N_("Read the ticket alone")
        ),
        Binding(
            "escape",
            "back",
            N_("back"),
            key_display="esc",
            tooltip=N_("Back to the whole queue"),
            priority=True,
        ),
        *(
            Binding(each.key, each.action, each.words, each.shown, tooltip=each.says)
            for each in LOOKING
        ),
        Binding("f2", "settings", show=False),
        Binding("space", "page(1)", N_("on"), show=False, tooltip=N_("A page on in the ticket")),
        Binding(
            "backspace", "page(-1)", N_("back"), show=False, tooltip=N_("A page back in the ticket")
        ),
        Binding("J", "other(1)", N_("next ticket"), show=False, tooltip=N_("The next ticket")),
        Binding("K", "other(-1)", N_("ticket before"), show=False, tooltip=N_("The ticket before")),
        Binding("q", "app.quit", N_("quit"), tooltip=N_("Quit")),
        *VIEW_KEYS,
    ]

    _apart: "KeptApartScreen | None" = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works here and now; the rest is not shown."""
        match action:
            case "read":
                return self.number is not None and not self.reading
            case "explain" | "page":
                return self.number is not None
            case "other":
                return self.number is not None and not self.typing
            case "step":
                return self.focused is self.queue
            case "half_page" | "in_sight" | "find":
                return not self.typing
            case "chat":
                return self.has_chat
            case "follow":
                return self.seat_of is not None
            case "zone":
                return self.own is not None
            case "mail_log":
                return self.mail is not None
            case "back":
                return self.reading or self.find_bar.is_open
            case "keep_typed":
                return self.typing
            case "match":
                return self.ticket_find.is_open
            case "view":
                kept = self.board.views if self.board else ()
                return parameters[0] in kept and not self.typing
            case "unfold":
                return bool(self.timeline.folded)
            case "more":
                return bool(self.timeline.left_out)
            case "kept_apart":
                return bool(self.board and (self.board.unreadable or self.board.set_aside))
        return True

    def watch_board(self, board: Board | None) -> None:
        """Another picture: what lies over the board is brought up to date with it."""
        super().watch_board(board)
        if self._apart is not None and self.app.screen is self._apart:
            self._fill(self._apart)
        self._freshen_over()

    def show(self) -> None:
        """Bring everything up to date, what lies over the board too."""
        super().show()
        self._freshen_over()

    @on(Queue.Highlighted)
    def read_when_settled(self) -> None:
        """Read the ticket once the cursor rests; the first one at once, a known one not again."""
        if self.view is not None and self.view.line.number == self.number:
            self.rest_on_ticket()
            return
        settled = SETTLED_TYPING if self.typing else SETTLED
        self.read_ticket(settled if self.view else 0)

    @on(Queue.Chosen)
    def action_read(self) -> None:
        """Read the ticket over the whole width."""
        self.said.pass_over()
        self.reading = True

    @on(FindBar.Narrowed)
    def narrow(self) -> None:
        """Show only what meets what is typed by now."""
        self.seek(self.find_bar.words)

    def action_view(self, place: int) -> None:
        """Show what is kept under the digit; once more, all rows again."""
        self.said.pass_over()
        words = self.board.views.get(place, "") if self.board else ""
        self.leave_ticket()
        self.find_bar.show("" if words == self.find_bar.words else words)
        self.set_focus(self.queue)

    async def action_back(self) -> None:
        """Leave the ticket, or show all rows again; letters before the key go with the line."""
        if self.typing:
            await (self.ticket_find if self.ticket_find.typing else self.find_bar).settle()
        if self.ticket_find.is_open:
            self.forget_matches()
        elif self.reading:
            self.leave_ticket()
        else:
            self.find_bar.close()
            self.set_focus(self.queue)

    def action_other(self, by: int) -> None:
        """Read the next ticket, or the one before; from beside the queue, the next is its own."""
        own = self._beside is not None and by > 0
        self.follow_cursor()
        self.queue.action_move(by - 1 if own else by)

    def action_step(self, by: int) -> None:
        """Go down the queue, or up."""
        self.queue.action_move(by)

    def action_page(self, by: int) -> None:
        """Read on in the ticket, or back, wherever the focus is."""
        if by > 0:
            self.timeline.action_page_down()
        else:
            self.timeline.action_page_up()

    def action_unfold(self) -> None:
        """Show quoted history and signatures, or fold them again."""
        self.timeline.unfold()

    def action_more(self) -> None:
        """Show more of what is too long."""
        self.timeline.show_more()
        self.refresh_bindings()

    def action_help(self) -> None:
        """Every key, and what the signs mean."""
        from vipdesk.screens.help import Help

        self.app.push_screen(Help(self, self.board))

    def action_explain(self) -> None:
        """How the due moment came about."""
        if self.number is not None and self.board is not None:
            self.run_worker(self._explain(self.number, self.board.policy), group="explain")

    def action_mail_log(self) -> None:
        """How mail stands, and what happened to it."""
        from vipdesk.screens.mail_log import MailLogScreen

        if self.mail_window is not None:
            told = self.mail_window.told
            screen = MailLogScreen(lambda: self.pictures.ask(told), lambda: (self.now, self.zone))
            self.app.push_screen(screen)

    def action_kept_apart(self) -> None:
        """What could not be read, and what is nobody's ticket."""
        self._apart = screen = self.make_kept_apart()
        self.app.push_screen(screen)
        screen.call_after_refresh(self._fill, screen)

    @on(CallbackPane.Chosen)
    def action_callbacks(self) -> None:
        """Who is to be called back."""
        self._show_over(self.make_callbacks())

    def show_callback(self, number: int) -> None:
        """One of those who are to be called back."""
        screen = self.make_callbacks()
        screen.mark(number)
        self._show_over(screen)

    def action_wallboard(self) -> None:
        """How the month stands."""
        from vipdesk.screens.wallboard import WallboardScreen

        save = self._save_sheet if self.personal.save is not None else None
        asking = self.pictures.figures
        self._show_over(WallboardScreen(asking, self.open_ticket, self.show_callback, save))

    async def _save_sheet(self, name: str, judged: "tuple[Judged, ...]", policy: Policy) -> str:
        from vipdesk.reporting.sheets import judged_csv

        save = self.personal.save
        if save is None:
            return ""
        return await self.pictures.ask(lambda: save(name, judged_csv(judged, policy).encode()))

    @on(CalendarPane.Chosen)
    def action_calendar(self) -> None:
        """What is booked and busy."""
        screen = self.make_calendar()
        screen.own = self.own
        self._show_over(screen)

    def make_calendar(self) -> "CalendarScreen":
        """The screen for the calendar."""
        from vipdesk.screens.calendar import CalendarScreen

        return CalendarScreen(self.pictures)

    def make_callbacks(self) -> "CallbacksScreen":
        """The screen for callbacks."""
        from vipdesk.screens.callbacks import CallbacksScreen

        return CallbacksScreen()

    def make_kept_apart(self) -> "KeptApartScreen":
        """The screen for what is kept apart."""
        from vipdesk.screens.kept_apart import KeptApartScreen

        return KeptApartScreen()

    def _show_over(self, screen: OverBoard) -> None:
        self.app.push_screen(screen)
        self.call_after_refresh(self._freshen_over)

    def _freshen_over(self) -> None:
        if self.board is None or self.now is None:
            return
        for over in self.app.screen_stack:
            if isinstance(over, OverBoard) and over.is_mounted:
                over.update(self.board, self.now, self.zone)

    async def _explain(self, number: int, policy: Policy) -> None:
        """Explain the ticket at hand, or read the one that was just moved to."""
        view = self.view
        try:
            if view is None or view.line.number != number:
                view = await self.pictures.ticket(number)
        except DeskError as error:
            self.trouble = str(error)
        if view is not None and view.line.number == number:
            from vipdesk.screens.explanation import Explanation, explained

            title = f"#{number} {clean_line(view.ticket.subject, 60)}"
            self.app.push_screen(Explanation(title, explained(view, policy)))

    def _fill(self, screen: "KeptApartScreen") -> None:
        self.run_worker(self._read_kept_apart(screen), group="apart", exclusive=True)

    async def _read_kept_apart(self, screen: "KeptApartScreen") -> None:
        try:
            kept = await self.pictures.kept_apart()
        except DeskError as error:
            screen.say(str(error))
        else:
            if self.now is not None and screen.query("OptionList"):
                screen.update(kept, self.now, self.zone)
