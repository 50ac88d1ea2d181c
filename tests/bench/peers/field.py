"""A field to type into, and nothing else."""

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Field(App[None]):
    """The field."""

    def compose(self) -> ComposeResult:
        """Empty; it does not blink, so that a frame is a key's and nothing else's."""
        field = TextArea()
        field.cursor_blink = False
        yield field


Field().run()
