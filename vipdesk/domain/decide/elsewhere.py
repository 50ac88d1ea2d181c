"""What a calendar elsewhere says: taken where it is ours to take, shown where it contradicts."""

from msgspec.structs import replace

from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.calendar_commands import CancelBooking, ImportBusy, MoveBooking
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.booking import cancel_booking, move_booking, named, spoken
from vipdesk.domain.decide.busy import import_busy
from vipdesk.domain.elsewhere import Item, RecordItems, SettleBooking, Standing
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.language import _


def record_items(command: RecordItems, here: Circumstances) -> Change:
    """Keep what was found; a judgement on a booking that has changed since is none."""
    known = {item.href: item for item in here.items}
    bookings = {booking.number: booking for booking in here.bookings}
    kept = tuple(item for item in command.items if _still_holds(item, bookings))
    new = tuple(item for item in kept if item != known.get(item.href))
    conflicts = tuple(_event(item, bookings, here) for item in new if _begins(item, known))
    change = import_busy(ImportBusy(command.busy), here)
    return replace(
        change,
        items=new,
        items_gone=tuple(item.href for item in command.gone),
        busy_gone=tuple(item.uid for item in command.gone if item.booking is None),
        events=(*change.events, *conflicts),
    )


def settle_booking(command: SettleBooking, here: Circumstances) -> Change:
    """Ours goes there at the next look; or the call is moved or cancelled as it is there."""
    booking = here.the_booking()
    item = next((one for one in here.items if one.booking == booking.number), None)
    if item is None or not item.standing.is_conflict:
        raise Refusal(
            _("{booking} stands in no conflict: there is nothing to settle").format(
                booking=spoken(booking, here)
            )
        )
    change = Change() if command.ours else _theirs(booking, item, here)
    after = change.booking or booking
    settled = replace(item, standing=Standing.OVERRULED, sequence=after.sequence)
    side = "as it is here" if command.ours else "as it is elsewhere"
    event = _told(What.CONFLICT_SETTLED, booking, side, here)
    return replace(change, items=(settled,), events=(*change.events, event))


def _theirs(booking: Booking, item: Item, here: Circumstances) -> Change:
    if booking.status is not BookingStatus.BOOKED:
        raise Refusal(
            _("{booking} is {status} here: book it anew").format(
                booking=spoken(booking, here), status=_(booking.status.value)
            )
        )
    if item.start_there == booking.start:
        raise Refusal(
            _("{booking} begins then here too: keep it as it is here").format(
                booking=spoken(booking, here)
            )
        )
    if item.start_there is None:
        return cancel_booking(CancelBooking(booking.number, "removed elsewhere"), here)
    return move_booking(MoveBooking(booking.number, item.start_there), here)


def _still_holds(item: Item, bookings: dict[int, Booking]) -> bool:
    if item.booking is None:
        return True
    booking = bookings.get(item.booking)
    if booking is None:
        raise BadInput(
            _("there is no booking {booking}: `vipdesk calendar` lists them").format(
                booking=item.booking
            )
        )
    return not item.standing.is_conflict or item.sequence == booking.sequence


def _begins(item: Item, known: dict[str, Item]) -> bool:
    """Whether a conflict is a new one."""
    before = known.get(item.href)
    was = (before.standing, before.start_there) if before else None
    return item.standing.is_conflict and (item.standing, item.start_there) != was


def _event(item: Item, bookings: dict[int, Booking], here: Circumstances) -> Event:
    booking = bookings[item.booking or 0]
    if item.start_there is None:
        return _told(What.CONFLICT, booking, "no longer there", here)
    there = here.policy.hours.local(item.start_there)
    return _told(What.CONFLICT, booking, f"{there:%a %d %b %H:%M} there", here)


def _told(what: What, booking: Booking, detail: str, here: Circumstances) -> Event:
    said = f"{named(booking, here)}: {detail}"
    return Event(here.now, what, here.who, booking.ticket, said, None, None, booking.number)
