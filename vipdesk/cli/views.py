"""Tickets as JSON values: names of keys are a contract (spec: command line)."""

from datetime import datetime

from vipdesk.cli.escalations import escalation_json
from vipdesk.cli.output import Json, instant, seconds
from vipdesk.domain.acknowledgement import Acknowledgement
from vipdesk.domain.board import TicketView
from vipdesk.domain.cause import Cause, latest
from vipdesk.domain.course import Course, follow
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.event import Event
from vipdesk.domain.message import Attachment, Draft, Message, NextTry
from vipdesk.domain.missed import open_and_late
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.queue import instant as instant_of
from vipdesk.domain.verdict import Verdict
from vipdesk.domain.why import why_due


def line_json(
    line: QueueLine,
    policy: Policy,
    now: datetime,
    escalation: Escalation | None,
    cause: str | None = None,
) -> Json:
    """A row of the queue; `escalation` is the one that stands on the ticket.

    `cause` is what was given last as the cause of what was missed on it.
    """
    running, zone = line.countdown, policy.hours.zone
    current = escalation.current if escalation else None
    return {
        "number": line.number,
        "severity": line.severity,
        "triaged": line.triaged,
        "status": line.status,
        "subject": line.subject,
        "from": line.requester,
        "sender_unknown": line.sender_unknown,
        "channel": line.channel,
        "entitled": line.entitled,
        "received": instant(instant_of(line.received), zone),
        "clock_start": _stamp(line.clock_start, policy),
        "due": instant(running.due, zone) if running else None,
        "due_kind": line.due_kind,
        "band": line.band(policy, now).value,
        "breach": line.breach,
        "cause": cause,
        "remaining_seconds": seconds(running.remaining(policy.hours, now)) if running else None,
        "client_waits_since": _stamp(line.client_waits_since, policy),
        "last_activity": _stamp(line.last_activity, policy),
        "escalated_to": current.name if current else None,
        "escalation": escalation.status.value if escalation else None,
    }


def row_json(view: TicketView, policy: Policy, now: datetime) -> Json:
    """The row of a ticket."""
    cause = latest(view.causes).get(view.line.number)
    return line_json(view.line, policy, now, view.escalation, cause)


def ticket_json(view: TicketView, policy: Policy, now: datetime) -> Json:
    """One ticket, whole."""
    course = follow(view.ticket, policy)
    return row_json(view, policy, now) | {
        "requester": _person(view.ticket.requester),
        "linked_to": view.ticket.linked_to,
        "continued_by": list(view.continued_by),
        "promise": instant(course.promise.until, policy.hours.zone) if course.promise else None,
        "explanation": list(why_due(course)),
        "targets": _targets(view, course, now),
        "causes": [_cause(one, policy) for one in view.causes],
        "escalations": [escalation_json(one, policy) for one in view.escalations],
        "messages": [
            _message(message, policy, view.next_tries.get(message.number))
            for message in view.messages
        ],
        "acknowledgements": [_note(note, policy) for note in view.acknowledgements],
        "history": [event_json(event, policy) for event in view.events],
        "drafts": [_draft(draft, policy) for draft in view.drafts],
    }


def _targets(view: TicketView, course: Course, now: datetime) -> list[Json]:
    """The closed targets as they were judged, then the one that runs."""
    closed = [
        _verdict(verdict, course.policy) | {"cause": view.cause_of(verdict) or None}
        for verdict in course.verdicts
    ]
    target, hours = course.target, course.policy.hours
    if target is None:
        return closed
    late = (one for one in open_and_late(course, now) if one.kind is target.kind)
    cause = next((view.cause_of(one) for one in late), "")
    running: Json = {
        "kind": target.kind.value,
        "severity": course.severity,
        "start": instant(target.start, hours.zone),
        "due": instant(target.due(hours), hours.zone),
        "target": seconds(hours.length(target.duration)),
        "business": target.duration.business,
        "used_seconds": seconds(target.used(hours, now)),
        "outcome": target.breach.value if target.breach else "running",
        "policy_version": course.policy.version,
        "explanation": list(why_due(course)),
        "cause": cause or None,
    }
    return [*closed, running]


def _cause(cause: Cause, policy: Policy) -> Json:
    return {
        "target": cause.kind.value,
        "text": cause.text,
        "at": instant(cause.at, policy.hours.zone),
        "who": cause.who,
    }


def _verdict(verdict: Verdict, policy: Policy) -> Json:
    return {
        "kind": verdict.kind.value,
        "severity": verdict.severity,
        "start": instant(verdict.start, policy.hours.zone),
        "due": instant(verdict.due, policy.hours.zone),
        "ended": instant(verdict.ended, policy.hours.zone),
        "target": seconds(verdict.length),
        "business": verdict.target.business,
        "used_seconds": seconds(verdict.used),
        "outcome": verdict.outcome.value,
        "policy_version": verdict.policy_version,
        "explanation": list(verdict.arithmetic),
    }


def _message(message: Message, policy: Policy, again: NextTry | None) -> Json:
    return {
        "number": message.number,
        "kind": message.kind.value,
        "channel": message.channel.value,
        "from": _person(message.author),
        "to": [_person(person) for person in message.to],
        "at": instant(message.at, policy.hours.zone),
        "subject": message.subject,
        "text": message.text,
        "quoted": message.quoted,
        "signature": message.signature,
        "attachments": [_attachment(attachment) for attachment in message.attachments],
        "delivery": message.delivery.value if message.delivery else None,
        "why": message.why or (again.why if again else None),
        "next_try": instant(again.at, policy.hours.zone) if again else None,
        "message_id": message.message_id or None,
    }


def _note(note: Acknowledgement, policy: Policy) -> Json:
    zone = policy.hours.zone
    return {
        "to": _person(note.to),
        "language": note.language,
        "at": instant(note.at, zone),
        "opens": instant(note.opens, zone),
        "due": instant(note.due, zone) if note.due else None,
        "delivery": note.delivery.value,
    }


def _attachment(attachment: Attachment) -> Json:
    return {
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.digest,
    }


def _draft(draft: Draft, policy: Policy) -> Json:
    return {
        "author": draft.author,
        "at": instant(draft.at, policy.hours.zone),
        "text": draft.text,
    }


def event_json(event: Event, policy: Policy) -> Json:
    """Something that happened."""
    return {
        "at": instant(event.at, policy.hours.zone),
        "what": event.what.value,
        "who": event.who,
        "detail": event.detail,
    }


def _person(person: Person) -> Json:
    return {"name": person.name, "address": person.address}


def _stamp(stamp: int | None, policy: Policy) -> str | None:
    return None if stamp is None else instant(instant_of(stamp), policy.hours.zone)
