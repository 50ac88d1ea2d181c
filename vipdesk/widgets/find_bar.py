"""The line where what to look for is typed; it narrows the queue with each letter."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line

LONGEST_HINT = 120
LONGEST_HELD = 1.0
"""Seconds that keys are held back for the letters before them."""


PARTS = (("/", "sign"), ("", "hint"))
"""What stands before and behind the line."""


class FindBar(Horizontal):
    """Out of sight until it is opened, and empty until then: most starts of a desk go without."""

    DEFAULT_CSS = """
    FindBar { display: none; height: 1; padding: 0 1; }
    FindBar.-open { display: block; }
    FindBar #sign { width: 2; text-style: bold; }
    FindBar #hint { width: auto; max-width: 70%; color: $warning; padding: 0 0 0 1; }
    FindBar Input, FindBar Input:focus {
        width: 1fr; border: none; padding: 0; background: $background;
    }
    """

    PLACEHOLDER: ClassVar[str] = N_(
        "words, sev:1 from:rossi is:resolved has:note owes:us before:2026-11-01 sort:newest"
    )

    @dataclass
    class Narrowed(Message):
        """What is typed so far."""

        text: str

    at_once: Callable[[str], None] = staticmethod(lambda _: None)
    """Is told what is typed before the letter is painted; `Narrowed` comes after it."""

    _line: Input | None = None

    @property
    def line(self) -> Input:
        """What is typed, behind the key that opened it, with a hint at the end."""
        if self._line is None:
            from vipdesk.widgets.words import Words  # an input is much to load

            self._line = Words(self._type, placeholder=_(self.PLACEHOLDER), compact=True)
            self._line.cursor_blink = False
            sign, hint = (Static(said, id=id, markup=False) for said, id in PARTS)
            self.mount(sign, self._line, hint)
        return self._line

    def _type(self, typed: str) -> None:
        self.at_once(typed)

    @property
    def is_open(self) -> bool:
        """Whether it is in sight."""
        return self.has_class("-open")

    @property
    def typing(self) -> bool:
        """Whether keys go into it."""
        # The library tells the line itself only later that it has the focus.
        return self._line is not None and self.screen.focused is self._line

    def open(self) -> None:
        """Type here from now on."""
        self.add_class("-open")
        # At once: the letters that came with the key are what is looked for, and no acts.
        self.screen.set_focus(self.line)

    def show(self, words: str) -> None:
        """Narrow by these words, as if somebody had typed and kept them."""
        if words or self._line is not None:
            self.line.value = words
        self.set_class(bool(words), "-open")

    @property
    def words(self) -> str:
        """What is typed so far."""
        return "" if self._line is None else self._line.value

    def tell(self, hint: str) -> None:
        """Say what would be right of what is typed; the longest fits beside it."""
        if self._line is None:
            return  # nobody has typed what it could be about
        told = self.query_one("#hint", Static)
        if (shown := clean_line(hint, LONGEST_HINT)) != told.content:
            told.update(shown)

    async def settle(self) -> None:
        """Go on once the letters that came before are in it: they may still queue."""
        typed = asyncio.Event()
        self.line.call_later(typed.set)
        with suppress(TimeoutError):  # the line may be going away
            await asyncio.wait_for(typed.wait(), LONGEST_HELD)

    def keep(self) -> None:
        """Leave it in sight while it narrows anything."""
        self.set_class(bool(self.words), "-open")

    def close(self) -> None:
        """Forget what was typed."""
        if self._line is not None:
            self._line.value = ""
        self.remove_class("-open")

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """With each letter."""
        event.stop()
        self.post_message(self.Narrowed(event.value))
