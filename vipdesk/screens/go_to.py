"""Go to a ticket by its number, a resolved one too."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line
from vipdesk.screens.form import Form
from vipdesk.widgets.lines import NUMBER
from vipdesk.widgets.picking import PickList
from vipdesk.widgets.typed import Input

LONGEST_READ, MOST_OFFERED = 200_000, 50
"""Characters that are looked through for numbers, and how many of these are offered."""


class GoTo(Form[int | None]):
    """Asks for a number and gives it; those that the ticket in hand names are offered."""

    DEFAULT_CSS = """
    GoTo #frame, GoTo.-thin #frame {
        width: 60; height: auto; max-height: 16; border: round $primary; padding: 0 1;
    }
    GoTo.-thin #title { display: none; }
    GoTo #fields { height: auto; }
    GoTo PickList { height: auto; max-height: 8; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("open"), key_display="enter", priority=True),
        Binding("down", "step(1)", N_("down"), show=False, priority=True),
        Binding("up", "step(-1)", N_("up"), show=False, priority=True),
    ]

    def __init__(self, named: Sequence[tuple[int, str]] = ()) -> None:
        """`named` are numbers with what is known of each."""
        super().__init__(_("Go to ticket"))
        self._named = named

    def fields(self) -> Iterable[Widget]:
        """One field for digits."""
        number = Input(placeholder=_("number"), restrict=r"#?[0-9]{0,9}", compact=True)
        number.cursor_blink = False
        yield number
        yield Static(_("resolved tickets open too"), classes="told")
        if self._named:
            yield PickList()

    def on_mount(self) -> None:
        """Offer what the ticket names."""
        super().on_mount()
        for picks in self.query(PickList):
            picks.add_options([Option(_row(number, what)) for number, what in self._named])

    def action_step(self, by: int) -> None:
        """Mark one of those that are offered."""
        for picks in self.query(PickList):
            picks.step(by)

    def submit(self) -> None:
        """Give the number that is typed, else the one that is marked, else the only one."""
        typed = self.query_one(Input).value.lstrip("#")
        self.dismiss(int(typed) if typed else self._marked)

    @property
    def _marked(self) -> int | None:
        place = next((picks.highlighted for picks in self.query(PickList)), None)
        if place is None and len(self._named) == 1:
            place = 0
        return None if place is None else self._named[place][0]


def named_in(view: TicketView, board: Board) -> list[tuple[int, str]]:
    """The other tickets that are spoken of on a ticket, each with its subject if it is open."""
    text = " ".join(message.text for message in view.messages)[:LONGEST_READ]
    ticket = view.ticket
    linked = [ticket.linked_to, ticket.merged_into, *view.continued_by, *view.merged]
    numbers = [*filter(None, linked), *map(int, NUMBER.findall(text))]
    others = [number for number in dict.fromkeys(numbers) if number != ticket.number]
    return [(number, _subject(number, board)) for number in others[:MOST_OFFERED]]


def _subject(number: int, board: Board) -> str:
    line = board.line(number)
    return clean_line(line.subject, 60) if line else ""


def _row(number: int, what: str) -> Content:
    return Content.assemble((f"#{number}  ", "bold"), what)
