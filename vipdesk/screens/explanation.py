"""How a ticket's due moments came about, in words to paste to a client."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from vipdesk.domain.board import TicketView
from vipdesk.domain.course import follow
from vipdesk.domain.language import N_, _
from vipdesk.domain.policy import Policy
from vipdesk.domain.retold import arithmetic_said
from vipdesk.domain.target import TargetKind
from vipdesk.domain.text import clean_line
from vipdesk.domain.verdict import Outcome
from vipdesk.domain.why import why_due
from vipdesk.screens.sheet import Sheet

RESPONSES = {
    TargetKind.INITIAL: N_("initial response"),
    TargetKind.FOLLOW_UP: N_("follow-up response"),
}
OUTCOMES = {
    Outcome.MET: N_("met"),
    Outcome.BREACHED: N_("breached"),
    Outcome.LATE_AT_REGRADING: N_("late at re-grading"),
    Outcome.STOPPED: N_("stopped"),
}


class Explanation(Sheet):
    """A sheet with the arithmetic; `lines` as they can be pasted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "dismiss", N_("close"), show=False),
    ]


def explained(view: TicketView, policy: Policy) -> tuple[str, ...]:
    """Why it is due when it is, or why it is not, then the verdicts with their arithmetic."""
    return (*why_due(follow(view.ticket, policy)), *_verdicts(view))


def _verdicts(view: TicketView) -> Iterator[str]:
    for verdict in sorted(view.ticket.verdicts.values(), key=lambda each: each.ended, reverse=True):
        if verdict.arithmetic:
            yield ""
            yield f"{_(RESPONSES[verdict.kind])}: {_(OUTCOMES[verdict.outcome])}"
            yield from (clean_line(arithmetic_said(step), 300) for step in verdict.arithmetic)
