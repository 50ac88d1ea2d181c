"""What figures are counted from, read quickly: verdicts by when they fell due, what is late now."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from vipdesk.domain.course import follow
from vipdesk.domain.duration import parse_duration
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.figures import Figures
from vipdesk.domain.hours import Span
from vipdesk.domain.judged import Judged, judged_of
from vipdesk.domain.load import Came, load, looked_back
from vipdesk.domain.missed import open_and_late
from vipdesk.domain.month import Month, week_span
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import instant, microseconds
from vipdesk.domain.target import TargetKind
from vipdesk.domain.verdict import Outcome
from vipdesk.store.cause_queries import causes
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.escalation_queries import escalations
from vipdesk.store.queries import Fetch, tickets
from vipdesk.store.values import MICROSECOND, Row

JUDGED = (
    "SELECT v.ticket, t.subject, v.kind, v.opened_by, v.severity, v.target, v.length, v.used,"
    " v.due, v.outcome, c.text FROM verdict v JOIN ticket t ON t.number = v.ticket"
    " LEFT JOIN cause c ON c.ticket = v.ticket AND c.kind = v.kind AND c.opened_by = v.opened_by"
    " WHERE v.due >= ? AND v.due < ? AND NOT v.void AND v.outcome <> 'stopped'"
    " ORDER BY v.due, v.ticket, v.kind"
)
MAY_BE_LATE = "SELECT number FROM ticket WHERE rank < 4 AND (breach IS NOT NULL OR due < ?)"
CAME = (
    "SELECT number, severity, subject, opened_at FROM ticket"
    " WHERE opened_at >= ? AND opened_at < ? AND merged_into IS NULL ORDER BY opened_at, number"
)


def judged_between(fetch: Fetch, span: Span, policy: Policy, now: datetime) -> tuple[Judged, ...]:
    """The targets that fell due in `span` and were kept or missed; what is open and late too."""
    late = (one for one in late_now(fetch, policy, now) if span.start <= one.due < span.end)
    return tuple(sorted([*_closed(fetch, span), *late], key=lambda one: (one.due, one.ticket)))


@damage_told
def late_now(fetch: Fetch, policy: Policy, now: datetime) -> tuple[Judged, ...]:
    """What is open and late at `now` (aware)."""
    numbers = [row[0] for row in fetch(MAY_BE_LATE, (microseconds(now),))]
    if not numbers:
        return ()
    known = "ticket IN (SELECT number FROM ticket WHERE rank < 4)"
    given = {(one.ticket, *one.key): one.text for one in causes(fetch, known)}
    return tuple(
        judged_of(
            ticket.number,
            ticket.subject,
            verdict,
            is_open=True,
            cause=given.get((ticket.number, verdict.kind, verdict.opened_by), ""),
        )
        for ticket in tickets(fetch, numbers)
        for verdict in open_and_late(follow(ticket, policy), now)
    )


@damage_told
def came_between(fetch: Fetch, span: Span) -> tuple[Came, ...]:
    """The tickets that came in `span`, without those that were merged into others."""
    rows = fetch(CAME, (microseconds(span.start), microseconds(span.end)))
    for row in rows:
        check_texts(row[2])
    return tuple(Came(row[0], row[1], row[2], instant(row[3])) for row in rows)


def escalated_between(fetch: Fetch, span: Span) -> tuple[Escalation, ...]:
    """The escalations that were made in `span`."""
    within = microseconds(span.start), microseconds(span.end)
    return escalations(fetch, "at >= ? AND at < ?", within)


def figures(fetch: Fetch, month: Month, policy: Policy, now: datetime) -> Figures:
    """The figures of a month as they stand at `now` (aware), and the load of the last weeks."""
    zone = policy.hours.zone
    mondays, of_month = looked_back(now, zone), month.span(zone)
    weeks = Span(week_span(mondays[0], zone).start, week_span(mondays[-1], zone).end)
    if _meet(weeks, of_month):
        both = Span(min(weeks.start, of_month.start), max(weeks.end, of_month.end))
        judged = judged_between(fetch, both, policy, now)
        mine = tuple(one for one in judged if of_month.start <= one.due < of_month.end)
    else:
        judged = judged_between(fetch, weeks, policy, now)
        mine = judged_between(fetch, of_month, policy, now)
    came = came_between(fetch, weeks)
    return Figures(
        month=month,
        at=now,
        judged=mine,
        load=load(came, judged, mondays, zone),
        escalations=escalated_between(fetch, of_month),
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@damage_told
def _closed(fetch: Fetch, span: Span) -> list[Judged]:
    rows = fetch(JUDGED, (microseconds(span.start), microseconds(span.end)))
    return list(_judged(rows))


def _judged(rows: Sequence[Row]) -> Iterator[Judged]:
    for row in rows:
        check_texts(row[1], row[10] or "")
        yield Judged(
            ticket=row[0],
            subject=row[1],
            kind=TargetKind(row[2]),
            opened_by=row[3],
            severity=row[4],
            target=parse_duration(row[5]),
            length=row[6] * MICROSECOND,
            used=row[7] * MICROSECOND,
            due=instant(row[8]),
            outcome=Outcome(row[9]),
            cause=row[10] or "",
        )
