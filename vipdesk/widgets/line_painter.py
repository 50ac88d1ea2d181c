"""A long view of lines in looks, that can be marked with the mouse and clicked on."""

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from vipdesk.widgets.lines import LOOKS, Line, number_at, plain
from vipdesk.widgets.row_by_row import RowByRow


class LinePainter(RowByRow):
    """Draws lines by the styles of their looks; `sticky` rows on top stay in place."""

    DEFAULT_CSS = """
    LinePainter .timeline--heading { text-style: bold; }
    LinePainter .timeline--client { color: $accent; text-style: bold; }
    LinePainter .timeline--ours { color: $success; text-style: bold; }
    LinePainter .timeline--note { color: $warning; }
    LinePainter .timeline--met { color: $success; }
    LinePainter .timeline--breached { color: $error; text-style: bold; }
    LinePainter .timeline--urgent { color: $warning; text-style: bold; }
    LinePainter .timeline--warn { color: $accent; }
    LinePainter .timeline--calm { color: $success; }
    LinePainter .timeline--muted, LinePainter .timeline--paused, LinePainter .timeline--rule {
        text-style: dim;
    }
    """
    COMPONENTS = frozenset(f"timeline--{look}" for look in LOOKS)

    @dataclass
    class Named(Message):
        """A ticket that is named in the text is asked for."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = ()
        self._styles: dict[str, Style] = {}

    @property
    def sticky(self) -> int:
        """How many rows on top stay in place."""
        return 0

    @property
    def text(self) -> str:
        """Everything that can be scrolled to, as plain text."""
        return "\n".join(map(plain, self._lines))

    def on_click(self, event: Click) -> None:
        """A click on a number like #118 asks for that ticket."""
        at = event.get_content_offset(self)
        if at is None:
            return
        row = at.y if at.y < self.sticky else at.y + self.scroll_offset.y
        if row < len(self._lines):
            number = number_at(plain(self._lines[row]), at.x)
            if number is not None:
                self.post_message(self.Named(number))

    def notify_style_update(self) -> None:
        """Looks changed: none that was kept is right any more."""
        super().notify_style_update()
        self._styles.clear()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The marked text."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Other text is marked."""
        self.refresh()

    def marked(self, row: int) -> tuple[int, int] | None:
        """From where to where a row is marked."""
        selection = self.text_selection
        return selection.get_span(row) if selection is not None else None

    def drawn(self, one: Line, marked: tuple[int, int] | None) -> Strip:
        """The line as it is painted."""
        strip = Strip([Segment(text, self.style_of(look)) for text, look in one])
        if marked is None:
            return strip
        start, end = marked[0], strip.cell_length if marked[1] == -1 else marked[1]
        style = self.screen.get_component_rich_style("screen--selection")
        before, inside, after = (
            strip.crop(0, start),
            strip.crop(start, end).apply_style(style),
            strip.crop(end, strip.cell_length),
        )
        return Strip.join([before, inside, after])

    def style_of(self, look: str) -> Style:
        """The style of a look in the theme that is worn."""
        if look not in self._styles:
            self._styles[look] = self.get_component_rich_style(f"timeline--{look}")
        return self._styles[look]
