"""Why a ticket is due when it is (spec: clock, the explanation)."""

from vipdesk.domain.course import Course
from vipdesk.domain.explanation import explain
from vipdesk.domain.facts import ClientWrote, Status
from vipdesk.domain.language import _, dated
from vipdesk.domain.retold import arithmetic_said

MOMENT = "%a %d %b %H:%M"


def why_due(course: Course) -> tuple[str, ...]:
    """How the running target's due moment came about, or why there is none, line by line."""
    running, target = course.running, course.target
    if running is None or target is None:
        return _why_promised(course) or (_why_none(course),)
    opener = next(fact for fact in course.ticket.facts if fact.number == running.opened_by)
    wrote = opener if isinstance(opener, ClientWrote) else None
    steps = explain(
        course.policy,
        kind=target.kind.value,
        severity=course.severity,
        target=target.duration,
        start=target.start,
        received=wrote.at if wrote else None,
        channel=wrote.channel if wrote else None,
        pauses=target.pauses,
    )
    return (*_why_promised(course), *map(arithmetic_said, steps))


def _why_promised(course: Course) -> tuple[str, ...]:
    if course.promise is None:
        return ()
    given, by = (course.policy.hours.local(at) for at in (course.promise.at, course.promise.until))
    told = _("promised {given} to write by {by}")
    return (told.format(given=dated(given, MOMENT), by=dated(by, MOMENT)),)


def _why_none(course: Course) -> str:
    if course.status is Status.RESOLVED:
        return _("nothing is due: the ticket is resolved")
    if course.ticket.sender_unknown and course.clock_start is None:
        return _("nothing is due: nobody has said yet who the sender is")
    if course.status is Status.WAITING:
        return _("nothing is due: we wait for the client, the clock is paused")
    if course.severity not in course.policy.severities:
        told = _("nothing is due: severity {severity} is not in the policy")
    else:
        told = _("nothing is due: severity {severity} has no follow-up target")
    return told.format(severity=course.severity)
