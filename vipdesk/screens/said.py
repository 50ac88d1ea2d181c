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

    @property
    def is_refusal(self) -> bool:
        """Whether it says why nothing was done."""
        return self.has_class("-bad")

    def tell(self, words: str, *, bad: bool = False) -> None:
        """Show the words; `bad` ones say why nothing was done."""
        told = _("not done: {words}").format(words=words) if bad else words
        self.update(Content(clean_line(told, 400)))
        self.set_class(bad, "-bad")
        self.set_class(not words, "-empty")
