"""Escalate: the best senior is marked at once; the reason is typed, and enter asks them."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from vipdesk.clock import Clock
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.commands import Command
from vipdesk.domain.escalation_commands import Escalate
from vipdesk.domain.language import N_, _, counted, in_context
from vipdesk.domain.seniors import Candidate, candidates
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.pen import Executed
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.jotting import HalfTyped
from vipdesk.screens.moments import said
from vipdesk.screens.writing import Writing
from vipdesk.widgets.countdown import moment, timestamp

FIRST_WORDS = 300
REASON, TRIED = N_("reason"), N_("tried")
FIELDS = {REASON: N_("why a senior is needed"), TRIED: N_("what was tried so far")}
IN, OUT, COMMON = "●", "○", "✓"
NOBODY = N_("no senior is known: `vipdesk people add NAME --role senior` adds one")

MAILED = N_(
    "{name} gets a mail, and is asked to accept by {moment}; you stay the contact, and the clock"
    " keeps running"
)
TO_BE_TOLD = N_(
    "{name} has no address, so tell them yourself; they are asked to accept by {moment}. You stay"
    " the contact, and the clock keeps running"
)


class EscalateDialog(Dialog):
    """Up and down mark another senior while the reason is typed."""

    DEFAULT_CSS = """
    EscalateDialog #frame { height: 18; }
    EscalateDialog.-wide #frame { width: 102; }
    EscalateDialog #seniors {
        height: auto; max-height: 6; border: none; padding: 0; background: $surface;
        text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
    }
    EscalateDialog #seniors > .option-list--option-highlighted { text-style: bold underline; }
    EscalateDialog Writing { width: 1fr; height: 3; min-height: 1; }
    EscalateDialog #tried { height: 2; }
    EscalateDialog.-low Writing { height: 2; }
    EscalateDialog #warning { height: auto; color: $text-error; text-style: bold; }
    EscalateDialog #warning.-empty { display: none; }
    EscalateDialog #effect { margin: 1 0 0 0; }
    EscalateDialog.-low #effect { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2,enter", "submit", N_("escalate"), key_display="enter", priority=True),
        Binding("up", "mark(-1)", N_("senior"), key_display="↑↓", priority=True),
        Binding("down", "mark(1)", N_("next senior"), show=False, priority=True),
    ]

    def __init__(
        self,
        view: TicketView,
        board: Board,
        clock: Clock,
        do: Do,
        half_typed: HalfTyped | None = None,
    ) -> None:
        title = _("Escalate #{number} {subject}")
        super().__init__(title.format(number=view.line.number, subject=view.ticket.subject), do)
        self._view, self._board, self._clock = view, board, clock
        self._half_typed: HalfTyped = {} if half_typed is None else half_typed
        self._offered: tuple[Candidate, ...] = ()
        self._picked = ""

    def fields(self) -> Iterable[Widget]:
        """The seniors, best first, the reason and what was tried."""
        seniors = OptionList(id="seniors", markup=False, compact=True)
        seniors.can_focus = False
        yield seniors
        yield Static(id="warning", classes="-empty", markup=False)
        for name, hint in FIELDS.items():
            yield Field(_(name), Writing(self._begun(name), placeholder=_(hint), id=name))
        yield Static(id="effect", classes="told", markup=False)

    def on_mount(self) -> None:
        """Offer the best one for what is known so far."""
        super().on_mount()
        for typed in self.query(Writing):
            if typed.text == self._first_words(str(typed.id)):
                typed.offer()
            else:
                typed.go_to_end()
        self._offer()

    def on_text_area_changed(self) -> None:
        """Other words may speak of other skills."""
        self._offer()

    def on_option_list_option_highlighted(self) -> None:
        """Say what asking this one comes to."""
        self._tell()

    def on_option_list_option_selected(self) -> None:
        """A click marks; it asks nobody."""
        self._pick()

    def action_mark(self, by: int) -> None:
        """Mark another senior, and keep to that one."""
        seniors = self.query_one(OptionList)
        if self._offered and seniors.highlighted is not None:
            seniors.highlighted = (seniors.highlighted + by) % len(self._offered)
            self._pick()

    def leave(self) -> None:
        """Go; what is typed so far is kept for the next time."""
        self._forget()
        for name in FIELDS:
            typed = self._typed(name)
            if typed.strip() and typed != self._first_words(name):
                self._half_typed[self._key(name)] = typed
        super().leave()

    @property
    def left_half_typed(self) -> bool:
        """Whether something typed is kept for the next time."""
        return any(self._key(name) in self._half_typed for name in FIELDS)

    def command(self) -> Escalate:
        """The senior who is marked, for the reason typed to its last letter."""
        self._offer()
        marked = self._marked
        to = marked.colleague.name if marked else ""
        number = self._view.line.number
        return Escalate(number, self._typed(REASON), self._typed(TRIED), to)

    async def carry_out(self, command: Command) -> Executed:
        """Have it done; then it is not half typed any more."""
        executed = await super().carry_out(command)
        self._forget()
        return executed

    @property
    def _marked(self) -> Candidate | None:
        place = self.query_one(OptionList).highlighted
        return self._offered[place] if place is not None and self._offered else None

    def _pick(self) -> None:
        marked = self._marked
        self._picked = marked.colleague.name if marked else ""

    def _offer(self) -> None:
        """The seniors in order; whom the agent has picked stays marked, else the best is."""
        board, subject = self._board, self._view.ticket.subject
        words = f"{subject} {self._typed(REASON)} {self._typed(TRIED)}"
        latest = self._view.escalations[-1] if self._view.escalations else None
        known, now = board.escalations, self._clock()
        found = candidates(board.people, known, words, board.policy, now, latest)
        if found != self._offered:
            self._offered, seniors = found, self.query_one(OptionList)
            seniors.clear_options()
            seniors.add_options([Option(self._row(one)) for one in found])
            names = [one.colleague.name for one in found]
            seniors.highlighted = names.index(self._picked) if self._picked in names else 0
        self._tell()

    def _row(self, one: Candidate) -> Content:
        skills = ", ".join(
            f"{COMMON} {clean_line(skill, 40)}" if skill in one.common else clean_line(skill, 40)
            for skill in sorted(one.colleague.skills, key=lambda skill: skill not in one.common)
        )
        return Content.assemble(
            f"{IN if one.in_office else OUT} {self._column(_name, one)}",
            (self._column(self._mark, one), "bold"),
            self._column(self._there, one),
            self._column(_load, one),
            (skills, "bold" if one.common else "dim"),
        )

    def _column(self, told: Callable[[Candidate], str], one: Candidate) -> str:
        """What is told of one, as wide as the most that is told of any; no room for nothing."""
        wide = max(len(told(each)) for each in self._offered)
        return f"{told(one).ljust(wide)}  " if wide else ""

    def _mark(self, one: Candidate) -> str:
        """That they come first, or have said no to it already."""
        if one.declined is not None:
            zone = self._board.policy.hours.zone
            at = timestamp(one.declined, self._clock(), zone)
            return _("declined {moment}").format(moment=at)
        return _("best") if len(self._offered) > 1 and one is self._offered[0] else ""

    def _there(self, one: Candidate) -> str:
        zone = self._board.policy.hours.zone
        if one.in_office:
            return in_context("senior", "in")
        return _("from {moment}").format(moment=moment(one.next_in, self._clock(), zone))

    def _tell(self) -> None:
        warning = self.query_one("#warning", Static)
        words = self._warning()
        warning.update(Content(words))
        warning.set_class(not words, "-empty")
        self.query_one("#effect", Static).update(Content(self._effect()))

    def _warning(self) -> str:
        marked, zone = self._marked, self._board.policy.hours.zone
        if marked is None:
            return _(NOBODY)
        name = _name(marked)
        if not any(one.in_office for one in self._offered):
            first = min(self._offered, key=lambda one: one.next_in)
            who = _name(first)
            words = _("NO SENIOR IS IN: the first is {name}, {moment}")
            return words.format(name=who, moment=said(first.next_in, zone))
        if not marked.in_office:
            words = _("{name} is not in before {moment}")
            return words.format(name=name, moment=said(marked.next_in, zone))
        return ""

    def _effect(self) -> str:
        marked, policy = self._marked, self._board.policy
        if marked is None:
            return ""
        by = policy.hours.add(self._clock(), policy.accept_within)
        words = _(MAILED if marked.colleague.person.address else TO_BE_TOLD)
        return words.format(name=_name(marked), moment=said(by, policy.hours.zone))

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Writing).text

    def _key(self, name: str) -> str:
        return f"{self.heading}: {name}"

    def _forget(self) -> None:
        for name in FIELDS:
            self._half_typed.pop(self._key(name), None)

    def _begun(self, name: str) -> str:
        return self._half_typed.get(self._key(name), self._first_words(name))

    def _first_words(self, name: str) -> str:
        """What a severity 1 may be escalated with before anybody has said it better."""
        if name != REASON or self._view.line.severity != 1:
            return ""
        received = (one.text for one in self._view.messages if one.was_said)
        words = clean_block(next(received, "")[:FIRST_WORDS]).strip()
        subject = clean_line(self._view.ticket.subject, 200)
        return f"{subject}\n{words}" if words else subject


def _load(one: Candidate) -> str:
    return counted("{count} open", "{count} open", one.load) if one.load else ""


def _name(one: Candidate) -> str:
    return clean_line(one.colleague.name, 40)
