"""Why a target was missed: one line, which the client reads in the report."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.clock import Clock
from vipdesk.domain.board import TicketView
from vipdesk.domain.cause import LONGEST_CAUSE, GiveCause
from vipdesk.domain.language import N_, _, in_context
from vipdesk.domain.missed import missed
from vipdesk.domain.policy import Policy
from vipdesk.domain.verdict import Verdict
from vipdesk.domain.wall_words import length_words
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.moments import said
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.promises import target_said
from vipdesk.widgets.typed import Input


class CauseDialog(Dialog):
    """Asks for the cause of the latest that was missed; another one can be picked."""

    DEFAULT_CSS = """
    CauseDialog #frame { height: 9; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("keep"), key_display="enter", priority=True),
    ]

    def __init__(self, view: TicketView, policy: Policy, clock: Clock, do: Do) -> None:
        title = _("#{number} · why was it missed?").format(number=view.line.number)
        super().__init__(title, do)
        self._view, self._policy = view, policy
        self._missed = missed(view.ticket, policy, clock())

    def fields(self) -> Iterable[Widget]:
        """Which one, and the cause."""
        if not self._missed:
            yield Static(Content(_("no target was missed")), classes="told")
            return
        first = self._asked_first()
        cause = Input(
            self._view.cause_of(self._missed[first]),
            placeholder=_("one line: power cut, vendor was silent"),
            max_length=LONGEST_CAUSE,
            select_on_focus=False,
            compact=True,
        )
        cause.cursor_blink = False
        yield Field(_("cause"), cause)
        named = [(str(place), self._named(one)) for place, one in enumerate(self._missed)]
        yield Field(in_context("cause", "of"), Choice(list(reversed(named)), str(first)))
        yield Static(Content(_("the client reads it in the report")), classes="told")

    def on_choice_changed(self) -> None:
        """Show what was given of the other one."""
        self.query_one(Input).value = self._view.cause_of(self._picked)

    def command(self) -> GiveCause:
        """The cause as typed; an empty one is the desk's to refuse."""
        one = self._picked
        typed = self.query_one(Input).value
        return GiveCause(self._view.line.number, one.kind, typed, one.opened_by)

    def submit(self) -> None:
        """Nothing to be done where nothing was missed."""
        if self._missed:
            super().submit()
        else:
            self.leave()

    @property
    def _picked(self) -> Verdict:
        return self._missed[int(self.query_one(Choice).value)]

    def _asked_first(self) -> int:
        """The latest that has no cause, or else the latest."""
        places = range(len(self._missed))
        unsaid = [at for at in places if not self._view.cause_of(self._missed[at])]
        return unsaid[-1] if unsaid else places[-1]

    def _named(self, one: Verdict) -> str:
        due = said(one.due, self._policy.hours.zone)
        late = length_words(one.late) if one.late is not None else ""
        told = _("{target}, due {due}, {late} late") if late else _("{target}, due {due}")
        return told.format(target=target_said(one.kind), due=due, late=late)
