"""Every key of a screen, and what the signs mean."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from vipdesk.domain.board import Board
from vipdesk.domain.wall_words import length_words
from vipdesk.screens.sheet import Sheet
from vipdesk.widgets.signs import LEGEND

KEY_WIDE = 12
MOVING = (
    ("↑ ↓ j k", "One ticket up or down; in a ticket, one line"),
    ("pgup pgdn", "A page up or down"),
    ("home end", "First and last; also g and G"),
    ("tab", "From pane to pane"),
    ("mouse", "A click selects, a second one reads; the keys below can be clicked"),
    ("^c", "Copy the marked text"),
)


class Help(Sheet):
    """A sheet of keys and signs; keys that do nothing just now are dim."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "dismiss", "close", show=False),
    ]

    def __init__(self, screen: Screen[Any], board: Board | None) -> None:
        super().__init__("Keys and signs", [*_keys(screen), *_signs(), *_time(board)])


def _keys(screen: Screen[Any]) -> Iterator[Content]:
    working = {each.binding.action for each in screen.active_bindings.values() if each.enabled}
    yield Content.styled("Keys", "bold")
    yield from (_row(key, what) for key, what in MOVING)
    for binding in _declared(screen):
        key = screen.app.get_key_display(binding)
        row = _row(key, binding.tooltip or binding.description)
        yield row if binding.action in working else row.stylize("dim")


def _declared(screen: Screen[Any]) -> Iterator[Binding]:
    """What the product binds on this kind of screen, the acts before the looking."""
    for kind in type(screen).__mro__:
        if kind is Screen:
            return
        for binding in vars(kind).get("BINDINGS", ()):
            yield from Binding.make_bindings([binding])


def _signs() -> Iterator[Content]:
    yield Content("")
    yield Content.styled("Signs", "bold")
    yield from (_row(sign, what) for sign, what in LEGEND)


def _time(board: Board | None) -> Iterator[Content]:
    yield Content("")
    yield Content.styled("Time left", "bold")
    if board is not None:
        day = length_words(board.policy.hours.business_day)
        yield Content(f"A day of business time, as in 1d 03h, is a business day: {day}.")
    yield Content("A day of calendar time is 24 h. Business time stands still while the desk is")
    yield Content("closed. What is left is reckoned from the full minute, the last ten minutes")
    yield Content("to the second.")


def _row(sign: str, what: str) -> Content:
    return Content.assemble(("  " + sign.ljust(KEY_WIDE), "bold"), what)
