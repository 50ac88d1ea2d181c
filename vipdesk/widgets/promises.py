"""The head of a ticket: what it is, and how its promises stand."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from vipdesk.domain.board import TicketView
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, instant
from vipdesk.domain.target import Band, TargetKind
from vipdesk.domain.text import clean_line
from vipdesk.domain.verdict import Verdict
from vipdesk.widgets import signs
from vipdesk.widgets.countdown import remaining, stands_still, timestamp, waited
from vipdesk.widgets.entries import OUTCOME, named, used
from vipdesk.widgets.lines import Line, joined, line

SPOKEN_STATUS = {
    Status.OPEN: "open",
    Status.WAITING: "waiting for the client",
    Status.RESOLVED: "resolved",
}
LABEL = {TargetKind.INITIAL: "initial    ", TargetKind.FOLLOW_UP: "follow-up  "}


def head(view: TicketView, policy: Policy, now: datetime, zone: tzinfo | None) -> tuple[Line, ...]:
    """What the ticket is, who wrote, and each promise as it stands at `now`."""
    return (
        _what(view, policy),
        line(named(view.ticket.requester), "muted"),
        *_warnings(view),
        *_initial(view, policy, now, zone),
        *_follow_up(view, policy, now, zone),
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
    if view.continued_by:
        yield line("continued by " + ", ".join(f"#{n}" for n in view.continued_by), "muted")


def _initial(
    view: TicketView, policy: Policy, now: datetime, zone: tzinfo | None
) -> Iterator[Line]:
    if view.line.due_kind == TargetKind.INITIAL:
        yield _running(TargetKind.INITIAL, view.line, policy, now, zone)
    elif (verdict := _last(view, TargetKind.INITIAL)) is not None:
        yield _judged(verdict)


def _follow_up(
    view: TicketView, policy: Policy, now: datetime, zone: tzinfo | None
) -> Iterator[Line]:
    row, label = view.line, (LABEL[TargetKind.FOLLOW_UP], "muted")
    grade = policy.severities.get(row.severity)
    promised = grade.follow_up if grade else None
    if row.due_kind == TargetKind.FOLLOW_UP:
        yield _running(TargetKind.FOLLOW_UP, row, policy, now, zone)
    elif row.status == Status.WAITING:
        yield joined(label, (f"{signs.BAND[Band.PAUSED]} paused, we wait for the client", "paused"))
    elif row.status == Status.OPEN and row.due_kind is None and row.client_waits_since is not None:
        yield joined(label, (f"none promised · the client waits {waited(row, now)}", "plain"))
    elif row.status == Status.OPEN:
        yield joined(label, (f"{promised} from our answer" if promised else "none", "muted"))


def _running(
    kind: TargetKind, row: QueueLine, policy: Policy, now: datetime, zone: tzinfo | None
) -> Line:
    running = row.countdown
    band = row.band(policy, now)
    left = remaining(running, policy, now) if running else ""
    said = f"{left[1:]} over" if left.startswith("-") else f"{left} left"
    due = timestamp(instant(row.due or 0), now, zone)
    still = stands_still(row, policy, now)
    opening = timestamp(policy.hours.next_opening(now), now, zone) if still else ""
    return joined(
        (LABEL[kind], "muted"),
        (f"{signs.BAND[band]} due {due} · {said}", band.value),
        (f" · {row.breach}" if row.breach else "", "breached"),
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
