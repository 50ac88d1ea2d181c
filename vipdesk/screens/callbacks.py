"""Who is to be called back: the list, and all that is known of the one that is marked."""

from datetime import datetime, tzinfo
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, OptionList, Static
from textual.widgets.option_list import Option

from vipdesk.domain.board import Board
from vipdesk.domain.callback import Callback
from vipdesk.domain.language import N_, _
from vipdesk.screens.breakpoints import BREADTHS, HEIGHTS
from vipdesk.screens.help import Help
from vipdesk.screens.over_board import OverBoard
from vipdesk.screens.said import Said
from vipdesk.widgets.calls import call_row, call_rows, told_whole
from vipdesk.widgets.keys import KeyLine

NARROW = 64
DIGITS = frozenset("+0123456789 ")


class CallbacksScreen(OverBoard):
    """Follows the board it was opened from; what is marked stays marked."""

    DEFAULT_CSS = """
    CallbacksScreen { background: $background; }
    CallbacksScreen > Vertical {
        border: round $border; border-title-style: bold; background: $surface;
    }
    CallbacksScreen OptionList {
        height: auto; max-height: 50%; min-height: 3; border: none; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    CallbacksScreen OptionList > .option-list--option-highlighted { text-style: bold underline; }
    CallbacksScreen VerticalScroll {
        height: 1fr; border-top: solid $border-blurred; padding: 0 1; scrollbar-size-vertical: 1;
    }
    CallbacksScreen Digits { width: auto; height: auto; display: none; }
    CallbacksScreen #number { text-style: bold; height: auto; }
    CallbacksScreen #number.-empty { display: none; }
    CallbacksScreen.-high.-broad Digits.-number, CallbacksScreen.-high.-wide Digits.-number {
        display: block;
    }
    CallbacksScreen.-high.-broad #number.-number, CallbacksScreen.-high.-wide #number.-number {
        display: none;
    }
    CallbacksScreen #number.-none { display: none; }
    CallbacksScreen.-low OptionList { max-height: 4; }
    CallbacksScreen.-low VerticalScroll { border-top: none; }
    CallbacksScreen #told { height: auto; }
    CallbacksScreen KeyLine { dock: bottom; height: auto; max-height: 3; padding: 0 1; }
    CallbacksScreen.-low OptionList { min-height: 1; }
    CallbacksScreen.-low VerticalScroll { border-top: none; }
    CallbacksScreen.-low KeyLine { max-height: 1; }
    """
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    EMPTY: ClassVar[str] = N_("Nobody waits for a call.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "step(1)", N_("down"), show=False, tooltip=N_("The next one")),
        Binding("k", "step(-1)", N_("up"), show=False, tooltip=N_("The one before")),
        Binding("space", "page(1)", N_("on"), show=False, tooltip=N_("On in what was said")),
        Binding(
            "backspace", "page(-1)", N_("back"), show=False, tooltip=N_("Back in what was said")
        ),
        Binding(
            "question_mark", "help", N_("help"), key_display="?", tooltip=N_("Show keys and signs")
        ),
        Binding("escape,q,v", "dismiss", N_("close"), key_display="esc"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.board: Board | None = None
        self.now: datetime | None = None
        self._zone: tzinfo | None = None
        self._rows: list[Content] = []
        self._numbers: list[int] = []
        self._place: int | None = None
        self._wanted: int | None = None
        self._told: tuple[Callback | None, Content] | None = None

    def compose(self) -> ComposeResult:
        """The list above, one of them below."""
        with Vertical() as frame:
            frame.border_title = Content(_("Callbacks"))
            yield OptionList(markup=False, compact=True)
            with VerticalScroll(can_focus=False):
                yield Digits("")
                yield Static("", id="number", markup=False)
                yield Static("", id="told", markup=False)
            yield Said()
            yield KeyLine()

    @property
    def selected(self) -> Callback | None:
        """The one that is marked."""
        place, calls = self._place, self.board.callbacks if self.board else ()
        return calls[place] if place is not None and place < len(calls) else None

    def update(self, board: Board, now: datetime, zone: tzinfo | None) -> None:
        """Show these as they stand at `now` (aware)."""
        marked = self.selected
        self.board, self.now, self._zone = board, now, zone
        row = call_rows if self.app.size.width < NARROW else call_row
        rows = [row(one, board.policy, now, zone) for one in board.callbacks]
        numbers = [one.number for one in board.callbacks]
        if numbers != self._numbers:
            number = marked.number if marked else None
            if self._wanted in numbers:
                number, self._wanted = self._wanted, None
            self._fill(rows, numbers, number)
        else:
            self._freshen(rows)
        self._rows, self._numbers = rows, numbers
        self.show_marked()

    def mark(self, number: int) -> None:
        """Mark this one, as soon as it is in the list."""
        if number in self._numbers:
            self._place = self.query_one(OptionList).highlighted = self._numbers.index(number)
        else:
            self._wanted = number

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tell what was done, or why nothing was."""
        self.query_one(Said).tell_for_now(words, bad=bad)

    @on(OptionList.OptionHighlighted)
    def show_marked(self) -> None:
        """Show what is marked, whole; painted only where it reads otherwise."""
        self._place = self.query_one(OptionList).highlighted
        callback = self.selected
        told = self._whole(callback)
        if (callback, told) == self._told:
            return
        before = self._told[0] if self._told else None
        self._told = callback, told
        if before is None or callback is None or before.number != callback.number:
            self.query_one(VerticalScroll).scroll_home(animate=False)
        number = callback.shown if callback else ""
        big = bool(number) and DIGITS.issuperset(number)
        self.query_one(Digits).update(number if big else "")
        for widget in (self.query_one(Digits), self.query_one("#number")):
            widget.set_class(big, "-number")
        self.query_one("#number", Static).set_class(not number, "-none").update(Content(number))
        self.query_one("#told", Static).update(told)
        self.refresh_bindings()

    def action_step(self, by: int) -> None:
        """Up or down."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_page(self, by: int) -> None:
        """On or back in what is told of the one that is marked."""
        self.query_one(VerticalScroll).scroll_relative(y=by * 2, animate=False)

    def action_help(self) -> None:
        """Every key, and what the signs mean."""
        self.app.push_screen(Help(self, self.board))

    def _whole(self, callback: Callback | None) -> Content:
        if callback is None or self.board is None or self.now is None:
            return Content(_(self.EMPTY) if self.board else _("reading …"))
        return told_whole(callback, self.board.policy, self.now, self._zone)

    def _fill(self, rows: list[Content], numbers: list[int], marked: int | None) -> None:
        options = self.query_one(OptionList)
        near = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(row) for row in rows])
        if rows:
            place = numbers.index(marked) if marked in numbers else near
            options.highlighted = min(place, len(rows) - 1)

    def _freshen(self, rows: list[Content]) -> None:
        options = self.query_one(OptionList)
        for place, (row, before) in enumerate(zip(rows, self._rows, strict=True)):
            if row != before:
                options.replace_option_prompt_at_index(place, row)
