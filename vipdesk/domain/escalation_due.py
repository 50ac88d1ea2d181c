"""When the agent is told of an escalation: not accepted, declined, accepted, handed back.

Business time reminds of nothing while the desk is closed; severity 1 and 2 do. Aware UTC.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus, latest
from vipdesk.domain.occasions import AT_ANY_HOUR, Due
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.reminder import About, Key, Occasion, Reminder
from vipdesk.domain.text import clean_line

UNDECIDED = (EscalationStatus.ASKED, EscalationStatus.UNTAKEN)


def told_at(due: datetime, severity: int, policy: Policy, now: datetime) -> datetime:
    """When what is due then may be told, as far as that can be said at `now`."""
    if due > now or severity <= AT_ANY_HOUR or policy.hours.is_open(now):
        return due
    return policy.hours.next_opening(now).astimezone(UTC)


def of_escalation(escalation: Escalation, line: QueueLine, here: Circumstances) -> Iterator[Due]:
    """What is to be told of it now, and the moment at which its time to accept is up.

    What who has the desk noted down is not told to them.
    """
    for key, who, said in _told(escalation):
        if who != here.holder:
            at = told_at(key.due, line.severity, here.policy, here.now)
            yield Due(at, key, f"#{line.number} {clean_line(line.subject, 60)}: {said}")


def still_matter(reminders: Iterable[Reminder], escalations: tuple[Escalation, ...]) -> set[int]:
    """The numbers of those reminders of escalations that still need the agent: the last of each."""
    state, last = latest(escalations), {}
    for one in reminders:
        escalation = state.get(one.key.subject)
        if escalation is not None and _matters(one.key, escalation):
            last[one.key.subject] = one.number
    return set(last.values())


def _matters(key: Key, escalation: Escalation) -> bool:
    if key.occasion is Occasion.HANDED_BACK:
        return escalation.ended == key.due and escalation.status is EscalationStatus.HANDED_BACK
    if key.occasion is Occasion.ACCEPTED:
        taken = _accepted(escalation)
        return taken is not None and taken.answered == key.due
    said = {one.answered for one in escalation.asked if one.answer is Answer.DECLINED}
    taken_back = key.occasion is Occasion.DECLINED and key.due not in said
    return escalation.status in UNDECIDED and not taken_back


def _told(escalation: Escalation) -> Iterator[tuple[Key, str, str]]:
    """What the agent is told in time, who noted it down, and in which words."""
    for asked in escalation.asked if escalation.status in UNDECIDED else ():
        if asked.answer is Answer.DECLINED and asked.answered is not None:
            what = clean_line(f"declined by {asked.name}: {asked.why}", 100)
            key = _key(escalation, Occasion.DECLINED, asked.answered)
            yield key, asked.who, f"escalation {what}; {whats_next(escalation)}"
        elif asked.answer in (Answer.NONE, Answer.WAITING):
            what = (
                f"escalation not accepted by {clean_line(asked.name, 60)}; {whats_next(escalation)}"
            )
            yield _key(escalation, Occasion.NOT_ACCEPTED, asked.accept_by), "", what
    taken = _accepted(escalation)
    if taken is not None and taken.answered is not None:
        key = _key(escalation, Occasion.ACCEPTED, taken.answered)
        yield key, taken.who, f"accepted by {clean_line(taken.name, 60)}"
    if escalation.status is EscalationStatus.HANDED_BACK and escalation.ended is not None:
        key = _key(escalation, Occasion.HANDED_BACK, escalation.ended)
        yield key, escalation.ended_by, f"handed back by {clean_line(escalation.with_whom, 60)}"


def _accepted(escalation: Escalation) -> Asked | None:
    """Who has it, while they have."""
    taken = escalation.status is EscalationStatus.ACCEPTED
    return escalation.current if taken else None


def whats_next(escalation: Escalation) -> str:
    """Who is asked now, or that nobody is left."""
    if escalation.status is EscalationStatus.UNTAKEN:
        return "nobody is left to ask"
    return f"{clean_line(escalation.with_whom, 60)} is asked"


def _key(escalation: Escalation, occasion: Occasion, due: datetime) -> Key:
    return Key(About.ESCALATION, escalation.ticket, occasion, due)
