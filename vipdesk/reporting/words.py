"""How a report says moments, lengths and outcomes: desk time, English, whoever made it.

All that came from somewhere else is cleaned here, and to be escaped by who writes it out.
"""

from datetime import datetime, timedelta

from vipdesk.domain.attainment import Attainment
from vipdesk.domain.judged import Judged
from vipdesk.domain.policy import CHANNEL_WORDS, Channel, Policy
from vipdesk.domain.report import RUNNING, Report, TargetTold
from vipdesk.domain.target import TargetKind
from vipdesk.domain.text import clean_line
from vipdesk.domain.verdict import Outcome
from vipdesk.domain.wall_words import length_words

LONGEST = 200
SECOND = timedelta(seconds=1)
NOT_SAID = "not given yet"
LOWERED = "missed before its severity was lowered"

TARGETS = {TargetKind.INITIAL: "Initial response", TargetKind.FOLLOW_UP: "Follow-up response"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
TICKET_HEADS = (
    *("Ticket", "Subject", "From", "By", "Received", "Severity", "Status", "Target", "Promised"),
    *("Taken", "Due", "Outcome"),
)
CALL_HEADS = ("Call", "With", "About", "From", "Length", "Ticket")
CALLBACK_HEADS = ("Caller", "Called", "Message", "Status", "Tries", "First try", "Ticket")
ESCALATION_HEADS = ("Ticket", "Escalated", "Status", "To accept", "To hand back")
ATTAINMENT_HEADS = ("Severity", "Target", "Promised", "Met of judged", "Median", "Worst")

Cells = tuple[str, ...]


def clean(text: str) -> str:
    """Somebody's words as one harmless line."""
    return clean_line(text, LONGEST)


def title(report: Report) -> str:
    """What the report is."""
    month = report.month
    return f"Service report, {MONTHS[month.number - 1]} {month.year}"


def made(report: Report) -> str:
    """For whom, by whom, when; and whether the month goes on."""
    at = moment(report.at, report.policy)
    running = "is not over" if report.has_begun else "has not begun"
    more = "" if report.is_over else f" The month {running} yet."
    service, client = clean(report.policy.service), clean(report.client)
    zone = report.policy.hours.zone.key
    agent = clean(report.agent)
    return f"{service} for {client}, by {agent}. Made {at}; all times are those of {zone}.{more}"


def moment(at: datetime, policy: Policy) -> str:
    """An instant in desk time."""
    return f"{at.astimezone(policy.hours.zone):%Y-%m-%d %H:%M}"


def severity(level: int, policy: Policy) -> str:
    """A severity with its name."""
    grade = policy.severities.get(level)
    return f"{level} {clean(grade.name)}" if grade else str(level)


def taken(length: timedelta, *, business: bool) -> str:
    """What was taken, and in which kind of time."""
    return f"{length_words(length)} {'office' if business else 'calendar'} time"


def lengths(length: timedelta | None) -> str:
    """A length in whole seconds, nothing for none."""
    return "" if length is None else length_words(timedelta(seconds=length // SECOND))


def late_by(one: Judged | TargetTold) -> str:
    """How late it was."""
    return LOWERED if one.late is None else length_words(one.late)


def outcome(one: TargetTold) -> str:
    """How a target ended, or how it stands."""
    words = {
        Outcome.MET.value: "met",
        Outcome.BREACHED.value: "missed",
        Outcome.LATE_AT_REGRADING.value: "late when its severity was changed",
        RUNNING: "runs",
    }[one.outcome]
    return f"{words}, still open" if one.is_open else words


def attainment_cells(one: Attainment, policy: Policy) -> Cells:
    """A row of the figures."""
    grade = policy.severities.get(one.severity)
    target = grade and (grade.initial if one.kind is TargetKind.INITIAL else grade.follow_up)
    return (
        severity(one.severity, policy),
        TARGETS[one.kind],
        str(target) if target else "",
        f"{one.met} of {one.judged}",
        taken(one.median, business=one.business),
        taken(one.worst, business=one.business),
    )


def ticket_rows(report: Report) -> list[Cells]:
    """A row for each target of each ticket; a ticket without one has a row too."""
    rows: list[Cells] = []
    for ticket in report.tickets:
        own = (
            f"#{ticket.number}",
            clean(ticket.subject),
            clean(ticket.requester),
            CHANNEL_WORDS[Channel(ticket.channel)],
            moment(ticket.received, report.policy),
            severity(ticket.severity, report.policy),
            ticket.status if ticket.entitled else f"{ticket.status}, came while not entitled",
        )
        told = [_target_cells(one, report.policy) for one in ticket.targets]
        rows += [(*own, *cells) for cells in told or [("none promised", "", "", "", "")]]
    return rows


def _target_cells(one: TargetTold, policy: Policy) -> Cells:
    return (
        TARGETS[one.kind],
        str(one.target),
        taken(one.used, business=one.target.business),
        moment(one.due, policy),
        outcome(one) + ("" if one.counts or one.outcome == RUNNING else " (of another month)"),
    )


def call_rows(report: Report) -> list[Cells]:
    """The calls that were held."""
    return [
        (
            clean(one.kind),
            clean(one.guest),
            clean(one.subject),
            moment(one.start, report.policy),
            length_words(one.end - one.start),
            f"#{one.ticket}" if one.ticket else "",
        )
        for one in report.calls
    ]


def callback_rows(report: Report) -> list[Cells]:
    """Who was to be called back."""
    return [
        (
            clean(one.caller),
            moment(one.received, report.policy),
            lengths(one.length),
            one.status,
            str(one.tries),
            moment(one.first, report.policy) if one.first else "",
            f"#{one.ticket}" if one.ticket else "",
        )
        for one in report.callbacks
    ]


def escalation_rows(report: Report) -> list[Cells]:
    """What was taken to the senior agents."""
    return [
        (
            f"#{one.ticket}",
            moment(one.at, report.policy),
            one.status,
            lengths(one.to_accept),
            lengths(one.to_hand_back),
        )
        for one in report.escalations
    ]


def missed_targets(report: Report) -> list[tuple[str, TargetTold]]:
    """Each miss that counts in the month, under the name of its ticket."""
    return [
        (f"#{ticket.number} {clean(ticket.subject)}", one)
        for ticket in report.tickets
        for one in ticket.targets
        if one.counts and one.outcome != Outcome.MET.value
    ]
