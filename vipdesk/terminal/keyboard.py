"""What comes from the keyboard is read for what it is (design: safety, 3d).

A byte that is no text is one odd key, not the end of the program. And Esc with a key behind it in
one read, as a slow line brings them, is those two keys: the library takes it for alt and a key.
A paste whose end was lost ends all the same: the library would take all keys for more of it.
"""

import codecs
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct
from textual._time import get_time
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers import linux_driver
from textual.events import Key
from textual.keys import Keys
from textual.message import Message

from vipdesk.terminal.far_end import ANSWER, FarEnd

ESC = "\x1b"
WORD_BY_WORD = frozenset({"alt+b", "alt+f"})
"""What some terminals send for alt and an arrow: the library moves by words in a text then."""

PASTE_STALLS = 10.0
"""Seconds without a word inside a paste: no more comes of it."""
_ENDS_PASTE = frozenset({ESC, "\x03", "\x1b[27u", "\x1b[99;5u"})
"""Esc and ctrl+c, also as newer terminals send them: alone in a read they are keys."""

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
        self._pasting, self._read_at, self._tail = False, 0.0, ""
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Read on."""
        if self._far_end is not None and data:
            self._far_end.heard()
        if self._pasting and data in _ENDS_PASTE:
            data = BRACKETED_PASTE_END + data
        self._follow(data)
        return super().feed(data)

    def tick(self) -> Iterable[Message]:
        """Look for what was only begun, some time ago."""
        yield from super().tick()
        if self._pasting and get_time() - self._read_at >= PASTE_STALLS:
            self._follow(BRACKETED_PASTE_END)
            yield from super().feed(BRACKETED_PASTE_END)

    def _follow(self, data: str) -> None:
        """Whether a paste is under way behind this; its signs may come in two reads."""
        read = self._tail + data
        begins, ends = read.rfind(BRACKETED_PASTE_START), read.rfind(BRACKETED_PASTE_END)
        if begins != ends:
            self._pasting = begins > ends
        self._read_at, self._tail = get_time(), read[1 - len(BRACKETED_PASTE_END) :]

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
