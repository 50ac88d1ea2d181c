"""Severity: what each level means, and what it would do to the clock before it is done."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from vipdesk.clock import Clock
from vipdesk.domain.board import TicketView
from vipdesk.domain.commands import SetSeverity
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.policy import Policy, Severity
from vipdesk.domain.preview import preview
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.target import Countdown
from vipdesk.domain.text import clean_line
from vipdesk.domain.ticket import Ticket
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.marking import named
from vipdesk.screens.moments import said
from vipdesk.widgets.typed import Input

Read = Callable[[], Awaitable[Sequence[Ticket]]]
"""Reads the open tickets; raises DeskError."""

MOST_NAMED = 5


class SeverityDialog(Dialog):
    """Confirms the level (the same one) or changes it for a reason."""

    DEFAULT_CSS = """
    SeverityDialog #levels {
        height: auto; border: none; padding: 0; background: $surface;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    SeverityDialog.-wide #frame { width: 102; }
    SeverityDialog #meaning { height: auto; margin: 1 0 0 0; text-style: bold; }
    SeverityDialog.-wide #meaning, SeverityDialog.-low #meaning { display: none; }
    SeverityDialog #levels > .option-list--option-highlighted { text-style: bold underline; }
    SeverityDialog #effect { height: auto; margin: 1 0 0 0; }
    SeverityDialog.-low #effect { margin: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2,enter", "on", N_("set it"), key_display="enter", priority=True)
    ]

    def __init__(
        self,
        view: TicketView,
        policy: Policy,
        clock: Clock,
        do: Do,
        lines: Sequence[QueueLine] = (),
        read: Read | None = None,
    ) -> None:
        """`view` is one of the tickets in these rows, or the only one; `read` reads the others."""
        self._lines = lines or (view.line,)
        subject = f" {view.ticket.subject}" if len(self._lines) == 1 else ""
        title = _("Severity of {tickets}").format(tickets=named(self._lines) + subject)
        super().__init__(title, do)
        self._view, self._policy, self._clock, self._read = view, policy, clock, read
        self._levels = sorted(policy.severities)
        self._tickets: Sequence[Ticket] = ()

    def fields(self) -> Iterable[Widget]:
        """The levels, what the one that is lit means and does, and the reason."""
        rows = [Option(_row(self._policy.severities[level])) for level in self._levels]
        yield Levels(self._levels, rows, lambda: self.query_one("#reason", Input))
        yield Static(id="meaning", markup=False)
        yield Static(id="effect", markup=False)
        reason = Input(
            placeholder=_("needed for a change"), compact=True, select_on_focus=False, id="reason"
        )
        reason.cursor_blink = False
        yield Field(_("reason"), reason)

    def on_mount(self) -> None:
        """Start on the level as it is, so that confirming is one key."""
        levels = self.query_one(OptionList)
        level = self._view.line.severity  # one that another policy knew may be gone
        levels.highlighted = self._levels.index(level) if level in self._levels else 0

    def on_option_list_option_highlighted(self) -> None:
        """Say what the level that is lit means, to the end, and what it would do."""
        meaning = clean_line(self._policy.severities[self._level].meaning, 200)
        self.query_one("#meaning", Static).update(Content(meaning))
        self.query_one("#effect", Static).update(self._effect())
        if self._read is not None and len(self._lines) > 1:
            look = self._look_at_others(self._read, self._level)
            self.run_worker(look, group="others", exclusive=True)

    def on_option_list_option_selected(self) -> None:
        """A click or enter on a level."""
        self.action_on()

    def action_on(self) -> None:
        """Set the level that is lit."""
        self.once_typed(self._on)

    def _on(self) -> None:
        """A change first asks for its reason."""
        reason = self.query_one("#reason", Input)
        changes = any(line.severity != self._level for line in self._lines)
        if changes and not reason.value.strip():
            self.set_focus(reason)
            asked = _("a change of severity needs a reason: say why")
            self.say("" if not reason.has_focus else asked)
        else:
            self.submit()

    def command(self) -> SetSeverity:
        """The level that is lit, for the reason typed."""
        reason = self.query_one("#reason", Input).value
        return SetSeverity(self._view.ticket.number, self._level, reason)

    @property
    def _level(self) -> int:
        lit = self.query_one(OptionList).highlighted
        return self._view.line.severity if lit is None else self._levels[lit]

    async def _look_at_others(self, read: Read, level: int) -> None:
        """Say below which of the others would be late at once; they are reckoned off the loop."""
        others = {line.number for line in self._lines} - {self._view.line.number}
        now, policy = self._clock(), self._policy

        def late(tickets: Sequence[Ticket]) -> list[int]:
            meant = (ticket for ticket in tickets if ticket.number in others)
            return [t.number for t in meant if preview(t, level, policy, now).late_at_once]

        try:
            self._tickets = self._tickets or await read()
            found = await asyncio.to_thread(late, self._tickets)
        except DeskError as problem:
            self.say(str(problem))
        else:
            self.query_one("#effect", Static).update(_with_others(self._effect(), found))

    def _effect(self) -> Content:
        which = f"#{self._view.line.number}: " if len(self._lines) > 1 else ""
        return Content.assemble(which, self._effect_on_first())

    def _effect_on_first(self) -> Content:
        now = self._clock()
        told = preview(self._view.ticket, self._level, self._policy, now)
        after = self._due(told.after)
        if self._level == self._view.line.severity:
            triaged = self._view.line.triaged
            kept = _("confirmed already: {due}") if triaged else _("confirms it: {due}")
            return Content(kept.format(due=after))
        change = f"{self._due(told.before)} → {after}"
        if told.late_at_once:
            late = ("\n" + _("would be LATE AT ONCE"), "bold $text-error")
            return Content.assemble(change, late, _(", kept as late at re-grading"))
        return Content(change)

    def _due(self, running: Countdown | None) -> str:
        if running is None:
            return _("no due moment")
        return _("due {moment}").format(moment=said(running.due, self._policy.hours.zone))


class Levels(OptionList):
    """A digit picks its level; any other letter is the beginning of the reason."""

    def __init__(self, levels: list[int], rows: list[Option], reason: Callable[[], Input]) -> None:
        super().__init__(*rows, id="levels", markup=False, compact=True)
        self._levels, self._reason = levels, reason

    def on_key(self, event: Key) -> None:
        """Takes letters in the order they were typed, also when they come in a burst."""
        if not event.is_printable or event.character is None:
            return
        event.stop()
        if event.character.isdecimal() and int(event.character) in self._levels:
            self.highlighted = self._levels.index(int(event.character))
        else:
            self._reason().insert_text_at_cursor(event.character)
            self._reason().focus()


def _with_others(effect: Content, late: list[int]) -> Content:
    if not late:
        return effect
    numbers = " ".join(f"#{number}" for number in late[:MOST_NAMED])
    more = f"{numbers} …" if len(late) > MOST_NAMED else numbers
    others = _("LATE AT ONCE among the others: {tickets}").format(tickets=more)
    return Content.assemble(effect, (f"\n{others}", "bold $text-error"))


def _row(severity: Severity) -> Content:
    name = clean_line(severity.name, 40)
    meaning = clean_line(severity.meaning, 200)
    return Content.assemble((f"{severity.level} {name}", "bold"), f"  {meaning}")
