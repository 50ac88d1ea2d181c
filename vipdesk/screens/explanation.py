"""How a ticket's due moments came about, in words to paste to a client."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from vipdesk.domain.board import TicketView
from vipdesk.domain.course import follow
from vipdesk.domain.language import N_
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_line
from vipdesk.domain.why import why_due
from vipdesk.screens.sheet import Sheet


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
            yield f"{verdict.kind.value} response: {verdict.outcome.value}"
            yield from (clean_line(step, 300) for step in verdict.arithmetic)
