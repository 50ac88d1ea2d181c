"""Every key of a screen, and what the signs mean; narrowed by words that are typed."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.domain.language import N_, _
from vipdesk.domain.wall_words import length_words
from vipdesk.keys import VI_MOVES
from vipdesk.screens.sheet import Sheet
from vipdesk.widgets.keys import KeyLine, declared, short_words
from vipdesk.widgets.signs import LEGEND
from vipdesk.widgets.typed import Input

KEY_WIDE = 12
NOT_NOW = N_(" · not now")
NOTHING = N_("Nothing here is about that: backspace shows more again.")
DUE_TODAY = N_(
    "Due today: what is to be answered before closing, what is late too, and the office hours left."
)
TIGHTEST = N_(
    "Tightest: the due moment before which the most crowds; what is left until then, shared among"
    " all that are to be answered by then."
)
MOVING = (
    ("↑ ↓ j k", N_("One ticket up or down; in a ticket, one line")),
    ("pgup pgdn", N_("A page up or down")),
    ("home end", N_("First and last; also g and G")),
    ("tab", N_("From pane to pane")),
    ("mouse", N_("A click selects, a second one reads; the keys below can be clicked")),
    ("^c", N_("Copy the marked text")),
)

RECKONED = N_(
    "A day of calendar time is 24 h. Business time stands still while the desk is\n"
    "closed. What is left is reckoned from the full minute, the last ten minutes\n"
    "to the second."
)

VI = (
    ("^d ^u", N_("Half a page down or up")),
    (
        " ".join(key for key in "HML" if key in VI_MOVES),
        N_("Top, middle or end of what is in sight"),
    ),
)


class Wanted(Input):
    """What is looked for; the key that opened the help closes it, and is no letter of a word."""

    DEFAULT_CSS = "Wanted, Wanted:focus { border: none; padding: 0; height: 1; }"

    opener: ClassVar[str] = "question_mark"

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Which keys are typed here."""
        return key != self.opener and super().check_consume_key(key, character)


class Help(Sheet):
    """A sheet of keys and signs; keys that do nothing just now say so."""

    DEFAULT_CSS = """
    Help > Vertical { height: 100%; }
    Help VerticalScroll { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", N_("close"), key_display="esc", priority=True),
        Binding("up", "scroll(-1)", N_("up"), show=False, priority=True),
        Binding("down", "scroll(1)", N_("down"), show=False, priority=True),
        Binding("pageup", "scroll(-10)", N_("page up"), show=False, priority=True),
        Binding("pagedown", "scroll(10)", N_("page down"), show=False, priority=True),
        Binding("question_mark", "dismiss", N_("close"), show=False, priority=True),
    ]

    def __init__(self, screen: Screen[Any], board: Board | None) -> None:
        self._called: dict[str, str] = {}
        parts = (self._keys(screen), _signs(), _time(board))
        self._parts = tuple(tuple(part) for part in parts)
        super().__init__(_("Keys and signs"), _under_each_other(self._parts))

    def compose(self) -> ComposeResult:
        """What to look for, and below it what is about that."""
        with Vertical() as frame:
            frame.border_title = Content(self.heading)
            hint = _("type what you look for: answer, breached, client")
            wanted = Wanted(placeholder=hint, compact=True)
            wanted.cursor_blink = False
            yield wanted
            with VerticalScroll(can_focus=False):
                yield Static(_sheet(self.lines), id="text")
            yield KeyLine()

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what all the words are in."""
        words = event.value.casefold().split()
        found = tuple(
            (part[0], *(row for row in part[1:] if self._is_about(row, words)))
            for part in self._parts
        )
        told = _under_each_other(part for part in found if len(part) > 1)
        self.query_one("#text", Static).update(_sheet(tuple(told) or (Content(_(NOTHING)),)))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _is_about(self, row: Content, words: list[str]) -> bool:
        """Whether all the words are in it, or in what the line of keys calls it."""
        text = f"{row.plain} {self._called.get(row.plain, '')}".casefold()
        return all(word in text for word in words)

    def _keys(self, screen: Screen[Any]) -> Iterator[Content]:
        working = {each.binding.action for each in screen.active_bindings.values() if each.enabled}
        called = short_words(screen)
        yield Content.styled(_("Keys"), "bold")
        moves = (*MOVING, *VI) if "ctrl+d" in screen._bindings.key_to_bindings else MOVING
        yield from (_row(key, _(what)) for key, what in moves)
        for keys, says, action in declared(screen):
            row = _row(keys, says if action in working else says + _(NOT_NOW))
            self._called[row.plain] = called.get(action, "")
            yield row if action in working else row.stylize("dim")


def _sheet(lines: Iterable[str | Content]) -> Content:
    return Content("\n").join(
        line if isinstance(line, Content) else Content(line) for line in lines
    )


def _under_each_other(parts: Iterable[tuple[Content, ...]]) -> Iterator[Content]:
    for number, part in enumerate(parts):
        if number:
            yield Content("")
        yield from part


def _signs() -> Iterator[Content]:
    yield Content.styled(_("Signs"), "bold")
    yield from (_row(sign, _(what)) for sign, what in LEGEND)


def _time(board: Board | None) -> Iterator[Content]:
    yield Content.styled(_("Time left"), "bold")
    if board is not None:
        day = length_words(board.policy.hours.business_day)
        words = _("A day of business time, as in 1d 03h, is a business day: {length}.")
        yield Content(words.format(length=day))
    yield from map(Content, _(RECKONED).splitlines())
    yield Content(_(DUE_TODAY))
    yield Content(_(TIGHTEST))


def _row(sign: str, what: str) -> Content:
    return Content.assemble(("  " + sign.ljust(KEY_WIDE), "bold"), what)
