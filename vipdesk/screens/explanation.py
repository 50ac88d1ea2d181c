"""How a ticket's due moments came about, in words to paste to a client."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from vipdesk.domain.board import TicketView
from vipdesk.domain.course import Course, follow
from vipdesk.domain.explanation import explain
from vipdesk.domain.facts import ClientWrote
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Target
from vipdesk.domain.text import clean_line
from vipdesk.screens.sheet import Sheet

NOTHING = "No promise runs on this ticket, and none was judged yet."


class Explanation(Sheet):
    """A sheet with the arithmetic; `lines` as they can be pasted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "dismiss", "close", show=False),
    ]


def explained(view: TicketView, policy: Policy) -> tuple[str, ...]:
    """The running target's explanation, then the verdicts with their arithmetic."""
    lines = [*_running(follow(view.ticket, policy)), *_verdicts(view)]
    return tuple(lines[:-1]) if lines else (NOTHING,)


def _running(course: Course) -> Iterator[str]:
    target = course.target
    if target is None:
        return
    started_by = _started_by(course, target)
    yield from explain(
        course.policy,
        kind=target.kind,
        severity=course.severity,
        target=target.duration,
        start=target.start,
        received=started_by.at if started_by else None,
        channel=started_by.channel if started_by else None,
        pauses=target.pauses,
    )
    yield ""


def _started_by(course: Course, target: Target) -> ClientWrote | None:
    """The client's message that started the target; None where it was one of ours."""
    wrote = (fact for fact in course.ticket.facts if isinstance(fact, ClientWrote))
    for fact in wrote:
        start = course.policy.clock_start(fact.channel, fact.at)
        if fact.struck is None and start == target.start:
            return fact
    return None


def _verdicts(view: TicketView) -> Iterator[str]:
    for verdict in sorted(view.ticket.verdicts.values(), key=lambda each: each.ended, reverse=True):
        if verdict.arithmetic:
            yield f"{verdict.kind.value} response: {verdict.outcome.value}"
            yield from (clean_line(step, 300) for step in verdict.arithmetic)
            yield ""
