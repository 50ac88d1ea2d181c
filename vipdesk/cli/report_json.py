"""The service report as JSON values: names of keys are a contract (spec: command line)."""

from vipdesk.cli.output import Json, instant, seconds
from vipdesk.domain import definitions
from vipdesk.domain.attainment import Attainment
from vipdesk.domain.judged import Judged
from vipdesk.domain.policy import Policy
from vipdesk.domain.report import (
    CallbackTold,
    CallTold,
    EscalationTold,
    Report,
    TargetTold,
    TicketTold,
)

DEFINITIONS = {
    "met": definitions.MET,
    "median": definitions.MEDIAN,
    "worst": definitions.WORST,
    "late": definitions.LATE,
    "calls": definitions.CALLS,
    "callbacks": definitions.CALLBACKS,
    "escalations": definitions.ESCALATIONS,
}


def report_json(report: Report) -> Json:
    """The whole report, each figure with what it means."""
    policy = report.policy
    return {
        "month": str(report.month),
        "made": instant(report.at, policy.hours.zone),
        "month_is_over": report.is_over,
        "client": report.client,
        "agent": report.agent,
        "attainment": [attainment_json(one) for one in report.attainment],
        "breaches": [judged_json(one, policy) for one in report.breaches],
        "tickets": [_ticket(one, policy) for one in report.tickets],
        "calls": [_call(one, policy) for one in report.calls],
        "callbacks": [_callback(one, policy) for one in report.callbacks],
        "escalations": [_escalation(one, policy) for one in report.escalations],
        "definitions": DEFINITIONS,
    }


def attainment_json(one: Attainment) -> Json:
    """A row of the figures."""
    return {
        "severity": one.severity,
        "target": one.kind.value,
        "business": one.business,
        "met": one.met,
        "judged": one.judged,
        "median_seconds": seconds(one.median),
        "worst_seconds": seconds(one.worst),
    }


def judged_json(one: Judged, policy: Policy) -> Json:
    """A target that was kept or missed."""
    return {
        "ticket": one.ticket,
        "subject": one.subject,
        "severity": one.severity,
        "target": one.kind.value,
        "business": one.target.business,
        "target_seconds": seconds(one.length),
        "used_seconds": seconds(one.used),
        "due": instant(one.due, policy.hours.zone),
        "outcome": one.outcome.value,
        "open": one.is_open,
        "late_seconds": seconds(one.late),
        "cause": one.cause or None,
    }


def _ticket(one: TicketTold, policy: Policy) -> Json:
    return {
        "number": one.number,
        "subject": one.subject,
        "from": one.requester,
        "channel": one.channel,
        "received": instant(one.received, policy.hours.zone),
        "severity": one.severity,
        "status": one.status,
        "entitled": one.entitled,
        "targets": [_target(target, policy) for target in one.targets],
    }


def _target(one: TargetTold, policy: Policy) -> Json:
    return {
        "kind": one.kind.value,
        "severity": one.severity,
        "target": seconds(one.length),
        "business": one.target.business,
        "used_seconds": seconds(one.used),
        "due": instant(one.due, policy.hours.zone),
        "outcome": one.outcome,
        "open": one.is_open,
        "in_month": one.counts,
        "late_seconds": seconds(one.late),
        "cause": one.cause or None,
        "explanation": list(one.arithmetic),
    }


def _call(one: CallTold, policy: Policy) -> Json:
    return {
        "kind": one.kind,
        "with": one.guest,
        "subject": one.subject,
        "start": instant(one.start, policy.hours.zone),
        "end": instant(one.end, policy.hours.zone),
        "ticket": one.ticket,
    }


def _callback(one: CallbackTold, policy: Policy) -> Json:
    return {
        "caller": one.caller,
        "received": instant(one.received, policy.hours.zone),
        "duration_seconds": seconds(one.length),
        "status": one.status,
        "attempts": one.tries,
        "first_attempt": instant(one.first, policy.hours.zone),
        "ticket": one.ticket,
    }


def _escalation(one: EscalationTold, policy: Policy) -> Json:
    return {
        "ticket": one.ticket,
        "at": instant(one.at, policy.hours.zone),
        "status": one.status,
        "to_accept_seconds": seconds(one.to_accept),
        "to_hand_back_seconds": seconds(one.to_hand_back),
    }
