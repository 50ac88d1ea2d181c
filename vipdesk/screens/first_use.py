"""The first time: whose desk it is to be."""

import signal
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual.widget import Widget

from vipdesk.clock import Clock
from vipdesk.domain.errors import DeskError
from vipdesk.domain.founding import FirstUse, Told, founded
from vipdesk.domain.language import N_, _, in_context
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_line
from vipdesk.personal import Personal
from vipdesk.screens.dialog import Field, Form
from vipdesk.screens.writing import Writing
from vipdesk.terminal.hangup import HangupGuard
from vipdesk.terminal.keyboard import Alt, forgive_bad_bytes, read_escape_apart
from vipdesk.terminal.line import Line, trust_the_terminal
from vipdesk.terminal.themed import Themed
from vipdesk.widgets.typed import Input

LOOK_ROUND_EVERY = 2.0
HELP = N_("one to a line: Name <name@example.com>, or @example.com for everyone there")


class FirstUseForm(Form[FirstUse | None]):
    """Asks for the client and the agent; both can be typed again until they are right."""

    DEFAULT_CSS = """
    FirstUseForm #frame { height: 20; }
    FirstUseForm Field > Label { width: 14; }
    FirstUseForm Writing { height: 7; }
    FirstUseForm.-low Writing { height: 3; }
    """

    def __init__(self, plan: str, today: date) -> None:
        super().__init__(_("A new desk: whose is it?"))
        self._plan, self._today = clean_line(plan, 200), today
        self._untouched: Told | None = None
        self._warned: Told | None = None

    def fields(self) -> Iterable[Widget]:
        """The client, what it pays for, the agent, and who may write."""
        yield Field(_("client"), _line("client", _("as its people say it")))
        yield Field(_("plan"), _line("plan", "", self._plan))
        yield Field(_("add-on from"), _line("vip_from", _("a day"), self._today.isoformat()))
        until = _line("vip_until", _("its last day; empty for open-ended"))
        yield Field(in_context("when", "until"), until)
        yield Field(_("agent"), _line("agent", _("your name, as the client knows it")))
        yield Field(_("e-mail"), _line("agent_address", _("your address at the desk")))
        yield Field(_("contacts"), Writing(placeholder=_(HELP), id="contacts"))

    def on_mount(self) -> None:
        """Know what stood there before anybody typed."""
        super().on_mount()
        self._untouched = self._told()

    def leave(self) -> None:
        """Go; what is typed is let go of only when asked for twice."""
        typed = self._told()
        if typed in (self._untouched, self._warned):
            super().leave()
        else:
            self._warned = typed
            self.say(_("no desk is made yet: esc again leaves, and what you typed is gone"))

    def submit(self) -> None:
        """Give whose desk it is, or say what can't be right."""
        try:
            self.dismiss(founded(self._told(), self._today))
        except DeskError as problem:
            self.refuse(problem)

    def _told(self) -> Told:
        def typed(field: str) -> str:
            return self.query_one(f"#{field}", Input).value

        return Told(
            client=typed("client"),
            plan=typed("plan"),
            vip_from=typed("vip_from"),
            vip_until=typed("vip_until"),
            agent=typed("agent"),
            agent_address=typed("agent_address"),
            contacts=self.query_one(Writing).text,
        )


class FirstUseApp(Themed[FirstUse]):
    """Only this form, before there is a desk."""

    TITLE = "vipdesk"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []

    def __init__(
        self,
        policy: Policy,
        clock: Clock,
        line: Line | None = None,
        personal: Personal | None = None,
    ) -> None:
        mine = personal or Personal()
        super().__init__(mine.shows, mine.preferences.theme)
        self._line = line
        self._form = FirstUseForm(policy.plan, policy.hours.local(clock()).date())
        self.guard = HangupGuard(self)

    def on_mount(self) -> None:
        """Ask, and go with the answer."""
        self.guard.running()
        self.push_screen(self._form, self.exit)
        self.set_interval(LOOK_ROUND_EVERY, self._look_round)

    def _look_round(self) -> None:
        if self._line is not None and self._line.lost():
            self.guard.lost(signal.SIGHUP)


def run_first_use(policy: Policy, clock: Clock, personal: Personal) -> FirstUse | int:
    """Ask on this terminal; the exit code where somebody leaves without an answer."""
    trust_the_terminal()
    forgive_bad_bytes()
    read_escape_apart(Alt(lambda key: False, lambda: True))
    app = FirstUseApp(policy, clock, Line(), personal)
    app.guard.install()
    told = app.run()
    return told if told is not None else app.return_code or 0


def _line(field: str, placeholder: str, value: str = "") -> Input:
    line = Input(value, id=field, placeholder=placeholder, compact=True)
    line.cursor_blink = False
    return line
