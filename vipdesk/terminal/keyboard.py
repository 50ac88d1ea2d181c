"""What comes from the keyboard is read for what it is (design: safety, 3d).

A byte that is no text is one odd key, not the end of the program. And Esc with a key behind it in
one read, as a slow line brings them, is those two keys: the library takes it for alt and a key.
"""

import codecs
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.events import Key
from textual.keys import Keys
from textual.message import Message

from vipdesk.terminal.far_end import ANSWER, FarEnd

ESC = "\x1b"
WORD_BY_WORD = frozenset({"alt+b", "alt+f"})
"""What some terminals send for alt and an arrow: the library moves by words in a text then."""

_BEGINS_MORE = frozenset("[]^_OPNX")
"""Behind Esc these may begin a sequence: only a pause tells that they do not."""
_NEVER_TYPED = frozenset("[]^_")
"""Behind Esc and before a pause these are a sequence torn apart."""
_ONE_KEY = frozenset("\x1b\x7f\t")
"""With Esc before them these are one key: alt and backspace, shift and tab."""


class Alt(Struct, frozen=True):
    """Where alt and a key are meant: asked in the thread that reads the keyboard.

    `chosen` is whether somebody chose `alt+x` as a key, `typing` whether a text has the focus,
    `breaking` whether alt and enter begin a line there.
    """

    chosen: Callable[[str], bool]
    typing: Callable[[], bool]
    breaking: Callable[[], bool] = bool


def forgive_bad_bytes() -> None:
    """From now on the keyboard decoder takes a bad byte for U+FFFD instead of raising."""
    vars(linux_driver)["getincrementaldecoder"] = _forgiving


def read_escape_apart(alt: Alt, far_end: FarEnd | None = None) -> None:
    """From now on Esc and what comes right behind it are two keys, unless alt is meant.

    `far_end` hears whatever comes, and its answers are no keys.
    """
    vars(linux_driver)["XTermParser"] = partial(Keyboard, alt, far_end)


class Keyboard(XTermParser):
    """The library's reading, but for alt and for what a terminal says by itself."""

    def __init__(self, alt: Alt, far_end: FarEnd | None = None, debug: bool = False) -> None:
        self._alt, self._far_end = alt, far_end
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Read on."""
        if self._far_end is not None and data:
            self._far_end.heard()
        return super().feed(data)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        if sequence == ANSWER and self._far_end is not None:
            self._far_end.answered()
            return (Key(Keys.Ignore, sequence),)
        if alt and sequence not in _NEVER_TYPED:
            return self._apart(sequence)
        behind = sequence[1:] if sequence[:1] == ESC else ""
        if len(behind) == 1 and behind not in _BEGINS_MORE | _ONE_KEY:
            return self._apart(behind)
        return super()._sequence_to_key_events(sequence, alt)

    def _apart(self, behind: str) -> Iterator[Key]:
        if behind == "\r" and self._alt.breaking():
            yield Key("alt+enter", None)
            return
        key = f"alt+{behind}"
        if self._alt.chosen(key):
            yield from super()._sequence_to_key_events(behind, alt=True)
        elif key in WORD_BY_WORD and self._alt.typing():
            yield from super()._sequence_to_key_events(ESC + behind)
        else:
            yield Key("escape", ESC)
            yield from super()._sequence_to_key_events(behind)


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return lambda: codecs.getincrementaldecoder(encoding)(errors="replace")
