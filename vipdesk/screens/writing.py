"""The field for text of several lines, the same in every dialog."""

from textual.widgets import TextArea
from textual.widgets.text_area import Selection


class Writing(TextArea):
    """Plain text; its cursor stands still, so that an idle line stays silent."""

    DEFAULT_CSS = """
    Writing { height: 1fr; min-height: 3; background: $surface; }
    Writing .text-area--placeholder { text-style: dim; }
    Writing:light .text-area--cursor {
        color: $input-cursor-foreground; background: $input-cursor-background;
    }
    """

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(
            text,
            id=id,
            compact=True,
            highlight_cursor_line=False,
            placeholder=placeholder,
        )
        self.cursor_blink = False

    def rewrite(self, text: str) -> None:
        """Have this text instead, with the cursor behind its last character."""
        self.load_text(text)
        self.go_to_end()

    def go_to_end(self) -> None:
        """Put the cursor behind the last character."""
        self.move_cursor(self.document.end)

    def offer(self) -> None:
        """Show the text from its start, selected: what is typed takes its place."""
        self.selection = Selection(self.document.end, (0, 0))

    def put_in(self, text: str) -> None:
        """Put `text` where the cursor is, away from what stands before it in the line."""
        begins = self.cursor_location[1] == 0
        self.insert(text if begins else f"\n\n{text}")

    def add_below(self, text: str) -> None:
        """Put `text` below what is there; the cursor stays where it is."""
        at = self.cursor_location
        self.insert(f"\n\n{text}", self.document.end)
        self.move_cursor(at)
