"""What is escalated to a senior, to look at: the list left, the ticket right."""

from datetime import datetime, tzinfo
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from vipdesk.domain.actor import Actor
from vipdesk.domain.board import Board
from vipdesk.domain.errors import DeskError
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.language import N_, _, counted
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.senior_desk import Stands, is_shown, stands_for
from vipdesk.domain.text import clean_line
from vipdesk.looking import LOOKING
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.carrying_out import CarryingOut
from vipdesk.widgets.frame import set_subtitle, set_title
from vipdesk.widgets.queue import Queue
from vipdesk.widgets.senior_columns import senior_columns

SETTLED = 0.06
"""Seconds after the last cursor key until a ticket is read."""

LOOKS = ("help", "explain", "unfold", "more", "zone", "settings")


class SeniorBoard(CarryingOut):
    """Every key moves or tells; there is nothing here of other tickets, nor of the client."""

    READ_ONLY: ClassVar[bool] = False
    EMPTY: ClassVar[str] = N_("Nothing is escalated to you. What is shows here by itself.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "read", N_("read"), key_display="enter", tooltip=N_("Read the ticket alone")
        ),
        Binding(
            "escape", "back", N_("back"), key_display="esc", tooltip=N_("Back to what is yours")
        ),
        *(
            Binding(each.key, each.action, each.words, each.shown, tooltip=each.says)
            for each in LOOKING
            if each.action in LOOKS
        ),
        Binding("f2", "settings", show=False),
        Binding("space", "page(1)", N_("on"), show=False, tooltip=N_("A page on in the ticket")),
        Binding(
            "backspace", "page(-1)", N_("back"), show=False, tooltip=N_("A page back in the ticket")
        ),
        Binding("q", "app.quit", N_("quit"), tooltip=N_("Quit")),
    ]

    def __init__(self, pictures: Pictures, actor: Actor, personal: Personal | None = None) -> None:
        super().__init__(pictures, personal)
        self.actor = actor
        self._lines: tuple[QueueLine, ...] = ()

    def listed(self) -> ComposeResult:
        """Their escalations."""
        yield Queue(id="queue", fitting=partial(senior_columns, self.actor.number))

    def below(self) -> ComposeResult:
        """Nothing stands below."""
        yield from ()

    @property
    def badge(self) -> str:
        """Whose desk this is."""
        return self.actor.name

    def name_panes(self) -> None:
        """There are none below the list."""

    def show_beside(self, board: Board, now: datetime, zone: tzinfo) -> None:
        """There is nothing below the list."""

    @property
    def escalation(self) -> Escalation | None:
        """The one that keys are about."""
        number = self.number
        return self.board.escalated.get(number) if self.board and number is not None else None

    @property
    def how_it_stands(self) -> Stands | None:
        """How it stands for whoever sits here."""
        return stands_for(self.escalation, self.actor.number) if self.escalation else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works here and now; the rest is not shown."""
        match action:
            case "read":
                return self.number is not None and not self.reading
            case "explain" | "page":
                return self.number is not None
            case "back":
                return self.reading
            case "unfold":
                return bool(self.timeline.folded)
            case "more":
                return bool(self.timeline.left_out)
            case "zone":
                return self.own is not None
        return True

    def show_rows(self) -> None:
        """Bring the list up to date; the same rows stay the same."""
        board, now, zone = self.board, self.now, self.zone
        if board is None or now is None or zone is None or not self._ready:
            return
        of = board.escalated
        lines = tuple(line for line in board.lines if is_shown(of[line.number], now))
        self._lines = self._lines if lines == self._lines else lines
        self.queue.empty = self.empty
        self.queue.update(self._lines, now, board.policy, zone=zone, escalated=of)
        asked, has, back = (self._count(board, each) for each in (_ASKED, _HAS, _BACK))
        told = [counted("{count} to accept", "{count} to accept", asked)] * bool(asked)
        told += [counted("{count} yours", "{count} yours", has)] * bool(has)
        set_title(self.queue, Content(" · ".join([_("Escalated to you"), *told])))
        words = counted("{count} handed back lately", "{count} handed back lately", back)
        set_subtitle(self.queue, Content(words if back else ""))

    def _count(self, board: Board, wanted: tuple[Stands, ...]) -> int:
        number, of = self.actor.number, board.escalated
        return sum(stands_for(of[line.number], number) in wanted for line in self._lines)

    @on(Queue.Highlighted)
    def read_when_settled(self) -> None:
        """Read the ticket once the cursor rests; the first one at once."""
        self.refresh_bindings()
        self.forget_refusal()
        if self.view is not None and self.view.line.number == self.number:
            self.rest_on_ticket()
        else:
            self.read_ticket(SETTLED if self.view else 0)

    @on(Queue.Chosen)
    def action_read(self) -> None:
        """Read the ticket over the whole width."""
        self.reading = True

    def action_back(self) -> None:
        """Back to the list."""
        self.leave_ticket()

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
        if self.number is not None:
            self.run_worker(self._explain(self.number), group="explain")

    async def _explain(self, number: int) -> None:
        from vipdesk.screens.explanation import Explanation, explained

        view = self.view_at_hand
        try:
            view = view or await self.pictures.ticket(number)
        except DeskError as error:
            self.trouble = str(error)
        if view is not None and self.board is not None:
            title = f"#{number} {clean_line(view.ticket.subject, 60)}"
            self.app.push_screen(Explanation(title, explained(view, self.board.policy)))


_ASKED, _HAS, _BACK = (Stands.ASKED, Stands.LEFT_OPEN), (Stands.HAS,), (Stands.BACK,)
