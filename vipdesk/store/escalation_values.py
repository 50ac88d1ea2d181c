"""Between rows of our people and escalations and the domain's values."""

from collections.abc import Sequence
from datetime import date, datetime

from vipdesk.domain.colleagues import Colleague, DaysAway, Role
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus, Notice
from vipdesk.domain.message import Delivery
from vipdesk.domain.people import Person
from vipdesk.domain.queue import instant, microseconds
from vipdesk.store.values import Columns, Row

COLLEAGUE = "number, name, address, role, skills, hours, away, active, logins"
ESCALATION = "number, ticket, at, who, reason, tried, status, result, ended, ended_by"
ASKED = "a.escalation, a.senior, c.name, a.at, a.accept_by, a.answer, a.answered, a.who, a.why"
NOTICE = "escalation, name, address, subject, text, at"


def colleague_columns(colleague: Colleague) -> Columns:
    """The columns of somebody of our side."""
    return {
        "number": colleague.number,
        "name": colleague.person.name,
        "address": colleague.person.address,
        "role": colleague.role.value,
        "skills": "\n".join(colleague.skills),
        "hours": colleague.hours,
        "away": "\n".join(f"{days.first} {days.last}" for days in colleague.away),
        "active": colleague.active,
        "logins": "\n".join(colleague.logins),
    }


def colleague_of(row: Row) -> Colleague:
    """The person in a row of COLLEAGUE."""
    return Colleague(
        number=row[0],
        person=Person(row[1], row[2]),
        role=Role(row[3]),
        skills=tuple(row[4].splitlines()),
        hours=row[5],
        away=tuple(_days(line) for line in row[6].splitlines()),
        active=bool(row[7]),
        logins=tuple(row[8].splitlines()),
    )


def escalation_columns(escalation: Escalation) -> Columns:
    """The columns of an escalation, without those who were asked."""
    return {
        "number": escalation.number,
        "ticket": escalation.ticket,
        "at": microseconds(escalation.at),
        "who": escalation.who,
        "reason": escalation.reason,
        "tried": escalation.tried,
        "status": escalation.status.value,
        "result": escalation.result,
        "ended": _stamp(escalation.ended),
        "ended_by": escalation.ended_by,
    }


def asked_columns(escalation: int, place: int, asked: Asked) -> Columns:
    """The columns of who was asked."""
    return {
        "escalation": escalation,
        "place": place,
        "senior": asked.senior,
        "at": microseconds(asked.at),
        "accept_by": microseconds(asked.accept_by),
        "answer": asked.answer.value,
        "answered": _stamp(asked.answered),
        "who": asked.who,
        "why": asked.why,
    }


def escalation_of(row: Row, asked: Sequence[Row]) -> Escalation:
    """The escalation in a row of ESCALATION, with rows of ASKED in their order."""
    return Escalation(
        number=row[0],
        ticket=row[1],
        at=instant(row[2]),
        who=row[3],
        reason=row[4],
        tried=row[5],
        status=EscalationStatus(row[6]),
        asked=tuple(map(_asked, asked)),
        result=row[7],
        ended=_instant(row[8]),
        ended_by=row[9],
    )


def notice_columns(notice: Notice) -> Columns:
    """The columns of a mail that is not sent yet."""
    return {
        "escalation": notice.escalation,
        "name": notice.to.name,
        "address": notice.to.address,
        "subject": notice.subject,
        "text": notice.text,
        "at": microseconds(notice.at),
        "delivery": Delivery.QUEUED.value,
    }


def notice_of(row: Row) -> Notice:
    """The mail in a row of NOTICE."""
    to = Person(row[1], row[2])
    return Notice(escalation=row[0], to=to, subject=row[3], text=row[4], at=instant(row[5]))


def _asked(row: Row) -> Asked:
    return Asked(
        senior=row[1],
        name=row[2],
        at=instant(row[3]),
        accept_by=instant(row[4]),
        answer=Answer(row[5]),
        answered=_instant(row[6]),
        who=row[7],
        why=row[8],
    )


def _days(line: str) -> DaysAway:
    first, last = map(date.fromisoformat, line.split())
    return DaysAway(first, last)


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)


def _instant(stamp: int | None) -> datetime | None:
    return None if stamp is None else instant(stamp)
