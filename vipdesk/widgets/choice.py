"""One of a few, in one row: ‹ 3 Standard ›."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """Left and right go through the options; the first character of one picks it at once."""

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; }
    Choice:focus { background: $boost; text-style: bold; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "previous", show=False),
        Binding("right,space", "step(1)", "next", show=False),
    ]

    place = reactive(0)

    class Changed(Message):
        """Another option was picked."""

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        value: str,
        *,
        id: str | None = None,
        by_letter: bool = True,
    ) -> None:
        """`options` are values with the words shown for them; the words are cleaned already.

        Not `by_letter` is for where one types in any case: letters are meant for that.
        """
        super().__init__(id=id)
        self._by_letter = by_letter
        self._options = tuple(options)
        self.set_reactive(Choice.place, self._places().index(value))

    @property
    def value(self) -> str:
        """The option that is picked."""
        return self._options[self.place][0]

    def pick(self, value: str) -> None:
        """Pick the option of this value."""
        self.place = self._places().index(value)

    def render(self) -> Content:
        """The option between its arrows."""
        return Content.assemble(("‹ ", "$accent"), self._options[self.place][1], (" ›", "$accent"))

    def watch_place(self) -> None:
        """Tell whoever asks."""
        self.post_message(self.Changed())

    def action_step(self, by: int) -> None:
        """Go to a neighbour, round the end."""
        self.place = (self.place + by) % len(self._options)

    def on_click(self, event: Click) -> None:
        """A click on the left arrow goes back, any other on."""
        self.action_step(-1 if event.x < len("‹ ") else 1)

    def on_key(self, event: Key) -> None:
        """Pick the next option whose words begin with the character."""
        if not event.is_printable or not event.character:
            return
        if event.character.isalpha() and not self._by_letter:
            return
        wanted, count = event.character.casefold(), len(self._options)
        for step in range(1, count + 1):
            place = (self.place + step) % count
            if self._options[place][1].casefold().startswith(wanted):
                self.place = place
                event.stop()
                return

    def _places(self) -> list[str]:
        return [value for value, _ in self._options]
