"""A promise: by when the client hears from us, whatever the contract allows."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.clock import Clock
from vipdesk.domain.board import TicketView
from vipdesk.domain.by_when import by_when
from vipdesk.domain.commands import Promise
from vipdesk.domain.course import follow
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _, in_context
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, tightest
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.marking import named
from vipdesk.screens.moments import said
from vipdesk.widgets.countdown import left_said, remaining
from vipdesk.widgets.promises import target_said
from vipdesk.widgets.typed import Input


class PromiseDialog(Dialog):
    """Asks by when, and shows what that means before it is given."""

    DEFAULT_CSS = """
    PromiseDialog #frame { height: 9; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("promise"), key_display="enter", priority=True),
    ]

    def __init__(
        self,
        view: TicketView,
        policy: Policy,
        clock: Clock,
        do: Do,
        lines: Sequence[QueueLine] = (),
    ) -> None:
        """`view` is one of the tickets in these rows, or the only one."""
        self._lines = lines or (view.line,)
        title = _("Promise on {tickets}: I will write by …")
        super().__init__(title.format(tickets=named(self._lines)), do)
        self._view, self._policy, self._clock = view, policy, clock

    def fields(self) -> Iterable[Widget]:
        """The moment, and what it comes to."""
        moment = Input(placeholder=_('15:00, "tomorrow 10:00", "fri 16:30"'), compact=True)
        moment.cursor_blink = False
        yield Field(in_context("when", "by"), moment)
        yield Static(self._stands(), classes="told")
        yield Static(id="meant", classes="told")

    def on_input_changed(self) -> None:
        """Say which moment is meant, as soon as it is one."""
        self.say("")
        try:
            promise = self.command()
        except DeskError:
            meant = ""
        else:
            meant = _("by {moment}").format(moment=said(promise.until, self._policy.hours.zone))
        self.query_one("#meant", Static).update(Content(meant))

    def command(self) -> Promise:
        """The promise as typed."""
        now, zone = self._clock(), self._policy.hours.zone
        typed = self.query_one(Input).value
        return Promise(self._view.line.number, by_when(typed, now, zone))

    def _stands(self) -> Content:
        """What is due already."""
        kind, running = tightest(follow(self._view.ticket, self._policy))
        if running is None:
            return Content(_("nothing is due now: an answer keeps it"))
        left = remaining(running, self._policy, self._clock())
        words = _("now due: {target} {due}, {left} · an answer keeps it")
        due = said(running.due, self._policy.hours.zone)
        which = f"#{self._view.line.number} " if len(self._lines) > 1 else ""
        target = which + target_said(kind)
        return Content(words.format(target=target, due=due, left=left_said(left)))
