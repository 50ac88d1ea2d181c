"""A search is kept under a digit."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.language import N_, _
from vipdesk.domain.saved_view import PLACES, SaveView
from vipdesk.domain.text import clean_line
from vipdesk.screens.dialog import Dialog, Do


class KeepView(Dialog):
    """A digit keeps the search at once."""

    DEFAULT_CSS = """
    KeepView #frame, KeepView.-thin #frame {
        width: 64; height: auto; border: round $primary; padding: 0 1;
    }
    KeepView #fields { height: auto; }
    KeepView #fields Static { text-wrap: nowrap; text-overflow: ellipsis; }
    KeepView.-thin #title { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place), f"take({place})", show=False, priority=True) for place in PLACES),
        Binding("escape,ctrl+s,f2", "leave", N_("leave"), key_display="esc", priority=True),
    ]

    def __init__(self, words: str, kept: Mapping[int, str], do: Do) -> None:
        """`kept` is what the digits show now."""
        title = _("Keep “{words}” under a digit: 1 to 9")
        super().__init__(title.format(words=clean_line(words, 40)), do)
        self._words, self._kept = words, kept

    def fields(self) -> Iterable[Widget]:
        """What each digit shows now."""
        for place in PLACES:
            yield Static(f"{place}  {clean_line(self._kept.get(place, ''), 100)}", markup=False)

    def action_take(self, place: int) -> None:
        """Keep it there."""
        self.attempt(SaveView(place, self._words))
