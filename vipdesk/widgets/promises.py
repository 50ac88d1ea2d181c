"""The head of a ticket: what it is, and how its promises stand."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo

from vipdesk.domain.board import TicketView
from vipdesk.domain.course import Course, follow
from vipdesk.domain.duration import duration_words
from vipdesk.domain.escalation import Escalation, EscalationStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.language import _, in_context
from vipdesk.domain.missed import latest_missed, missed_on
from vipdesk.domain.policy import CHANNEL_WORDS, Policy
from vipdesk.domain.queue import PROMISE, QueueLine, countdowns
from vipdesk.domain.target import Band, Countdown, TargetKind
from vipdesk.domain.text import clean_line
from vipdesk.domain.verdict import Verdict
from vipdesk.widgets import signs
from vipdesk.widgets.countdown import left_said, remaining, timestamp, waited
from vipdesk.widgets.entries import judged, named, used
from vipdesk.widgets.lines import Line, Piece, joined, line

LABEL_WIDE, LONGEST_RESULT, ONE_ROW = 11, 200, 34
Running = Mapping[str, Countdown]
"""What runs on the ticket, by its kind."""


def target_said(kind: str | None) -> str:
    """What a target is called, a promise of ours too."""
    match kind:
        case TargetKind.INITIAL:
            return in_context("target", "initial")
        case TargetKind.FOLLOW_UP:
            return in_context("target", "follow-up")
    return in_context("target", "promise")


def status_said(status: str) -> str:
    """Where a ticket stands, in words."""
    match status:
        case Status.WAITING:
            return _("waiting for the client")
        case Status.RESOLVED:
            return _("resolved")
    return in_context("status", "open")


def _label(words: str) -> Piece:
    return f"{words:{LABEL_WIDE}}", "muted"


def head(
    view: TicketView, policy: Policy, now: datetime, zone: tzinfo | None, *, short: bool = False
) -> tuple[Line, ...]:
    """What the ticket is, who wrote, and each promise as it stands at `now`.

    A `short` one leaves out who wrote and what does not run.
    """
    course = follow(view.ticket, policy)
    running = countdowns(course)
    if short:
        due = [_due(kind, running, policy, now, zone) for kind in list(running)[:1]]
        came = _came_back_shortly(view.brought_back)
        return (_what(view, policy), *_warnings(view), *came, *due)
    return (
        _what(view, policy),
        line(named(view.ticket.requester), "muted"),
        *_warnings(view),
        *_senior(view.escalation, now, zone),
        *_came_back(view.brought_back, now, zone),
        *_promise(running, policy, now, zone),
        *_initial(view, running, policy, now, zone),
        *_follow_up(view.line, running, policy, now, zone),
        *_causes(view, course, now),
    )


def _what(view: TicketView, policy: Policy) -> Line:
    row = view.line
    grade = policy.severities.get(row.severity)
    return joined(
        (f"{row.severity} {clean_line(grade.name, 40) if grade else ''}".rstrip(), "heading"),
        ("" if row.triaged else _(" · not confirmed yet"), "warn"),
        (f" · {status_said(row.status)}", "plain"),
        (f" · {_(CHANNEL_WORDS[view.ticket.channel])}", "muted"),
    )


def _warnings(view: TicketView) -> Iterator[Line]:
    if view.line.sender_unknown:
        said = _("unknown sender: no clock runs until a person says who")
        yield line(f"{signs.STRANGER} {said}", "warn")
    if not view.line.entitled:
        said = _("came while the client was not entitled")
        yield line(f"{signs.NOT_ENTITLED} {said}", "warn")
    if (linked := view.ticket.linked_to) is not None:
        yield line(_("continues #{number}").format(number=linked), "muted")
    if (into := view.ticket.merged_into) is not None:
        yield line(_("merged into #{number}: go on there").format(number=into), "warn")
    if view.merged:
        yield line(_("with all of {tickets}").format(tickets=_numbers(view.merged)), "muted")
    if view.ticket.owed_by:
        owing = _(clean_line(view.ticket.owed_by, 40))
        yield line(_("next word owed by {whom}").format(whom=owing), "muted")
    if view.continued_by:
        tickets = _numbers(view.continued_by)
        yield line(_("continued by {tickets}").format(tickets=tickets), "muted")


def _numbers(tickets: Iterable[int]) -> str:
    return ", ".join(f"#{number}" for number in tickets)


def _senior(escalation: Escalation | None, now: datetime, zone: tzinfo | None) -> Iterator[Line]:
    """Who has it, or is asked, since when."""
    if escalation is None:
        return
    current, sign = escalation.current, signs.SENIOR[escalation.status]
    name = clean_line(escalation.with_whom, 60)
    if current is None:
        said, look = _("nobody took it, no senior is left to ask"), "breached"
    elif escalation.status is EscalationStatus.ACCEPTED:
        since = timestamp(current.answered or current.at, now, zone)
        said = _("{name} has it since {moment}").format(name=name, moment=since)
        look = "plain"
    else:
        at, by = (timestamp(moment, now, zone) for moment in (current.at, current.accept_by))
        said = _("{name} asked {moment}, not accepted yet (by {by})").format(
            name=name, moment=at, by=by
        )
        look = "warn"
    yield joined(_label(_("senior")), (f"{sign} {said}", look))


def _came_back(escalation: Escalation | None, now: datetime, zone: tzinfo | None) -> Iterator[Line]:
    """What came of it, before anybody scrolls to its note at the end."""
    if escalation is None:
        return
    at = timestamp(escalation.ended or escalation.at, now, zone)
    name = clean_line(escalation.with_whom, 60)
    said = _("{name} handed it back {moment}").format(name=name, moment=at)
    result = clean_line(escalation.result, LONGEST_RESULT)
    told = (f"{signs.HANDED_BACK} {said}: ", "plain"), (result, "heading")
    yield joined(_label(_("senior")), *told)


def _came_back_shortly(escalation: Escalation | None) -> Iterator[Line]:
    """In one row, so that a low head stays in place."""
    if escalation is not None:
        yield line(f"{signs.HANDED_BACK} {clean_line(escalation.result, ONE_ROW)}", "heading")


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
    label = _label(target_said(TargetKind.FOLLOW_UP))
    grade = policy.severities.get(row.severity)
    promised = grade.follow_up if grade else None
    if TargetKind.FOLLOW_UP in running:
        yield _due(TargetKind.FOLLOW_UP, running, policy, now, zone)
    elif row.status == Status.WAITING:
        said = _("paused, we wait for the client")
        yield joined(label, (f"{signs.BAND[Band.PAUSED]} {said}", "paused"))
    elif row.status == Status.OPEN:
        waits = row.client_waits_since is not None and TargetKind.INITIAL not in running
        if waits:
            said = _("none promised · the client waits {time}").format(time=waited(row, now))
        else:
            said = _("{length} from our answer") if promised else in_context("follow-up", "none")
            said = said.format(length=duration_words(promised) if promised else "")
        yield joined(label, (said, "plain" if waits else "muted"))


def _causes(view: TicketView, course: Course, now: datetime) -> Iterator[Line]:
    """Why the latest of each kind was missed, or that nobody has said so yet."""
    found = missed_on(course, now)
    for kind in TargetKind:
        verdict = latest_missed(found, kind)
        if verdict is None:
            continue
        cause, label = clean_line(view.cause_of(verdict), 200), _label(_("cause"))
        of = f"{target_said(kind)}: " if len({one.kind for one in found}) > 1 else ""
        if cause:
            yield joined(label, (f"{signs.CAUSE} {of}{cause}", "plain"))
        else:
            unsaid = _("nobody has said why yet")
            yield joined(label, (f"{signs.NO_CAUSE} {of}{unsaid}", "warn"))


def _due(kind: str, running: Running, policy: Policy, now: datetime, zone: tzinfo | None) -> Line:
    counting = running[kind]
    band = counting.band(policy, now)
    said = left_said(remaining(counting, policy, now))
    due = _("due {moment}").format(moment=timestamp(counting.due, now, zone))
    still = counting.business and not policy.hours.is_open(now)
    opening = timestamp(policy.hours.next_opening(now), now, zone) if still else ""
    stands = _(" · stands still until {moment}").format(moment=opening) if still else ""
    return joined(
        _label(target_said(kind)),
        (f"{signs.BAND[band]} {due} · {said}", band.value),
        (f" · {_(counting.breach)}" if counting.breach else "", "breached"),
        (stands, "muted"),
    )


def _judged(verdict: Verdict) -> Line:
    return joined(
        _label(target_said(verdict.kind)),
        judged(verdict.outcome),
        (f" · {used(verdict)}", "muted"),
    )


def _last(view: TicketView, kind: TargetKind) -> Verdict | None:
    mine = [verdict for verdict in view.ticket.verdicts.values() if verdict.kind is kind]
    return max(mine, key=lambda verdict: verdict.ended, default=None)
