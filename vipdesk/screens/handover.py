"""The hand-over sheet on screen: as it would be made now, or the one that waits to be signed."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, tzinfo
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from vipdesk.domain.board import Board
from vipdesk.domain.errors import DeskError
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import WHOLE, Handover
from vipdesk.domain.handover_commands import MakeSheet, Templates
from vipdesk.domain.language import N_, _
from vipdesk.domain.sheet_making import draft, takers
from vipdesk.domain.sheet_text import Row, sections, standing_of, time_off_of, title_of
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.screens.dialog import Do
from vipdesk.screens.over_board import OverBoard
from vipdesk.screens.said import Said
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.wrapping import wrap

Place = tuple[str, str, int | None]
"""A row by its section, what it is, and its ticket."""

NOWHERE: Place = ("", "", None)

NOBODY = N_('nobody is known who could stand in: `vipdesk people add "NAME" --role cover`')


class Hand(Struct, frozen=True):
    """What a sheet is made and signed with; reading may be slow, so it is awaited.

    `who` acts; `is_named` is whether they were named, whoever has the desk.
    """

    do: Do
    handing: Callable[[], Awaitable[Handing]]
    templates: Callable[[], Awaitable[tuple[Templates, tuple[str, ...]]]]
    who: Callable[[], str]
    is_named: bool = False

    def signer(self, made: Handover) -> str:
        """Who signs a sheet here: who was named, else whom it is for."""
        return self.who() if self.is_named else made.taker


class HandoverScreen(OverBoard):
    """A row for each thing that the taker has to know; the marked one can be written about."""

    DEFAULT_CSS = """
    HandoverScreen { background: $background; }
    HandoverScreen > Vertical {
        border: round $border; border-title-style: bold; background: $surface;
    }
    HandoverScreen OptionList { height: 1fr; border: none; padding: 0 1; }
    HandoverScreen OptionList > .option-list--option-highlighted { text-style: bold underline; }
    HandoverScreen OptionList > .option-list--option-disabled { color: $text; }
    HandoverScreen KeyLine { dock: bottom; height: auto; max-height: 2; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sign", N_("sign")),
        Binding("m", "make", N_("make it")),
        Binding("m", "make_again", N_("make it anew")),
        Binding("n", "note", N_("note")),
        Binding("N", "note_all", N_("note for all")),
        Binding("c", "another", N_("for another")),
        Binding("escape,q,D", "dismiss", N_("close"), key_display="esc"),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]

    def __init__(self, hand: Hand) -> None:
        super().__init__()
        self.hand = hand
        self.desk: Handing | None = None
        self.made: Handover | None = None
        self._to, self._busy, self._waits = "", False, False
        self._of: Board | None = None
        self._now: datetime | None = None
        self._zone: tzinfo | None = None
        self._rows: list[Place] = []
        self._wide = 0

    def compose(self) -> ComposeResult:
        """The sheet in a frame."""
        with Vertical() as frame:
            frame.border_title = Content(_("Hand-over"))
            yield OptionList(markup=False, compact=True)
            yield Said()
            yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works on a sheet that waits, and on one that is not made yet."""
        waits = self.desk is not None and self.desk.waiting is not None
        match action:
            case "sign":
                return waits
            case "make":
                return self.made is not None and not waits and bool(self.made.taker)
            case "make_again":
                return waits
            case "note":
                return self.ticket is not None
            case "note_all":
                return self.desk is not None
            case "another":
                return not waits and len(self._takers()) > 1
        return True

    def update(self, board: Board, now: datetime, zone: tzinfo | None) -> None:
        """Another picture of the desk is another sheet; the second that goes by is none."""
        self._now, self._zone = now, zone
        if board is not self._of:
            self._of = board
            self._read_anew()

    def on_resize(self) -> None:
        """Lines are broken for as much room as there is."""
        self.call_after_refresh(self._show_wider)

    def _show_wider(self) -> None:
        options = self.query_one(OptionList)
        if _wide(options) != self._wide:
            self._show()

    def _read_anew(self) -> None:
        self.run_worker(self._read(), group="handing", exclusive=True)

    async def _read(self) -> None:
        try:
            self.desk = await self.hand.handing()
        except DeskError as problem:
            self.say(str(problem), bad=True)
        else:
            self._show()

    def _show(self) -> None:
        """Show the sheet; what was marked stays marked."""
        desk, now, zone = self.desk, self._now, self._zone
        if desk is None or now is None or zone is None or not self.is_attached:
            return
        waits = desk.waiting is not None
        made = desk.waiting or draft(desk, self.hand.who(), self._to, now)
        options, near = self.query_one(OptionList), self.query_one(OptionList).highlighted or 0
        marked = self._rows[near] if near < len(self._rows) else None
        begins = self.made is None or self.made.number != made.number or self._waits != waits
        self.made, self._rows, self._waits = made, [], waits
        self._wide = _wide(options)
        self.query_one(Vertical).border_title = Content(_title(made, waits=waits))
        options.clear_options()
        options.add_options(self._options(made, desk, zone))
        places = [n for n, one in enumerate(options.options) if not one.disabled]
        if places:
            at = 0 if begins else near
            there = next((n for n in places if self._rows[n] == marked and not begins), None)
            options.highlighted = there or min(places, key=lambda n: abs(n - at))
        if begins:
            options.call_after_refresh(options.scroll_home, animate=False)
        self.refresh_bindings()

    def _options(self, made: Handover, desk: Handing, zone: tzinfo) -> Iterator[Option]:
        if desk.waiting is not None:
            yield self._option(Content(standing_of(made, zone)), disabled=True)
        elif not made.taker:
            yield self._option(Content.styled(_(NOBODY), "$text-warning"), disabled=True)
        elif told := time_off_of(made, zone):
            yield self._option(Content(told), disabled=True)
        for section in sections(made.sheet, zone):
            yield self._option(Content.styled(section.title, "bold $primary"), disabled=True)
            for row in section.rows:
                words = _row(row, self._wide)
                yield self._option(words, (section.title, row.head, row.ticket))

    def _option(self, words: Content, place: Place = NOWHERE, *, disabled: bool = False) -> Option:
        self._rows.append(place)
        return Option(words, disabled=disabled)

    @property
    def ticket(self) -> int | None:
        """The ticket that the marked row is about."""
        place = self.query_one(OptionList).highlighted if self.is_mounted else None
        there = place is not None and place < len(self._rows)
        return self._rows[place][2] if there and place is not None else None

    def on_option_list_option_highlighted(self) -> None:
        """Other keys may work on it."""
        self.refresh_bindings()

    def action_move(self, by: int) -> None:
        """Mark the next row, or the one before."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_another(self) -> None:
        """Make it for somebody else."""
        names, made = self._takers(), self.made
        if made is not None and names:
            place = names.index(made.taker) if made.taker in names else -1
            self._to = names[(place + 1) % len(names)]
            self._show()

    def action_make(self) -> None:
        """Keep it as it is now."""
        if self.made is not None and not self._busy:
            self._busy = True
            self.run_worker(self._make(MakeSheet(self.made.taker)))

    def action_make_again(self) -> None:
        """Make it anew, of the desk as it is now, for the same."""
        self.action_make()

    async def action_note(self) -> None:
        """Write about the marked ticket."""
        if (ticket := self.ticket) is not None:
            await self._write(ticket)

    async def action_note_all(self) -> None:
        """Write about all of it."""
        await self._write(WHOLE)

    async def action_sign(self) -> None:
        """Take the desk, with a look at what the client is told by that."""
        from vipdesk.screens.signing import SignDialog  # loaded when a key opens it

        desk, made = self.desk, self.desk.waiting if self.desk is not None else None
        if desk is None or made is None or self._now is None:
            return
        templates, problems = await self.hand.templates()
        dialog = SignDialog(
            made, desk, templates, self._now, self.hand.do, problems, self.hand.signer(made)
        )
        await self.app.push_screen(dialog, self._close_once_signed)

    def _close_once_signed(self, executed: Executed | None) -> None:
        if executed is not None:
            self.dismiss(None)

    def say(self, words: str, *, bad: bool = False) -> None:
        """Show a line below the sheet."""
        if self.is_attached:
            self.query_one(Said).tell(words, bad=bad)

    async def _make(self, command: MakeSheet) -> None:
        self.say("")
        try:
            await self.hand.do(command)
        except DeskError as problem:
            self.say(str(problem), bad=True)
        finally:
            self._busy = False

    async def _write(self, ticket: int) -> None:
        from vipdesk.screens.sheet_note import SheetNoteDialog  # as above

        if self.desk is not None:
            written = self.desk.notes_of(self.hand.who()).get(ticket, "")
            dialog = SheetNoteDialog(ticket, written, self.hand.do)
            await self.app.push_screen(dialog, lambda _: self._read_anew())

    def _takers(self) -> tuple[str, ...]:
        desk, now = self.desk, self._now
        return takers(desk, now) if desk is not None and now is not None else ()


def _title(made: Handover, *, waits: bool) -> str:
    if waits:
        return title_of(made)
    taker = clean_line(made.taker, 60) or "?"
    return _("Not made yet: for {taker}").format(taker=taker)


def _wide(options: OptionList) -> int:
    """The cells of a row, beside the bar that is there once the rows are more than fit."""
    return options.size.width - options.styles.scrollbar_size_vertical


def _row(row: Row, wide: int) -> Content:
    """What is told of it goes on where it began, and a note behind its bar."""
    parts = [Content.styled(row.head, "bold")]
    parts += map(Content, wrap(f"  {row.told}", wide) if row.told else ())
    parts += [Content(f"  ▏{line}") for line in wrap(row.note, wide - 3) if row.note]
    return Content("\n").join(parts)
