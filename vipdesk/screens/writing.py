"""The field for text of several lines, the same in every dialog."""

from textual.widgets import TextArea


class Writing(TextArea):
    """Plain text; its cursor stands still, so that an idle line stays silent."""

    DEFAULT_CSS = """
    Writing { height: 1fr; min-height: 3; background: $surface; }
    Writing .text-area--placeholder { text-style: dim; }
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

    def go_to_end(self) -> None:
        """Put the cursor behind the last character."""
        self.move_cursor(self.document.end)
