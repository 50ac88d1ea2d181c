"""The line that says what an act did, or why nothing was done."""

from textual.content import Content
from textual.widgets import Static

from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line


class Said(Static):
    """Takes no room while there is nothing to say."""

    DEFAULT_CSS = """
    Said { height: auto; max-height: 3; padding: 0 1; text-style: bold; }
    Said.-empty { display: none; }
    Said.-bad { color: $text-error; }
    """

    def __init__(self) -> None:
        super().__init__(id="said", classes="-empty", markup=False)
        self.words = ""

    @property
    def is_refusal(self) -> bool:
        """Whether it says why nothing was done."""
        return self.has_class("-bad") and not self.has_class("-trouble")

    def tell(self, words: str, *, bad: bool = False) -> None:
        """Show the words; `bad` ones say why nothing was done."""
        self._show(_("not done: {words}").format(words=words) if bad else words, bad=bad)

    def tell_trouble(self, words: str) -> None:
        """What goes on beside the acts is in trouble; empty words let only such a line go."""
        if words or self.has_class("-trouble"):
            self._show(words, bad=bool(words))
            self.set_class(bool(words), "-trouble")

    def _show(self, words: str, *, bad: bool) -> None:
        self.words = words
        self.update(Content(clean_line(words, 400)))
        self.set_class(bad, "-bad")
        self.set_class(not words, "-empty")
        self.remove_class("-trouble")
