"""The head of a ticket: what it is, and how its promises stand."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from vipdesk.domain.board import TicketView
from vipdesk.domain.course import follow
from vipdesk.domain.escalation import Escalation, EscalationStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import PROMISE, QueueLine, countdowns
from vipdesk.domain.target import Band, Countdown, TargetKind
from vipdesk.domain.text import clean_line
from vipdesk.domain.verdict import Verdict
from vipdesk.widgets import signs
from vipdesk.widgets.countdown import remaining, timestamp, waited
from vipdesk.widgets.entries import OUTCOME, named, used
from vipdesk.widgets.lines import Line, joined, line

SPOKEN_STATUS = {
    Status.OPEN: "open",
    Status.WAITING: "waiting for the client",
    Status.RESOLVED: "resolved",
}
LABEL: dict[str, str] = {
    PROMISE: "promise    ",
    TargetKind.INITIAL: "initial    ",
    TargetKind.FOLLOW_UP: "follow-up  ",
}
Running = Mapping[str, Countdown]
"""What runs on the ticket, by its kind."""


def head(
    view: TicketView, policy: Policy, now: datetime, zone: tzinfo | None, *, short: bool = False
) -> tuple[Line, ...]:
    """What the ticket is, who wrote, and each promise as it stands at `now`.

    A `short` one leaves out who wrote and what does not run.
    """
    running = countdowns(follow(view.ticket, policy))
    if short:
        due = [_due(kind, running, policy, now, zone) for kind in list(running)[:1]]
        return (_what(view, policy), *_warnings(view), *due)
    return (
        _what(view, policy),
        line(named(view.ticket.requester), "muted"),
        *_warnings(view),
        *_senior(view.escalation, now, zone),
        *_promise(running, policy, now, zone),
        *_initial(view, running, policy, now, zone),
        *_follow_up(view.line, running, policy, now, zone),
    )


def _what(view: TicketView, policy: Policy) -> Line:
    row = view.line
    grade = policy.severities.get(row.severity)
    return joined(
        (f"{row.severity} {clean_line(grade.name, 40) if grade else ''}".rstrip(), "heading"),
        ("" if row.triaged else " · not confirmed yet", "warn"),
        (f" · {SPOKEN_STATUS[Status(row.status)]}", "plain"),
        (f" · {signs.SPOKEN[view.ticket.channel]}", "muted"),
    )


def _warnings(view: TicketView) -> Iterator[Line]:
    if view.line.sender_unknown:
        yield line(
            f"{signs.STRANGER} unknown sender: no clock runs until a person says who", "warn"
        )
    if not view.line.entitled:
        yield line(f"{signs.NOT_ENTITLED} came while the client was not entitled", "warn")
    if view.ticket.linked_to is not None:
        yield line(f"continues #{view.ticket.linked_to}", "muted")
    if view.ticket.merged_into is not None:
        yield line(f"merged into #{view.ticket.merged_into}: go on there", "warn")
    if view.merged:
        yield line("with all of " + ", ".join(f"#{n}" for n in view.merged), "muted")
    if view.ticket.owed_by:
        yield line(f"next word owed by {clean_line(view.ticket.owed_by, 40)}", "muted")
    if view.continued_by:
        yield line("continued by " + ", ".join(f"#{n}" for n in view.continued_by), "muted")


def _senior(escalation: Escalation | None, now: datetime, zone: tzinfo | None) -> Iterator[Line]:
    """Who has it, or is asked, since when."""
    if escalation is None:
        return
    current, sign = escalation.current, signs.SENIOR[escalation.status]
    name = clean_line(escalation.with_whom, 60)
    if current is None:
        said, look = f"{sign} nobody took it, no senior is left to ask", "breached"
    elif escalation.status is EscalationStatus.ACCEPTED:
        since = timestamp(current.answered or current.at, now, zone)
        said, look = f"{sign} {name} has it since {since}", "plain"
    else:
        at, by = (timestamp(moment, now, zone) for moment in (current.at, current.accept_by))
        said, look = f"{sign} {name} asked {at}, not accepted yet (by {by})", "warn"
    yield joined(("senior     ", "muted"), (said, look))


def _promise(
    running: Running, policy: Policy, now: datetime, zone: tzinfo | None
) -> Iterator[Line]:
    if PROMISE in running:
        yield _due(PROMISE, running, policy, now, zone)


def _initial(
    view: TicketView, running: Running, policy: Policy, now: datetime, zone: tzinfo | None
) -> Iterator[Line]:
    if TargetKind.INITIAL in running:
        yield _due(TargetKind.INITIAL, running, policy, now, zone)
    elif (verdict := _last(view, TargetKind.INITIAL)) is not None:
        yield _judged(verdict)


def _follow_up(
    row: QueueLine, running: Running, policy: Policy, now: datetime, zone: tzinfo | None
) -> Iterator[Line]:
    label = (LABEL[TargetKind.FOLLOW_UP], "muted")
    grade = policy.severities.get(row.severity)
    promised = grade.follow_up if grade else None
    if TargetKind.FOLLOW_UP in running:
        yield _due(TargetKind.FOLLOW_UP, running, policy, now, zone)
    elif row.status == Status.WAITING:
        yield joined(label, (f"{signs.BAND[Band.PAUSED]} paused, we wait for the client", "paused"))
    elif row.status == Status.OPEN:
        waits = row.client_waits_since is not None and TargetKind.INITIAL not in running
        given = f"{promised} from our answer" if promised else "none"
        said = f"none promised · the client waits {waited(row, now)}" if waits else given
        yield joined(label, (said, "plain" if waits else "muted"))


def _due(kind: str, running: Running, policy: Policy, now: datetime, zone: tzinfo | None) -> Line:
    counting = running[kind]
    band = counting.band(policy, now)
    left = remaining(counting, policy, now)
    said = f"{left[1:]} over" if left.startswith("-") else f"{left} left"
    due = timestamp(counting.due, now, zone)
    still = counting.business and not policy.hours.is_open(now)
    opening = timestamp(policy.hours.next_opening(now), now, zone) if still else ""
    return joined(
        (LABEL[kind], "muted"),
        (f"{signs.BAND[band]} due {due} · {said}", band.value),
        (f" · {counting.breach}" if counting.breach else "", "breached"),
        (f" · stands still until {opening}" if still else "", "muted"),
    )


def _judged(verdict: Verdict) -> Line:
    return joined(
        (LABEL[verdict.kind], "muted"),
        OUTCOME[verdict.outcome],
        (f" · {used(verdict)}", "muted"),
    )


def _last(view: TicketView, kind: TargetKind) -> Verdict | None:
    mine = [verdict for verdict in view.ticket.verdicts.values() if verdict.kind is kind]
    return max(mine, key=lambda verdict: verdict.ended, default=None)
