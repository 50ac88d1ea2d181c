"""Where a ticket stands, in what the client may know of it."""

from datetime import UTC

from vipdesk.domain.course import Course
from vipdesk.domain.door_view import Owes, Standing
from vipdesk.domain.facts import Answered, ClientWrote, Status


def where_it_stands(course: Course, unread: int) -> Standing:
    """The standing of a ticket that has come this far; `unread` counts words of ours."""
    ticket, policy = course.ticket, course.policy
    said = [f.at for f in ticket.facts if isinstance(f, Answered | ClientWrote) and not f.struck]
    target = course.target
    return Standing(
        number=ticket.number,
        subject=ticket.subject,
        channel=ticket.channel,
        status=course.status.value,
        severity=course.severity,
        severity_name=policy.severities[course.severity].name
        if course.severity in policy.severities
        else "",
        confirmed=course.triaged,
        owes=_owes(course),
        opened=ticket.opened_at,
        latest=max(said, default=ticket.opened_at),
        promised=course.promise.until.astimezone(UTC) if course.promise else None,
        due=target.due(policy.hours).astimezone(UTC) if target else None,
        unread=unread,
    )


def _owes(course: Course) -> Owes:
    match course.status:
        case Status.RESOLVED:
            return Owes.NOBODY
        case Status.WAITING:
            return Owes.CLIENT
    return Owes.VENDOR if course.ticket.owed_by else Owes.US
