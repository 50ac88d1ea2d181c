"""The least that the library can show."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """Says hello."""

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static("hello there")


Hello().run()
