"""The hand-over sheet, made of the desk as it stands."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from vipdesk.domain.colleagues import Role
from vipdesk.domain.course import follow
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import (
    WHOLE,
    CallbackLine,
    CallLine,
    Handover,
    NoteLine,
    PromiseLine,
    SeniorLine,
    Sheet,
    TicketLine,
    cover_of,
)
from vipdesk.domain.names import same
from vipdesk.domain.queue import QueueLine, instant
from vipdesk.domain.term import owes
from vipdesk.domain.text import clean_line
from vipdesk.domain.time_off import TimeOff

LONGEST = 200
AHEAD = timedelta(days=7)
"""So far calls are told of where nobody knows until when."""


def draft(desk: Handing, who: str, to: str, now: datetime) -> Handover:
    """The sheet that `who` would make now (aware) for `to`; for who is expected where empty."""
    back = bool(cover_of(desk.handovers)) and (not to or same(to, desk.agent.name))
    taker = desk.agent.name if back else to or next(iter(takers(desk, now)), "")
    off = None if back else desk.absences.stretch_for(taker, desk.policy.hours, now)
    return Handover(
        number=desk.next_number,
        at=now,
        who=who,
        giver=desk.holder,
        taker=taker,
        back=back,
        sheet=sheet_of(desk, who, off, now),
        begins=off.begins if off else None,
        until=off.ends if off else None,
    )


def takers(desk: Handing, now: datetime) -> tuple[str, ...]:
    """Who may take the desk, best first: the agent, whom the time off names, other covers."""
    covers = [one.name for one in desk.people if one.role is Role.COVER and one.active]
    off = desk.absences.first(now)
    named = off.cover if off is not None else ""
    first = [next((name for name in covers if same(name, named)), named)] if named else []
    found = dict.fromkeys([desk.agent.name, *first, *covers])
    return tuple(name for name in found if name != desk.holder)


def sheet_of(desk: Handing, author: str, off: TimeOff | None, now: datetime) -> Sheet:
    """What whoever takes the desk now (aware) has to know, with the notes of `author`."""
    notes = desk.notes_of(author)
    is_open = {WHOLE, *(line.number for line in desk.lines)}
    with_senior = {e.ticket for e in desk.escalations if e.current is not None}
    return Sheet(
        note=notes.get(WHOLE, ""),
        tickets=tuple(_ticket(line, notes, with_senior) for line in desk.lines),
        promises=tuple(_promises(desk)),
        callbacks=tuple(_callbacks(desk)),
        calls=tuple(_calls(desk, off, now)),
        seniors=tuple(_seniors(desk)),
        apart=desk.apart,
        done=desk.done,
        others=tuple(NoteLine(n, text) for n, text in notes.items() if n not in is_open),
    )


def _ticket(line: QueueLine, notes: Mapping[int, str], with_senior: set[int]) -> TicketLine:
    return TicketLine(
        ticket=line.number,
        subject=clean_line(line.subject, LONGEST),
        contact=clean_line(line.requester, LONGEST),
        severity=line.severity,
        status=line.status,
        owes=owes(line, senior=line.number in with_senior),
        due=instant(line.due) if line.due is not None else None,
        kind=line.due_kind or "",
        note=notes.get(line.number, ""),
    )


def _promises(desk: Handing) -> Iterator[PromiseLine]:
    given = ((one, follow(one, desk.policy).promise) for one in desk.tickets)
    found = [
        PromiseLine(ticket.number, clean_line(ticket.subject, LONGEST), promise.until)
        for ticket, promise in given
        if promise is not None
    ]
    yield from sorted(found, key=lambda one: one.until)


def _callbacks(desk: Handing) -> Iterator[CallbackLine]:
    for one in desk.callbacks:
        who, at = clean_line(one.called, LONGEST), one.call_at(desk.policy)
        yield CallbackLine(one.number, who, clean_line(one.shown, 60), at, one.ticket)


def _calls(desk: Handing, off: TimeOff | None, now: datetime) -> Iterator[CallLine]:
    """Today's, and those in the days off; of a week where nobody knows which days these are."""
    hours = desk.policy.hours
    today = hours.local(now).date()
    midnight = datetime.combine(today, time(), hours.zone).astimezone(UTC)
    tomorrow = datetime.combine(today + timedelta(days=1), time(), hours.zone).astimezone(UTC)
    begins, ends = (off.begins, off.ends) if off else (tomorrow, tomorrow + AHEAD)
    for one in desk.bookings:
        is_today = one.end > now and midnight <= one.start < tomorrow
        if is_today or (one.end > now and one.start < ends and one.end > begins):
            guest, subject = clean_line(one.guest.called, LONGEST), clean_line(one.subject, LONGEST)
            yield CallLine(one.number, one.start, one.end, one.kind, guest, subject)


def _seniors(desk: Handing) -> Iterator[SeniorLine]:
    for one in desk.escalations:
        if one.stands:
            who = clean_line(one.with_whom, LONGEST)
            yield SeniorLine(one.number, one.ticket, who, one.status.value, one.since)
