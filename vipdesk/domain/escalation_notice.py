"""What a senior is told by mail: plain text, whole, so that they can begin where they are."""

from datetime import datetime

from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.colleagues import Colleague
from vipdesk.domain.course import follow
from vipdesk.domain.escalation import Escalation, Notice
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import tightest
from vipdesk.domain.text import clean_line
from vipdesk.domain.ticket import Ticket


def asks(escalation: Escalation, ticket: Ticket, senior: Colleague, here: Circumstances) -> Notice:
    """The senior who is asked now is told what it is about, and who has the desk."""
    policy = here.policy
    course, asked = follow(ticket, policy), escalation.asked[-1]
    grade = policy.severities.get(course.severity)
    severity = f"{course.severity} {grade.name if grade else ''}".strip()
    kind, running = tightest(course)
    due = f"{desk_moment(running.due, policy)} ({kind})" if running else "nothing"
    subject = clean_line(ticket.subject, 200)
    lines = [
        f"{escalation.who} asks you to take #{ticket.number} of {here.client.name}:",
        "",
        f"subject   {subject}",
        f"severity  {severity}",
        f"due       {due}",
        "",
        "Why:",
        escalation.reason,
        "",
        "Tried so far:",
        escalation.tried or "nothing was written down",
        "",
        f"Accept by {desk_moment(asked.accept_by, policy)}; after that the next senior is asked:",
        *ways_to_accept(escalation, senior.name),
        "",
        f"The client hears from {here.holder} alone; the clock keeps running.",
        "",
    ]
    title = f"Escalation of #{ticket.number}, severity {course.severity}: {subject}"
    return _notice(escalation, senior, title, "\n".join(lines), asked.at)


def ways_to_accept(escalation: Escalation, name: str) -> tuple[str, str]:
    """How who is called that takes it: a key that is bound to their name opens their desk alone."""
    from shlex import quote  # for those who are asked, and not before the first frame

    command = f"vipdesk escalation accept {escalation.number} --as {quote(name)}"
    return "open your desk (ssh …) and press a,", f"or where you have a shell: {command}"


def is_over(
    escalation: Escalation, ticket: Ticket, senior: Colleague, why: str, at: datetime
) -> Notice:
    """Who was asked, or had it, is told that it needs nobody any more."""
    said = f"is withdrawn: {why}"
    return _no_longer(escalation, ticket, senior, said, at)


def asked_no_more(
    escalation: Escalation, ticket: Ticket, senior: Colleague, again: str, at: datetime
) -> Notice:
    """The senior who was asked after `again` had declined is told that those look at it again."""
    said = f"is with {clean_line(again, 60)} again, who had declined it"
    return _no_longer(escalation, ticket, senior, said, at)


def _no_longer(
    escalation: Escalation, ticket: Ticket, senior: Colleague, said: str, at: datetime
) -> Notice:
    subject = clean_line(ticket.subject, 200)
    title = f"No longer needed: #{ticket.number}: {subject}"
    text = f"The escalation of #{ticket.number} ({subject}) {said}.\n"
    return _notice(escalation, senior, title, text, at)


def _notice(
    escalation: Escalation, senior: Colleague, title: str, text: str, at: datetime
) -> Notice:
    subject = clean_line(title, 300)
    return Notice(escalation=escalation.number, to=senior.person, subject=subject, text=text, at=at)


def desk_moment(at: datetime, policy: Policy) -> str:
    """An instant as "Mon 23 Nov 09:45 CET"."""
    here = policy.hours.local(at)
    return f"{here:%a} {here.day} {here:%b %H:%M %Z}"
