"""What somebody was reminded of, as the audit says it: short, and which one it was."""

from collections.abc import Iterable, Iterator, Sequence

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.queue import PROMISE
from vipdesk.domain.reminder import About, Occasion, Reminder
from vipdesk.domain.text import clean_line

MOST = 12
LONGEST_NAME = 60
ON_TICKETS = (About.TICKET, About.BREACH, About.ESCALATION)
OF_TIME = (Occasion.WARN, Occasion.URGENT, Occasion.BREACHED)


def reminded(change: Change, here: Circumstances) -> str:
    """Who was told of what, what needs nobody any more, and who is to be told off the terminal."""
    told = [one for one in change.reminders if one.stands]
    over = [one for one in change.reminders if one.done is not None]
    parts = [f"{here.holder}: {named(told, here)}"] if told else []
    parts += [f"over: {named(over, here)}"] if over else []
    alarms = [f"{one.key.to} #{one.key.matter.ticket}" for one in change.alarms]
    parts += [f"off the terminal: {_listed(alarms)}"] if alarms else []
    return "; ".join(parts)


def named(reminders: Iterable[Reminder], here: Circumstances) -> str:
    """Which ones these are."""
    return _listed(list(_names(reminders, here)))


def only_ticket(reminders: Iterable[Reminder]) -> int | None:
    """The ticket that all of them are about."""
    found = {one.key.subject if one.key.about in ON_TICKETS else None for one in reminders}
    return found.pop() if len(found) == 1 else None


def _names(reminders: Iterable[Reminder], here: Circumstances) -> Iterator[str]:
    promised = {line.number for line in here.reminding.lines if line.due_kind == PROMISE}
    people = {(About.CALLBACK, one.number): one.called for one in here.reminding.callbacks}
    people |= {(About.BOOKING, one.number): one.guest.called for one in here.reminding.bookings}
    for one in reminders:
        about, number, occasion = one.key.about, one.key.subject, one.key.occasion
        who = clean_line(people.get((about, number), ""), LONGEST_NAME)
        promise = "promise " if number in promised and occasion in OF_TIME else ""
        why = promise + occasion.removeprefix(f"{about} ")
        yield " ".join(word for word in (_called(about, number), why, who) if word)


def _called(about: About, number: int) -> str:
    if about in ON_TICKETS:
        return f"#{number}"
    if about is About.DESK:
        return ""
    return f"message {number}" if about is About.APART else f"{about} {number}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more
