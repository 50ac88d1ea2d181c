"""The hand-over sheet on screen: as it would be made now, or the one that waits to be signed.

It stays as it is read: where there is a newer one, that is said, and a key shows it.
"""

from datetime import datetime, tzinfo
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList

from vipdesk.domain.board import Board
from vipdesk.domain.errors import DeskError
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import WHOLE, Handover, is_given
from vipdesk.domain.handover_commands import MakeSheet
from vipdesk.domain.language import N_, _
from vipdesk.domain.sheet_making import draft, takers
from vipdesk.pen import Executed
from vipdesk.screens.over_board import OverBoard
from vipdesk.screens.said import Said
from vipdesk.screens.sheet_hand import Hand
from vipdesk.screens.sheet_lines import SheetPage, option_of, page_of
from vipdesk.widgets.keys import KeyLine

NEWER = "r"
"""The key that shows the newer sheet."""


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
        Binding(NEWER, "newer", N_("newer state"), tooltip=N_("Show the sheet as it is now")),
        Binding("escape,q", "dismiss", N_("close"), key_display="esc"),
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
        self._page: SheetPage | None = None
        self._newer: Handing | None = None
        self._shows = False
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
            case "newer":
                return self._newer is not None
            case "another":
                return not waits and len(self._takers()) > 1
        return True

    def update(self, board: Board, now: datetime, zone: tzinfo | None) -> None:
        """Another picture of the desk may be another sheet; the second that goes by is none."""
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

    def _read_anew(self, *, shows: bool = False) -> None:
        self._shows = self._shows or shows
        self._read()

    @work(group="handing", exclusive=True)
    async def _read(self) -> None:
        """Of what is read already only that there is a newer one is told, unless it is asked for.

        What somebody is about to sign has to be what they have read.
        """
        try:
            desk = await self.hand.handing()
        except DeskError as problem:
            self.say(str(problem), bad=True)
            return
        shows, self._shows = self._shows, False
        if shows or self.desk is None or self._page_of(desk) == self._page:
            self._take(desk)
        else:
            self._newer = desk
            self.say(_("the desk has changed: {key} shows the newer state").format(key=NEWER))
            self.refresh_bindings()

    def _take(self, desk: Handing) -> None:
        if self._newer is not None:
            self.say("")
        self.desk, self._newer = desk, None
        self._show()

    def _made_of(self, desk: Handing, now: datetime) -> Handover:
        return desk.waiting or draft(desk, self.hand.who(), self._to, now)

    def _page_of(self, desk: Handing) -> SheetPage | None:
        if self._now is None or self._zone is None:
            return None
        return page_of(self._made_of(desk, self._now), desk, self._zone)

    def _show(self) -> None:
        """Show the sheet; what was marked stays marked."""
        desk, now = self.desk, self._now
        page = self._page_of(desk) if desk is not None else None
        if desk is None or now is None or page is None or not self.is_attached:
            return
        made, waits = self._made_of(desk, now), desk.waiting is not None
        options = self.query_one(OptionList)
        near, before = options.highlighted or 0, self._page.lines if self._page else ()
        marked = before[near].place if near < len(before) else None
        begins = self.made is None or self.made.number != made.number or self._waits != waits
        self.made, self._page, self._waits = made, page, waits
        self._wide = _wide(options)
        self.query_one(Vertical).border_title = Content(page.title)
        options.clear_options()
        options.add_options([option_of(line, self._wide) for line in page.lines])
        places = [n for n, one in enumerate(options.options) if not one.disabled]
        if places:
            at = 0 if begins else near
            there = (n for n in places if page.lines[n].place == marked and not begins)
            options.highlighted = next(there, min(places, key=lambda n: abs(n - at)))
        if begins:
            options.call_after_refresh(options.scroll_home, animate=False)
        self.refresh_bindings()

    @property
    def ticket(self) -> int | None:
        """The ticket that the marked row is about."""
        place = self.query_one(OptionList).highlighted if self.is_mounted else None
        lines = self._page.lines if self._page else ()
        return lines[place].row.ticket if place is not None and place < len(lines) else None

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

    def action_newer(self) -> None:
        """Show the desk as it is by now."""
        if self._newer is not None:
            self._take(self._newer)

    def action_make(self) -> None:
        """Keep it as it is now; who takes the desk without being given it is asked why."""
        made = self.made
        if made is None or self._busy:
            return
        if is_given(replace(made, who=self.hand.who())):
            self._busy = True
            self.run_worker(self._make(MakeSheet(made.taker)))
        else:
            from vipdesk.screens.sheet_reason import ReasonDialog  # loaded when a key opens it

            self.app.push_screen(ReasonDialog(made, self.hand.do), self._show_made)

    def _show_made(self, executed: Executed | None) -> None:
        if executed is not None:
            self._read_anew(shows=True)

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
        else:
            self._read_anew(shows=True)
        finally:
            self._busy = False

    async def _write(self, ticket: int) -> None:
        from vipdesk.screens.sheet_note import SheetNoteDialog  # as above

        if self.desk is not None:
            written = self.desk.notes_of(self.hand.who()).get(ticket, "")
            dialog = SheetNoteDialog(ticket, written, self.hand.do)
            await self.app.push_screen(dialog, lambda _: self._read_anew(shows=True))

    def _takers(self) -> tuple[str, ...]:
        desk, now = self.desk, self._now
        return takers(desk, now) if desk is not None and now is not None else ()


def _wide(options: OptionList) -> int:
    """The cells of a row, beside the bar that is there once the rows are more than fit."""
    return options.size.width - options.styles.scrollbar_size_vertical
