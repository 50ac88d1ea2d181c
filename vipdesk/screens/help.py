"""Every key that works here, and what the signs mean."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content

from vipdesk.domain.board import Board
from vipdesk.domain.wall_words import length_words
from vipdesk.screens.sheet import Sheet
from vipdesk.widgets.signs import LEGEND

KEY_WIDE = 14
LEFT_OUT = (
    "app.focus_next",
    "app.focus_previous",
    "screen.copy_text",
    "help_quit",
    "app.help_quit",
)
OTHER_KEYS = (("tab", "from pane to pane"), ("^c", "copy the marked text"))


class Help(Sheet):
    """A sheet of keys and signs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "dismiss", "close", show=False),
    ]

    def __init__(self, active: Iterable[ActiveBinding], board: Board | None) -> None:
        """`active` are the keys as they were where help was asked for."""
        super().__init__("Keys and signs", [*_keys(active), *_signs(), *_time(board)])


def _keys(active: Iterable[ActiveBinding]) -> Iterator[Content]:
    keys: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    for each in active:
        binding = each.binding
        if each.enabled and binding.description and binding.action not in LEFT_OUT:
            keys.setdefault(binding.action, []).append(_display(binding))
            said[binding.action] = binding.tooltip or binding.description
    yield Content.styled("Keys", "bold")
    for action, pressed in keys.items():
        yield _row(" ".join(dict.fromkeys(pressed)), said[action])
    yield from (_row(key, what) for key, what in OTHER_KEYS)


def _display(binding: Binding) -> str:
    return binding.key_display or binding.key.replace("ctrl+", "^").replace(
        "pagedown", "pgdn"
    ).replace("pageup", "pgup")


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
