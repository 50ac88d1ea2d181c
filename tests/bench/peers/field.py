"""A field to type into, and nothing else."""

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Field(App[None]):
    """The field."""

    def compose(self) -> ComposeResult:
        """Empty, blinking as it comes."""
        yield TextArea()


Field().run()
