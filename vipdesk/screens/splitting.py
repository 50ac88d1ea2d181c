"""Split a message off: which of the client's words becomes a ticket of its own."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from vipdesk.clock import Clock
from vipdesk.domain.board import TicketView
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Message
from vipdesk.domain.policy import Policy
from vipdesk.domain.recutting import Split
from vipdesk.domain.text import clean_line
from vipdesk.screens.dialog import Dialog, Do
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.picking import PickList


class SplitDialog(Dialog):
    """The latest is marked; enter splits it off."""

    DEFAULT_CSS = """
    SplitDialog PickList { height: 1fr; min-height: 3; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("split off"), key_display="enter", priority=True),
    ]

    def __init__(self, view: TicketView, policy: Policy, clock: Clock, do: Do) -> None:
        number = view.ticket.number
        title = _("Split off #{number}: a message becomes a ticket")
        super().__init__(title.format(number=number), do)
        self._messages = splittable(view)
        self._policy, self._clock = policy, clock

    def fields(self) -> Iterable[Widget]:
        """What the client said, latest first."""
        yield PickList()
        yield Static(
            _("the new ticket's clock starts when the message came; here it never was"),
            classes="told",
        )

    def on_mount(self) -> None:
        """Mark the latest."""
        super().on_mount()
        picks = self.query_one(PickList)
        picks.add_options([Option(self._row(message)) for message in self._messages])
        picks.highlighted = 0

    def command(self) -> Split:
        """Split off what is marked."""
        return Split(self._messages[self.query_one(PickList).highlighted or 0].number)

    def _row(self, message: Message) -> Content:
        came = timestamp(message.at, self._clock(), self._policy.hours.zone)
        who = clean_line(message.author.spoken, 30)
        return Content.assemble(
            (f"{came} ", "bold"),
            f"{who} ",
            (clean_line(message.text or message.subject, 90), "dim"),
        )


def splittable(view: TicketView) -> list[Message]:
    """What the client said on a ticket, latest first; empty where that is one thing alone."""
    said = [m for m in view.messages if m.was_said and m.fact is not None]
    return said[::-1] if len(said) > 1 else []
