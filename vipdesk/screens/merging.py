"""Merge tickets into another one: which, and what becomes of the clocks."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from vipdesk.clock import Clock
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.course import follow
from vipdesk.domain.decide.merging import carried
from vipdesk.domain.decide.ticket import with_facts
from vipdesk.domain.errors import DeskError
from vipdesk.domain.facts import SeveritySet
from vipdesk.domain.filter import typed_filter
from vipdesk.domain.language import N_, _, counted
from vipdesk.domain.queue import QueueLine, tightest
from vipdesk.domain.text import clean_line
from vipdesk.pictures import Pictures
from vipdesk.screens.form import Form
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.picking import PickList
from vipdesk.widgets.promises import target_said
from vipdesk.widgets.typed import Input

SETTLED = 0.06
"""Seconds after the last cursor key until what would come of it is reckoned."""


class MergeDialog(Form[int | None]):
    """Gives the number of the ticket that the others go into; nothing is done here."""

    DEFAULT_CSS = """
    MergeDialog #frame { height: 20; }
    MergeDialog PickList { height: 1fr; min-height: 3; background: $surface; }
    MergeDialog #told { height: auto; max-height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("merge"), key_display="enter", priority=True),
        Binding("down", "step(1)", N_("down"), show=False, priority=True),
        Binding("up", "step(-1)", N_("up"), show=False, priority=True),
    ]

    def __init__(
        self, sources: Sequence[QueueLine], board: Board, pictures: Pictures, clock: Clock
    ) -> None:
        super().__init__(_title(sources))
        self._sources, self._board = sources, board
        self._pictures, self._clock = pictures, clock
        self._offered = offered(sources, board)
        self._shown = self._offered

    def fields(self) -> Iterable[Widget]:
        """The sender's other tickets are offered first."""
        typed = Input(placeholder=_("number or words; the sender's others first"), compact=True)
        typed.cursor_blink = False
        yield typed
        yield PickList()
        yield Static(id="told", classes="told", markup=False)

    def on_mount(self) -> None:
        """Offer what there is."""
        super().on_mount()
        self._show()

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Only what meets the words."""
        levels = tuple(self._board.policy.severities)
        wanted, now = typed_filter(event.value, levels).filter, self._clock()
        self._shown = [n for n in self._offered if wanted.meets(n, self._board.policy, now)]
        self._show()

    @on(OptionList.OptionHighlighted)
    def foretell(self) -> None:
        """Say what would come of it, once the cursor rests."""
        self.set_timer(SETTLED, self._foretell)

    def action_step(self, by: int) -> None:
        """Go down the list, or up, whoever has the focus."""
        self.query_one(PickList).step(by)

    def submit(self) -> None:
        """Give what is marked."""
        into = self._into
        if into is None:
            self.say(_("no open ticket matches: type other words, or esc leaves"))
        else:
            self.dismiss(into.number)

    @property
    def _into(self) -> QueueLine | None:
        place = self.query_one(PickList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    def _show(self) -> None:
        picks = self.query_one(PickList)
        picks.clear_options()
        marked = {line.number for line in self._sources}
        picks.add_options([Option(_row(n, marked=n.number in marked)) for n in self._shown])
        picks.highlighted = 0 if self._shown else None
        if not self._shown:
            self.query_one("#told", Static).update("")

    @work(group="foretell", exclusive=True)
    async def _foretell(self) -> None:
        into = self._into
        if into is None:
            return
        try:
            target = await self._pictures.ticket(into.number)
            gone = [line for line in self._sources if line.number != into.number]
            views = [await self._pictures.ticket(line.number) for line in gone]
        except DeskError as problem:
            self.say(str(problem))
            return
        if target is not None and into == self._into:
            there = [view for view in views if view is not None]
            self.query_one("#told", Static).update(Content(self._comes_to(there, target)))

    def _comes_to(self, sources: Sequence[TicketView], target: TicketView) -> str:
        policy, now, ticket = self._board.policy, self._clock(), target.ticket
        graver = False
        for source in sources:
            facts = tuple(carried(source.ticket, ticket, policy, now))
            graver |= any(isinstance(fact, SeveritySet) for fact in facts)
            ticket = with_facts(ticket, *facts)
        course = follow(ticket, policy)
        kind, running = tightest(course)
        then = _("#{number}: no clock runs then").format(number=ticket.number)
        if running is not None:
            due = timestamp(running.due, now, policy.hours.zone)
            then = _("#{number} is due {due} then ({target}), by the oldest clock").format(
                number=ticket.number, due=due, target=target_said(kind)
            )
        if graver:
            then += _(" · severity {level}, the graver").format(level=course.severity)
        return then + _senders(sources, target)


def _senders(sources: Sequence[TicketView], target: TicketView) -> str:
    """Who wrote, where that is more than one person; nothing where it is not."""
    people = {one.ticket.requester.address: one.ticket.requester for one in (target, *sources)}
    if len(people) == 1:
        return ""
    names = ", ".join(clean_line(one.spoken, 40) for one in people.values())
    return _(" · THE SENDERS DIFFER: {names}").format(names=names)


def offered(sources: Sequence[QueueLine], board: Board) -> list[QueueLine]:
    """The open tickets whose sender is known, the same sender's first, the latest first.

    Several that are marked may become one of them: they come before all others, the oldest first.
    """
    numbers = {line.number for line in sources}
    senders = {line.requester for line in sources}
    among = sorted(sources, key=lambda n: n.number) if len(sources) > 1 else []
    others = [n for n in board.lines if n.number not in numbers and not n.sender_unknown]
    others.sort(key=lambda n: (n.requester not in senders, -n.last_activity))
    return [*(n for n in among if not n.sender_unknown), *others]


def _title(sources: Sequence[QueueLine]) -> str:
    if len(sources) == 1:
        named = f"#{sources[0].number} {clean_line(sources[0].subject, 40)}"
        return _("Merge {ticket} into").format(ticket=named)
    return counted(
        "Merge {count} marked ticket into", "Merge {count} marked tickets into", len(sources)
    )


def _row(line: QueueLine, *, marked: bool) -> Content:
    return Content.assemble(
        (f"#{line.number:<6} ", "bold"),
        f"{line.severity} ",
        clean_line(line.subject, 60),
        (f" · {clean_line(line.requester, 30)}", "dim"),
        (_(" · marked") if marked else "", "dim"),
    )
