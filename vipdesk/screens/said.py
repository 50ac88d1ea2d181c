"""The line that says what an act did, or why nothing was done.

What was done goes after a while, or with the next key; what stands is there as long as it does.
"""

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line

SECONDS_SHOWN = 10.0
"""How long what was done is there to be read."""


class Said(Static):
    """Takes no room while there is nothing to say."""

    DEFAULT_CSS = """
    Said { height: auto; max-height: 3; padding: 0 1; text-style: bold; }
    Said.-empty { display: none; }
    Said.-bad { color: $text-error; }
    """

    def __init__(self) -> None:
        super().__init__(id="said", classes="-empty", markup=False)
        self.words, self._stands, self._trouble = "", "", ""
        self._passing: Timer | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether it says why nothing was done."""
        return self.has_class("-bad") and not self.has_class("-trouble")

    def tell(self, words: str, *, bad: bool = False) -> None:
        """Show the words; `bad` ones say why nothing was done."""
        self._show(_("not done: {words}").format(words=words) if bad else words, bad=bad)

    def tell_for_now(self, words: str, *, bad: bool = False) -> None:
        """The same, until it was read: for a while, and then what stands is shown again."""
        self.tell(words, bad=bad)
        self._passing = self.set_timer(SECONDS_SHOWN, self.pass_over)
        if not words:
            self.pass_over()

    def pass_over(self) -> None:
        """Something else is done: what was told for now goes."""
        if self._passing is not None:
            self._show_what_stands()

    def stand(self, words: str) -> None:
        """Show what is so until it is no more: empty words then; the same ones change nothing."""
        if words != self._stands:
            shown, self._stands = self.words == self._stands, words
            if words or shown:
                self._show_what_stands()

    def tell_trouble(self, words: str) -> None:
        """What goes on beside the acts is in trouble; empty words let only such a line go."""
        self._trouble = words
        if words or self.has_class("-trouble"):
            self._show_what_stands()

    def _show_what_stands(self) -> None:
        self._show(self._trouble or self._stands, bad=bool(self._trouble))
        self.set_class(bool(self._trouble), "-trouble")

    def _show(self, words: str, *, bad: bool) -> None:
        if self._passing is not None:
            self._passing.stop()
            self._passing = None
        self.words = words
        self.update(Content(clean_line(words, 400)))
        self.set_class(bad, "-bad")
        self.set_class(not words, "-empty")
        self.remove_class("-trouble")
