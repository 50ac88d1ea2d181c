"""An escalation as it stands, and what the senior said: noted down by the agent."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.clock import Clock
from vipdesk.domain.board import Board
from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    HandBack,
    OnEscalation,
    SeniorNote,
    WithdrawEscalation,
)
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.writing import Writing
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.countdown import timestamp

NOTHING, AGAIN, ACCEPTED, DECLINED = "nothing", "again", "accepted", "declined"
BACK, NOTE, WITHDRAWN = "back", "note", "withdrawn"
ASKS = {
    DECLINED: N_("why"),
    BACK: N_("what came of it"),
    NOTE: N_("what only our side sees"),
    WITHDRAWN: N_("why, if it matters"),
}
"""What is typed with each, for a hint."""
CHOOSE = N_("up and down say what happened; enter notes it down")
NOT_SAID = N_("say what happened first, with up and down: nothing is done yet")
NOT_KEPT = N_("nothing is noted down with that: choose something else, or clear what you typed")

STANDS = {
    EscalationStatus.ASKED: N_("not accepted yet"),
    EscalationStatus.ACCEPTED: N_("accepted"),
    EscalationStatus.UNTAKEN: N_("nobody left to ask"),
    EscalationStatus.HANDED_BACK: N_("handed back"),
    EscalationStatus.WITHDRAWN: N_("withdrawn"),
}
SAID = {
    Answer.WAITING: N_("waiting"),
    Answer.ACCEPTED: N_("accepted"),
    Answer.DECLINED: N_("declined"),
    Answer.NONE: N_("no answer"),
    Answer.CALLED_OFF: N_("called off"),
}


class EscalationDialog(Dialog):
    """Up and down say what happened while one types; enter notes it down.

    Before anything is chosen or typed it only closes.
    """

    DEFAULT_CSS = """
    EscalationDialog #frame { height: 18; }
    EscalationDialog.-wide #frame { width: 102; }
    EscalationDialog Writing { width: 1fr; height: 3; min-height: 1; }
    EscalationDialog.-low Writing { height: 2; }
    EscalationDialog #about { height: auto; margin: 0 0 1 0; }
    EscalationDialog.-low #about { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,f2,enter", "submit", N_("note it down"), key_display="enter", priority=True
        ),
        Binding("up", "choose(-1)", N_("what happened"), key_display="↑↓", priority=True),
        Binding("down", "choose(1)", N_("what happened next"), show=False, priority=True),
    ]

    def __init__(self, escalation: Escalation, board: Board, clock: Clock, do: Do) -> None:
        title = _("Escalation of #{number} · {status}")
        status = _(STANDS[escalation.status])
        super().__init__(title.format(number=escalation.ticket, status=status), do)
        self._escalation, self._board, self._clock = escalation, board, clock
        self.asks_again = False

    def fields(self) -> Iterable[Widget]:
        """What happened, and what was said with it, above how it stands."""
        yield Field(_("happened"), self._choice())
        yield Field(_("said"), Writing(id="text", placeholder=_(CHOOSE)))
        yield Static(Content("\n").join(self._about()), id="about", markup=False)

    def first_field(self) -> Widget:
        """What is typed is words, whatever is chosen."""
        return self.query_one(Writing)

    def action_choose(self, by: int) -> None:
        """Choose something else that happened."""
        self.query_one(Choice).action_step(by)

    def on_choice_changed(self) -> None:
        """What is to be typed with it, if anything."""
        self.say("")
        hint = CHOOSE if self._what == NOTHING else ASKS.get(self._what, "")
        self.query_one(Writing).placeholder = _(hint) if hint else ""

    def submit(self) -> None:
        """Note it down; nothing new is nothing to do, and nothing typed is lost."""
        if self._what not in ASKS and self.query_one(Writing).text.strip():
            self.say(_(NOT_SAID if self._what == NOTHING else NOT_KEPT))
        elif self._what in (NOTHING, AGAIN):
            self.asks_again = self._what == AGAIN
            self.leave()
        else:
            super().submit()

    def command(self) -> OnEscalation:
        """What was chosen, with what was typed."""
        number, typed = self._escalation.number, self.query_one(Writing).text
        what, _space, who = self.query_one("#what", Choice).value.partition(" ")
        match what:
            case "declined":
                return DeclineEscalation(number, typed, who)
            case "back":
                return HandBack(number, typed, who)
            case "note":
                return SeniorNote(number, typed, who)
            case "withdrawn":
                return WithdrawEscalation(number, typed)
        return AcceptEscalation(number, who)

    @property
    def _what(self) -> str:
        return self.query_one("#what", Choice).value.partition(" ")[0]

    def _choice(self) -> Choice:
        return Choice(list(self._options()), NOTHING, id="what", by_letter=False)

    def _options(self) -> Iterator[tuple[str, str]]:
        yield NOTHING, _("nothing new")
        current = self._escalation.current
        if current is not None:
            whole, name = current.name, clean_line(current.name, 40)
            if current.answer is Answer.ACCEPTED:
                yield f"{BACK} {whole}", _("{name} handed it back").format(name=name)
                yield f"{NOTE} {whole}", _("{name} told something").format(name=name)
            else:
                yield f"{ACCEPTED} {whole}", _("{name} accepted").format(name=name)
                yield f"{DECLINED} {whole}", _("{name} declined").format(name=name)
        if current is None or current.answer is Answer.WAITING:
            for other in self._others():
                yield f"{ACCEPTED} {other}", _("{name} took it").format(name=clean_line(other, 40))
        if self._escalation.status is EscalationStatus.UNTAKEN:
            yield AGAIN, _("ask again …")
        yield WITHDRAWN, _("no longer needed")

    def _others(self) -> Sequence[str]:
        current = self._escalation.current
        seniors = (one for one in self._board.people if one.role is Role.SENIOR)
        return [one.name for one in seniors if current is None or one.number != current.senior]

    def _about(self) -> Iterator[Content]:
        one, now, zone = self._escalation, self._clock(), self._board.policy.hours.zone
        yield Content("")
        for asked in one.asked:
            yield Content(_answered(asked, now, zone))
        yield Content("")
        why, tried = _("why"), _("tried")
        wide = max(len(why), len(tried)) + 2
        yield Content.assemble((why.ljust(wide), "dim"), clean_block(one.reason))
        if one.tried:
            yield Content.assemble((tried.ljust(wide), "dim"), clean_block(one.tried))


def _answered(asked: Asked, now: datetime, zone: tzinfo) -> str:
    """`Pavel Horák · asked 10:36 · declined 10:38: on a call`."""
    name, at = clean_line(asked.name, 60), timestamp(asked.at, now, zone)
    if asked.answered is None:
        by = timestamp(asked.accept_by, now, zone)
        words = _("{name} · asked {moment} · not accepted yet (by {by})")
        return words.format(name=name, moment=at, by=by)
    answered = timestamp(asked.answered, now, zone)
    words = _("{name} · asked {moment} · {answer} {answered}")
    answer = _(SAID[asked.answer])
    why = f": {clean_line(asked.why, 200)}" if asked.why else ""
    return words.format(name=name, moment=at, answer=answer, answered=answered) + why
