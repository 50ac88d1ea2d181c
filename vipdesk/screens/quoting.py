"""The message that an answer answers: what is shown of it, and how it is quoted."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from vipdesk.domain.message import Message
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.screens.moments import said, written

MOST_LINES, MOST_CHARACTERS = 2_000, 64_000


class Original(VerticalScroll):
    """The client's latest message, folded to one row until somebody wants to read it."""

    DEFAULT_CSS = """
    Original { height: auto; max-height: 45%; border-top: solid $panel; }
    Original.-folded { max-height: 2; overflow: hidden; }
    """

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(Static(markup=False), classes="-folded")
        self.message: Message | None = None
        self._zone = zone
        self.display = False

    def show(self, message: Message | None) -> None:
        """Show this one from now on."""
        self.message = message
        self.display = message is not None
        self._paint()

    def fold(self, folded: bool | None = None) -> None:
        """Show its first words only, or all of it; by default the other way than now."""
        folded = not self.has_class("-folded") if folded is None else folded
        self.set_class(folded, "-folded")
        self.can_focus = not folded
        self._paint()

    def quoted(self) -> str:
        """The message as an answer carries it below its own words; empty without one."""
        if self.message is None:
            return ""
        lines = (f"> {line}".rstrip() for line in shown(self.message).split("\n"))
        wrote = f"{_who(self.message)}, {written(self.message.at, self._zone)} wrote:"
        return "\n".join([wrote, *lines])

    def _paint(self) -> None:
        if self.message is None:
            return
        head = headed(self.message, self._zone)
        if self.has_class("-folded"):
            line = clean_line(self.message.text[:400], 200)
            words = Content.assemble(("▸ ", "$accent"), (head, "bold"), f": {line}")
        else:
            mark = ("▾ ", "$accent")
            words = Content.assemble(mark, (head, "bold"), f"\n{shown(self.message)}")
        self.query_one(Static).update(words)


def answered(messages: Iterable[Message]) -> Message | None:
    """The client's latest message; None on a matter without one."""
    received = [m for m in messages if m.was_said]
    return max(received, key=lambda m: (m.at, m.number), default=None)


def shown(message: Message) -> str:
    """Its text, fit to show, cut where it is endless."""
    text = clean_block(message.text[:MOST_CHARACTERS]).strip("\n")
    lines = text.split("\n")
    cut = len(lines) > MOST_LINES or len(message.text) > MOST_CHARACTERS
    return "\n".join(lines[:MOST_LINES] + (["…"] if cut else []))


def headed(message: Message, zone: ZoneInfo) -> str:
    """Who wrote it, and when."""
    return f"{_who(message)}, {said(message.at, zone)}"


def _who(message: Message) -> str:
    return clean_line(message.author.called, 80)
