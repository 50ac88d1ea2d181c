"""The line where it is typed what to look for in the ticket that is read."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from vipdesk.domain.language import N_
from vipdesk.widgets.find_bar import FindBar


class TicketFind(FindBar):
    """Out of sight until it is opened; the arrows go from match to match while one types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.match(1)", show=False),
        Binding("up", "screen.match(-1)", show=False),
    ]
    PLACEHOLDER: ClassVar[str] = N_("words in this ticket; ↓ ↑ go on and back, enter reads on")

    @dataclass
    class Narrowed(Message):
        """What is typed so far."""

        text: str
