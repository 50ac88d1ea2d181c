"""One ticket for people: its row, its targets, what was said, what happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from vipdesk.cli.output import print_parts
from vipdesk.cli.tickets import print_lines
from vipdesk.domain.board import TicketView
from vipdesk.domain.course import Course, follow
from vipdesk.domain.event import Event
from vipdesk.domain.message import Message, NextTry
from vipdesk.domain.missed import open_and_late
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.domain.verdict import Verdict
from vipdesk.domain.why import why_due
from vipdesk.widgets.entries import named

LONGEST_LINE = 300
MOST_LINES, MOST_SIGNS = 2_000, 64_000

_WHOLE = "`--json` has all of it"


def print_ticket(view: TicketView, policy: Policy, now: datetime) -> None:
    """Print all there is to know about a ticket at `now` (aware)."""
    print_lines([view.line], policy, now)
    parts = _targets(view, follow(view.ticket, policy), now)
    for message in view.messages:
        parts += _message(message, policy, view.next_tries.get(message.number))
    print_parts(parts)
    print_history(view.events, policy)


def print_history(events: Iterable[Event], policy: Policy) -> None:
    """Print what happened, oldest first."""
    heading = Rule(Text("history"), align="left")
    print_parts([heading, *(_event(event, policy) for event in events)])


def _targets(view: TicketView, course: Course, now: datetime) -> list[RenderableType]:
    closed = [_verdict(verdict, view.cause_of(verdict)) for verdict in course.verdicts]
    late = [(one, view.cause_of(one)) for one in open_and_late(course, now)]
    why = [_steps(f"{one.kind.value}: cause: {cause}") for one, cause in late if cause]
    return [Rule(Text("targets"), align="left"), *closed, _steps(*why_due(course)), *why]


def _verdict(verdict: Verdict, cause: str) -> Text:
    used, length = (_clock(time) for time in (verdict.used, verdict.length))
    judged = f"{verdict.kind.value}: {verdict.outcome.value}, {used} of {length} used"
    return _steps(judged, *([f"cause: {cause}"] if cause else []), *verdict.arithmetic)


def _clock(time: timedelta) -> str:
    minutes, seconds = divmod(time // timedelta(seconds=1), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h {minutes:02}m {seconds:02}s"


def _message(message: Message, policy: Policy, again: NextTry | None) -> list[RenderableType]:
    state = [message.delivery.value] if message.delivery else []
    heading = (message.kind.value, named(message.author), _moment(message.at, policy), *state)
    parts: list[RenderableType] = [Rule(_line(" · ".join(heading)), align="left")]
    if message.why:
        parts.append(_line(message.why))
    if again is not None:
        parts.append(_line(f"not sent yet: {again.why} · next try {_moment(again.at, policy)}"))
    parts += [_block(text) for text in (message.text, message.signature) if text]
    if message.quoted:
        parts.append(_line(f"{_lines(message.quoted):,} lines of history are folded ({_WHOLE})"))
    parts += [_line(f"attached: {file.name}, {file.size:,} bytes") for file in message.attachments]
    return parts


def _block(text: str) -> Text:
    """A text as far as a person reads it: to lay out an endless one takes far too long."""
    shown = "\n".join(text[:MOST_SIGNS].split("\n")[:MOST_LINES])
    cut = f"\n[the rest is left out: {_WHOLE}]" if len(shown) < len(text) else ""
    return Text(clean_block(shown) + cut)


def _lines(text: str) -> int:
    return text.count("\n") + 1


def _event(event: Event, policy: Policy) -> Text:
    said = (_moment(event.at, policy), event.what.value, event.who, event.detail)
    return _line(" · ".join(part for part in said if part))


def _moment(at: datetime, policy: Policy) -> str:
    return f"{at.astimezone(policy.hours.zone):%a %Y-%m-%d %H:%M}"


def _steps(*steps: str) -> Text:
    """An explanation whole: what matters most, the due moment, stands at its end."""
    return Text(" · ".join(clean_line(step, LONGEST_LINE) for step in steps))


def _line(text: str) -> Text:
    return Text(clean_line(text, LONGEST_LINE))
