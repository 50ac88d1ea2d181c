"""Time of the agent's own: set, removed, brought from a calendar elsewhere."""

from msgspec.structs import replace

from vipdesk.domain.busy import Busy, check
from vipdesk.domain.calendar_commands import AddBusy, ImportBusy, RemoveBusy
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.covers import cover_named
from vipdesk.domain.decide.ticket import happened
from vipdesk.domain.errors import BadInput
from vipdesk.domain.event import What
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line

LONGEST_TITLE = 200


def add_busy(command: AddBusy, here: Circumstances) -> Change:
    """Set busy time; what is booked then stays booked."""
    busy = _clean(command.busy, here.next_busy)
    if busy.cover:
        busy = replace(busy, cover=cover_named(busy.cover, here.escalating.people).name)
    return Change(busy=(("", busy),), events=(happened(here, What.BUSY_SET, None, _words(busy)),))


def remove_busy(command: RemoveBusy, here: Circumstances) -> Change:
    """That time is free again."""
    busy = next((one for one in here.busy if one.number == command.busy), None)
    if busy is None:
        raise BadInput(
            _("there is no busy time {busy}: `vipdesk busy list` lists them").format(
                busy=command.busy
            )
        )
    event = happened(here, What.BUSY_REMOVED, None, _words(busy))
    return Change(free_again=busy.number, events=(event,))


def import_busy(command: ImportBusy, here: Circumstances) -> Change:
    """Bring busy time from elsewhere; each is kept under its identity there."""
    numbers = range(here.next_busy, here.next_busy + len(command.busy))
    kept = tuple(
        (uid, _clean(busy, number))
        for number, (uid, busy) in zip(numbers, command.busy, strict=True)
    )
    event = happened(here, What.BUSY_SET, None, f"{len(kept)} from another calendar")
    return Change(busy=kept, events=(event,)) if kept else Change()


def _clean(busy: Busy, number: int) -> Busy:
    title = clean_line(busy.title, LONGEST_TITLE) or ("time off" if busy.away else "busy")
    cover = clean_line(busy.cover, LONGEST_TITLE)
    clean = replace(busy, number=number, title=title, cover=cover)
    check(clean)
    return clean


def _words(busy: Busy) -> str:
    cover = f", {busy.cover} stands in" if busy.cover else ""
    return f"{busy.title}, from {busy.begins:%a %d %b %Y %H:%M} ({busy.zone}){cover}"
