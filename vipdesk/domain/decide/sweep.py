"""Reminders told once, put off, seen to: repeating a sweep changes nothing."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import chain

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances, Reminding
from vipdesk.domain.decide.alarm import alarmed
from vipdesk.domain.decide.chasing import chased
from vipdesk.domain.errors import BadInput
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.escalation_due import of_escalation, still_matter
from vipdesk.domain.handover_due import of_handover
from vipdesk.domain.language import _
from vipdesk.domain.matters import Matters
from vipdesk.domain.occasions import Due, of_booking, of_callback, of_day, of_ticket
from vipdesk.domain.reminder import About, Key, Reminder
from vipdesk.domain.reminder_commands import PutOff, SeeTo, Sweep
from vipdesk.domain.text import clean_line

FARTHEST = timedelta(days=366)

Matter = tuple[About, int, datetime]


def sweep(_: Sweep, here: Circumstances) -> Change:
    """Tell whatever has come due and was not told yet; say when to look again."""
    state, now = here.reminding, here.now
    handed = tuple(of_handover(here))
    matters = Matters(state, here.policy, handed)
    known = {one.key for one in state.reminders}
    passed_on = chased(here)
    moved = {one.number: one for one in passed_on.escalations}
    escalations = tuple(moved.get(one.number, one) for one in here.escalating.escalations)
    standing = [one for one in state.reminders if one.done is None]
    over = {one.number for one in standing if not matters.stands(one)}
    planned = [one for one in standing if one.fired is None and one.number not in over]
    due = [d for d in _due(here, escalations, handed) if not matters.was_told(d.key)]
    told = [d for d in due if d.at <= now and d.key not in known]
    number = here.next_reminder
    fresh = tuple(
        Reminder(number=number + place, key=one.key, text=_said(one.text, here), fired=now)
        for place, one in enumerate(_once(told))
    )
    again = tuple(replace(one, fired=now) for one in planned if one.key.due <= now)
    ahead = [d.at for d in due if d.at > now and d.key not in known]
    ahead += [one.key.due for one in planned if one.key.due > now]
    over |= _settled(standing, fresh, _of_open(escalations, state))
    later = {_matter(one) for one in fresh if one.key.about is About.TICKET}
    seen_to = tuple(
        replace(one, done=now)
        for one in standing
        if one.number in over or (one.fired is not None and _matter(one) in later)
    )
    reminders, following = (*again, *seen_to, *fresh), min(ahead, default=None)
    alarms = alarmed(here, escalations)
    return replace(passed_on, reminders=reminders, alarms=alarms, next_sweep=following)


def _said(text: str, here: Circumstances) -> str:
    """The reminder, with who has the desk while the dedicated agent has not."""
    return f"{text} · {clean_line(here.holder, 60)} has the desk" if here.cover else text


def _settled(
    standing: Iterable[Reminder], fresh: Iterable[Reminder], escalations: tuple[Escalation, ...]
) -> set[int]:
    """The numbers of what was told of escalations and needs nobody any more."""
    told = [one for one in standing if one.stands and one.key.about is About.ESCALATION]
    new = [one for one in fresh if one.key.about is About.ESCALATION]
    return {one.number for one in told} - still_matter([*told, *new], escalations)


def _of_open(escalations: tuple[Escalation, ...], state: Reminding) -> tuple[Escalation, ...]:
    lines = {line.number for line in state.lines}
    return tuple(one for one in escalations if one.ticket in lines)


def _matter(reminder: Reminder) -> Matter:
    return reminder.key.about, reminder.key.subject, reminder.key.due


def see_to(command: SeeTo, here: Circumstances) -> Change:
    """The agent has seen it; once is enough."""
    reminder = _standing(command.reminder, here)
    if reminder.done is not None:
        return Change()
    return Change(reminders=(replace(reminder, done=here.now),))


def put_off(command: PutOff, here: Circumstances) -> Change:
    """Tell it again at `until`."""
    reminder, until = _standing(command.reminder, here), command.until.astimezone(UTC)
    if not here.now < until <= here.now + FARTHEST:
        raise BadInput(_("put it off to a moment to come, within a year"))
    key = replace(reminder.key, due=until)
    if any(one.key == key for one in here.reminding.reminders):
        raise BadInput(_("it is put off to that moment already"))
    again = Reminder(number=here.next_reminder, key=key, text=reminder.text)
    return Change(reminders=(replace(reminder, done=here.now), again))


def _due(
    here: Circumstances, escalations: tuple[Escalation, ...], handed: tuple[Due, ...]
) -> Iterable[Due]:
    state, policy, now = here.reminding, here.policy, here.now
    lines = {line.number: line for line in state.lines}
    return chain(
        *(
            of_ticket(line, policy, now, explained=line.number in state.explained)
            for line in state.lines
        ),
        *(of_callback(one, policy, now) for one in state.callbacks),
        *(of_booking(one, now) for one in state.bookings),
        *(of_escalation(one, lines[one.ticket], here) for one in _of_open(escalations, state)),
        handed,
        of_day(state.lines, policy, now),
    )


def _once(told: Iterable[Due]) -> Iterable[Due]:
    """Each key once."""
    seen: set[Key] = set()
    for one in told:
        if one.key not in seen:
            seen.add(one.key)
            yield one


def _standing(number: int, here: Circumstances) -> Reminder:
    found = next((one for one in here.reminding.reminders if one.number == number), None)
    if found is None:
        raise BadInput(_("there is no such reminder: `vipdesk reminders` lists them"))
    return found
