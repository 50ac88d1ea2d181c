"""What takes an act on a callback or in the calendar back: told where it is decided."""

from msgspec.structs import replace

from vipdesk.domain.calendar_commands import (
    AddBusy,
    Book,
    CancelBooking,
    HoldBooking,
    MissBooking,
    MoveBooking,
    RemoveBusy,
)
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import Command, FileCallback, LogAttempt, PlanTry
from vipdesk.domain.done import Done, PutBack, Touched
from vipdesk.domain.event import Event
from vipdesk.domain.text import clean_line

LONGEST_SAID = 200


def way_back(command: Command, here: Circumstances, change: Change) -> tuple[PutBack, ...]:
    """What takes back what `command` does with `change`; nothing for any other command."""
    done = _done_by(command, here, change)
    return (PutBack(done),) if done is not None else ()


def _done_by(command: Command, here: Circumstances, change: Change) -> Done | None:
    match command:
        case LogAttempt() | FileCallback() | PlanTry():
            return _call_done(here, change)
        case Book() | MoveBooking() | CancelBooking() | HoldBooking() | MissBooking():
            return _booking_done(here, change)
        case AddBusy():
            ((_, busy),) = change.busy
            return replace(_done(here, change), busy_set=busy)
        case RemoveBusy(number):
            gone = next(one for one in here.busy if one.number == number)
            removed = (here.busy_uids.get(number, ""), gone)
            return replace(_done(here, change), busy_removed=removed)
    return None


def _call_done(here: Circumstances, change: Change) -> Done:
    before, (after,) = here.the_callback(), change.callbacks
    done = _done(here, change)
    return replace(
        done,
        said=f"{clean_line(after.called, 60)}, {done.said}",
        callback=(before, after),
        phones=tuple((phone.number, phone.address) for phone in change.phones),
    )


def _booking_done(here: Circumstances, change: Change) -> Done | None:
    if change.booking is None:
        return None
    booking, invited = (here.booking, change.booking), change.invitation is not None
    return replace(_done(here, change), booking=booking, invited=invited)


def _done(here: Circumstances, change: Change) -> Done:
    last = change.events[-1]
    return Done(at=last.at, said=_said(last), ticket=_touched(here, change))


def _touched(here: Circumstances, change: Change) -> Touched | None:
    """The ticket that was written on, if there is one."""
    ticket = change.ticket
    if ticket is None or not change.messages:
        return None
    there = here.ticket is not None and here.ticket.number == ticket.number
    before = here.ticket if there else None
    return Touched(
        number=ticket.number,
        facts=ticket.facts,
        known=len(before.facts) if before else 0,
        opened_at=before.opened_at if before else None,
        messages=tuple(message.number for message in change.messages),
    )


def _said(event: Event) -> str:
    detail = f": {clean_line(event.detail, LONGEST_SAID)}" if event.detail else ""
    return f"{event.what.value}{detail}"
