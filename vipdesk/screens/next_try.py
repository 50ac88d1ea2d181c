"""When to call again."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.clock import Clock
from vipdesk.domain.by_when import by_when
from vipdesk.domain.callback import Callback
from vipdesk.domain.commands import PlanTry
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _, in_context
from vipdesk.domain.policy import Policy
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.moments import said
from vipdesk.widgets.typed import Input


class NextTryDialog(Dialog):
    """Asks for the moment, and shows which one is meant."""

    DEFAULT_CSS = """
    NextTryDialog #frame { height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("plan it"), key_display="enter", priority=True),
    ]

    def __init__(self, callback: Callback, policy: Policy, clock: Clock, do: Do) -> None:
        super().__init__(_("Call {caller} again at …").format(caller=callback.spoken), do)
        self._callback, self._policy, self._clock = callback, policy, clock

    def fields(self) -> Iterable[Widget]:
        """The moment, and what it comes to."""
        moment = Input(placeholder=_('15:00, "tomorrow 10:00", "fri 16:30"'), compact=True)
        moment.cursor_blink = False
        yield Field(in_context("when", "at"), moment)
        yield Static(id="meant", classes="told")

    def on_input_changed(self) -> None:
        """Say which moment is meant, as soon as it is one."""
        self.say("")
        try:
            meant = said(self.command().at, self._policy.hours.zone)
        except DeskError:
            meant = ""
        self.query_one("#meant", Static).update(Content(meant))

    def command(self) -> PlanTry:
        """The moment as typed."""
        typed, zone = self.query_one(Input).value, self._policy.hours.zone
        return PlanTry(self._callback.number, by_when(typed, self._clock(), zone))
