"""Which alarms there are, whom they are for, and which need nobody any more."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.alarm import (
    Alarm,
    AlarmAgain,
    AlarmCommand,
    AlarmTold,
    Cause,
    Key,
    Matter,
    Standing,
    pause_after,
)
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.alarm_holders import ended, holders, passed_on
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus
from vipdesk.domain.escalation_due import UNDECIDED, whats_next
from vipdesk.domain.escalation_notice import desk_moment, ways_to_accept
from vipdesk.domain.occasions import AT_ANY_HOUR
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, instant
from vipdesk.domain.text import clean_line

Lines = Mapping[int, QueueLine]


class Told(Struct, frozen=True):
    """What is to be told; an empty `to` means those who hold the desk, `noted_by` but for them."""

    matter: Matter
    to: str
    what: str
    text: str
    noted_by: str = ""


def on_alarm(command: AlarmCommand, here: Circumstances) -> Change:
    """Kept as it is told; who was told while it came to its end was told all the same."""
    alarm = here.alarms[0] if here.alarms else None
    if alarm is None or alarm.standing is Standing.SENT:
        return Change()
    tries, whole = alarm.tries + 1, isinstance(command, AlarmTold)
    told = whole or alarm.told or (isinstance(command, AlarmAgain) and command.told)
    ended = alarm.standing is not Standing.QUEUED
    if whole or (ended and told):
        after = replace(alarm, standing=Standing.SENT, tries=tries, told=True, next_try=None)
    elif ended:
        return Change()
    else:
        after = replace(alarm, tries=tries, told=told, next_try=here.now + pause_after(tries))
    return Change(alarms=(after,))


def alarmed(here: Circumstances, escalations: Iterable[Escalation]) -> tuple[Alarm, ...]:
    """Alarms that are new, and those that wait and need nobody any more, or somebody else."""
    lines = {line.number: line for line in here.reminding.lines}
    of_seniors = [*_of_all(tuple(escalations), lines, here)]
    live = {_wait(*one) for one in _waits(lines)} | {one.matter for one in of_seniors}
    over = {
        one.key: replace(one, standing=ended(one), next_try=None)
        for one in here.alarms
        if one.standing is Standing.QUEUED and (one.is_old(here.now) or one.key.matter not in live)
    }
    noted_by = {one.matter: one.noted_by for one in of_seniors}
    passed = [*passed_on(here, over, noted_by)]
    known = {one.number: one for one in (*here.alarms, *passed)}
    fresh = _fresh([*_of_clients(lines, here), *of_seniors], lines, known.values(), here)
    return (*over.values(), *passed, *fresh)


def _fresh(
    told: Iterable[Told], lines: Lines, before: Iterable[Alarm], here: Circumstances
) -> Iterator[Alarm]:
    known = {one.key: one.number for one in before}
    number = max([here.next_alarm - 1, *known.values()]) + 1
    for one in told:
        for name in [one.to] if one.to else holders(here):
            key = Key(one.matter, name)
            if name == one.noted_by or key in known:
                continue
            known[key] = number
            subject = _subject(lines[one.matter.ticket], one.what)
            yield Alarm(number=number, key=key, at=here.now, subject=subject, text=one.text)
            number += 1


def _waits(lines: Lines) -> Iterator[tuple[QueueLine, datetime]]:
    """The severe tickets on which the client waits, and since when."""
    for line in lines.values():
        if line.severity <= AT_ANY_HOUR and line.client_waits_since is not None:
            yield line, instant(line.client_waits_since)


def _of_clients(lines: Lines, here: Circumstances) -> Iterator[Told]:
    """Clients whose wait began after the last closing, before the next opening."""
    hours, now = here.policy.hours, here.now
    for line, since in [] if hours.is_open(now) else _waits(lines):
        if hours.next_opening(since) <= now:
            continue
        who = clean_line(line.requester, 60)
        said = [
            f"{who} waits since {desk_moment(since, here.policy)}",
            _due(line, here.policy),
            f"the desk opens {desk_moment(hours.next_opening(now), here.policy)}",
        ]
        yield Told(_wait(line, since), "", "", "\n".join(said))


def _of_all(escalations: Iterable[Escalation], lines: Lines, here: Circumstances) -> Iterator[Told]:
    for one in escalations:
        if one.ticket in lines and one.status in UNDECIDED:
            line = lines[one.ticket]
            yield from (_of_asked(one, asked, line, here.policy) for asked in _waiting(one))
            yield from (_not_accepted(one, asked, line, here.policy) for asked in _in_vain(one))


def _waiting(escalation: Escalation) -> Iterator[Asked]:
    return (one for one in escalation.asked if one.answer is Answer.WAITING)


def _in_vain(escalation: Escalation) -> Iterator[Asked]:
    """Who let the time go by last; where nobody is left also who declined last."""
    last = escalation.asked[-1]
    if escalation.status is EscalationStatus.UNTAKEN and last.answer is Answer.DECLINED:
        yield last
        return
    yield from [one for one in escalation.asked if one.answer is Answer.NONE][-1:]


def _of_asked(escalation: Escalation, asked: Asked, line: QueueLine, policy: Policy) -> Told:
    by = desk_moment(asked.accept_by, policy)
    said = [
        f"{clean_line(escalation.who, 60)} asks you to take #{line.number}",
        _due(line, policy),
        f"accept by {by}:",
        *ways_to_accept(escalation, asked.name),
    ]
    matter = Matter(Cause.ASKED, line.number, asked.at.astimezone(UTC))
    return Told(matter, asked.name, "you are asked", "\n".join(said))


def _not_accepted(escalation: Escalation, asked: Asked, line: QueueLine, policy: Policy) -> Told:
    declined = asked.answer is Answer.DECLINED and asked.answered is not None
    since = asked.answered if declined and asked.answered else asked.accept_by
    who = clean_line(asked.name, 60)
    what = f"{'declined' if declined else 'not accepted'} by {who}"
    text = f"{whats_next(escalation)}\n{_due(line, policy)}"
    matter = Matter(Cause.NOT_ACCEPTED, line.number, since.astimezone(UTC))
    return Told(matter, "", what, text, asked.who if declined else "")


def _wait(line: QueueLine, since: datetime) -> Matter:
    return Matter(Cause.CLIENT_WAITS, line.number, since)


def _subject(line: QueueLine, what: str) -> str:
    said = f", {what}" if what else ""
    return f"#{line.number} severity {line.severity}{said}: {clean_line(line.subject, 120)}"


def _due(line: QueueLine, policy: Policy) -> str:
    running = line.countdown
    if running is None:
        return "nothing is due"
    return f"due {desk_moment(running.due, policy)} ({line.due_kind})"
