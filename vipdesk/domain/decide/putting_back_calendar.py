"""Calls and busy time as they were before an act that is taken back."""

from msgspec.structs import replace

from vipdesk.domain.calendar import Booking, BookingStatus, Invitation, Method
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.booking import spoken
from vipdesk.domain.done import Done
from vipdesk.domain.errors import Refusal
from vipdesk.domain.language import _

OUTCOME = "undone"


def booking_back(done: Done, here: Circumstances, change: Change) -> Change:
    """As it was, told to the guest once more where the guest has been told of the act."""
    if done.booking is None:
        return change
    (before, after), stored = done.booking, here.the_booking()
    if stored != after:
        raise Refusal(
            _("{booking} has changed since: move or cancel it instead").format(
                booking=spoken(stored, here)
            )
        )
    back = _as_before(before, after, told=done.invited)
    _check_free(back, after, here)
    if not done.invited:
        return replace(change, booking=back)
    if not here.remains.handed_over:
        return replace(change, booking=back, withdrawn=(after.number, after.sequence))
    cancelled = back.status is BookingStatus.CANCELLED
    method = Method.CANCEL if cancelled else Method.REQUEST
    return replace(change, booking=back, invitation=Invitation(back, method, here.now))


def busy_back(done: Done, here: Circumstances, change: Change) -> Change:
    """Free again, or taken again under the identity it had elsewhere."""
    if done.busy_set is not None:
        if done.busy_set not in here.busy:
            raise Refusal(_("that busy time has changed since: set or remove it instead"))
        change = replace(change, free_again=done.busy_set.number)
    if done.busy_removed is not None:
        uid, busy = done.busy_removed
        if uid and uid in here.busy_uids.values():
            raise Refusal(
                _("that busy time came from its calendar again: there is nothing to undo")
            )
        taken = any(one.number == busy.number for one in here.busy)
        again = replace(busy, number=here.next_busy) if taken else busy
        change = replace(change, busy=((uid, again),))
    return change


def _as_before(before: Booking | None, after: Booking, *, told: bool) -> Booking:
    """A call that nobody had booked is cancelled; a version that was told is never told again."""
    sequence = after.sequence + 1 if told else after.sequence
    if before is None:
        cancelled = BookingStatus.CANCELLED
        return replace(after, status=cancelled, sequence=sequence, outcome=OUTCOME)
    return replace(before, sequence=sequence)


def _check_free(back: Booking, after: Booking, here: Circumstances) -> None:
    """Refusal where another call has taken the time that was given up."""
    given_up = not after.takes_time or back.span != after.span
    if not (back.takes_time and given_up):
        return
    for other in here.bookings:
        there = other.number != back.number and other.takes_time
        if there and other.start < back.end and back.start < other.end:
            taken = spoken(other, here)
            raise Refusal(
                _("that time is taken since, by {taken}: move one of them").format(taken=taken)
            )
