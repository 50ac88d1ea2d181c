"""Calls booked, moved, ended: only where nothing else is, decided on what is stored then."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from vipdesk.domain.calendar import Booking, BookingStatus, Invitation, Method
from vipdesk.domain.calendar_commands import (
    Book,
    CancelBooking,
    HoldBooking,
    MissBooking,
    MoveBooking,
)
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import LogCall, OpenTicket
from vipdesk.domain.decide.answer import log_call
from vipdesk.domain.decide.opening import open_ticket
from vipdesk.domain.duration import duration_words
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.guests import checked_guests
from vipdesk.domain.language import N_, _, dated
from vipdesk.domain.people import Person, mail_address
from vipdesk.domain.policy import Channel
from vipdesk.domain.slots import Diary, nearest, taken_in
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.domain.why_not import Declined, WhyNot

LONGEST_SUBJECT, LONGEST_OUTCOME = 300, 4000
LONGEST_NAMED = 600
DAYS_AROUND = 14
"""So many days from the wish on, the nearest free slots are looked for."""

MOMENT = "%a %d %b %H:%M"

AROUND = timedelta(days=DAYS_AROUND + 1)
"""What lies further from a wish than this has nothing to say in it."""


def book(command: Book, here: Circumstances) -> Change:
    """Book a call; Refusal where the time is not free, with the nearest that is."""
    guest = _guest(command.guest, here)
    others = checked_guests(command.others, guest, here)
    start = _minute(command.start)
    _check(command.kind, start, here, here.bookings, by_client=command.by_client)
    policy = here.policy
    length = policy.hours.length(policy.bookings.kinds[command.kind])
    host = here.agent.address.rpartition("@")[2] or "vipdesk.invalid"
    booking = Booking(
        number=here.next_booking,
        kind=command.kind,
        start=start,
        end=start + length,
        buffer=policy.hours.length(policy.bookings.buffer),
        guest=guest,
        subject=clean_line(command.subject, LONGEST_SUBJECT),
        uid=f"{here.fresh_id}@{host}",
        ticket=here.the_ticket().number if command.ticket is not None else None,
        others=others,
    )
    return _told(booking, Method.REQUEST, What.BOOKED, here)


def move_booking(command: MoveBooking, here: Circumstances) -> Change:
    """Have it at another time; its own old time is free for it."""
    booking, start = _in_time(_to_come(here), here), _minute(command.start)
    if start == booking.start:
        words = _("{booking} is then already").format(booking=spoken(booking, here))
        raise Declined(WhyNot.CALL_SAME, words)
    others = tuple(one for one in here.bookings if one.number != booking.number)
    _check(booking.kind, start, here, others, by_client=command.by_client)
    moved = replace(
        booking,
        start=start,
        end=start + (booking.end - booking.start),
        sequence=booking.sequence + 1,
    )
    return _told(moved, Method.REQUEST, What.MOVED, here)


def cancel_booking(command: CancelBooking, here: Circumstances) -> Change:
    """Take it back; its time is free again."""
    booking = _in_time(_to_come(here), here)
    cancelled = replace(
        booking,
        status=BookingStatus.CANCELLED,
        sequence=booking.sequence + 1,
        outcome=clean_line(command.reason, LONGEST_OUTCOME),
    )
    return _told(cancelled, Method.CANCEL, What.CANCELLED, here)


def hold_booking(command: HoldBooking, here: Circumstances) -> Change:
    """It took place; what it came to stands on a ticket, where one was said."""
    booking = _begun(here)
    outcome = clean_block(command.outcome).strip()[:LONGEST_OUTCOME]
    held = replace(booking, status=BookingStatus.HELD, outcome=outcome)
    written = _written(command, held, here)
    if written.ticket is not None:
        held = replace(held, ticket=written.ticket.number)
    events = (*written.events, _event(held, What.HELD, here))
    # the call and what it wrote are taken back as one
    return replace(written, booking=held, events=events, back=())


def _written(command: HoldBooking, held: Booking, here: Circumstances) -> Change:
    """On an existing ticket it is a call that reached the client; a new one is the guest's."""
    subject = command.subject.strip()
    if command.ticket is not None and subject:
        raise BadInput(_("a subject is a new ticket's: give it, or an existing ticket"))
    if command.ticket is not None:
        return log_call(LogCall(command.ticket, True, held.outcome), here)
    if not subject:
        return Change()
    opening = OpenTicket(
        subject=subject,
        severity=here.policy.default_severity,
        channel=Channel.BOOKING,
        requester=held.guest.address,
        text=held.outcome,
    )
    return open_ticket(opening, here)


def miss_booking(command: MissBooking, here: Circumstances) -> Change:
    """The client did not come."""
    note = clean_line(command.note, LONGEST_OUTCOME)
    missed = replace(_begun(here), status=BookingStatus.NO_SHOW, outcome=note)
    return Change(booking=missed, events=(_event(missed, What.NO_SHOW, here),))


def named(booking: Booking, here: Circumstances) -> str:
    """What a record calls it; who came along by their addresses, for anybody may use any name."""
    when = here.policy.hours.local(booking.start)
    who = ", ".join((booking.guest.called, *(one.address for one in booking.others)))
    return f"{booking.kind} with {clean_line(who, LONGEST_NAMED)} on {when:{MOMENT}}"


def spoken(booking: Booking, here: Circumstances) -> str:
    """What to call it in a sentence for the agent."""
    when = dated(here.policy.hours.local(booking.start), MOMENT)
    return _("the {kind} with {who} on {moment}").format(
        kind=booking.kind, who=booking.guest.spoken, moment=when
    )


def _guest(address: str, here: Circumstances) -> Person:
    contact = here.client.contact(mail_address(address, N_("with")))
    if contact is None:
        said = clean_line(address, 60)
        raise BadInput(
            _("{who} is no contact of the client: `vipdesk contacts` lists them").format(who=said)
        )
    return contact


def _minute(start: datetime) -> datetime:
    """Calls begin on a full minute."""
    return start.astimezone(UTC).replace(second=0, microsecond=0)


def _check(
    kind: str, start: datetime, here: Circumstances, bookings: Sequence[Booking], *, by_client: bool
) -> None:
    """Refusal where no such call can begin then, with the nearest slots that are free."""
    taken = taken_in(bookings, here.busy, start - AROUND, start + AROUND)
    diary = Diary(here.policy, taken, here.now)
    why_not = diary.why_not(kind, start, by_client=by_client)
    if why_not is None:
        return
    why = diary.refusal(kind, start, by_client=by_client) or ""
    if by_client and here.visitor is None and diary.refusal(kind, start, by_client=False) is None:
        why += _(" (--within-notice books it all the same)")
    hours = here.policy.hours
    first = hours.local(max(start, here.now)).date()
    free = diary.free_slots(kind, first, DAYS_AROUND, by_client=by_client)
    near = [dated(hours.local(slot.start), MOMENT) for slot in nearest(free, start)]
    offer = _("free: {moments}").format(moments=", ".join(near))
    if not near:
        offer = _("nothing is free near it")
    raise Declined(
        why_not,
        _("{moment} can't be booked: {why}; {offer}").format(
            moment=dated(hours.local(start), MOMENT), why=why, offer=offer
        ),
    )


def _to_come(here: Circumstances) -> Booking:
    booking = here.the_booking()
    if booking.status is not BookingStatus.BOOKED:
        raise Declined(
            WhyNot.CALL_OVER,
            _("{booking}: it is {status} already").format(
                booking=spoken(booking, here), status=_(booking.status.value)
            ),
        )
    return booking


def _in_time(booking: Booking, here: Circumstances) -> Booking:
    """The same; a visitor moves and cancels as long before it as they have to book."""
    notice = here.policy.bookings.notice
    if here.visitor is not None and booking.start < here.policy.hours.add(here.now, notice):
        raise Declined(
            WhyNot.CALL_NEAR,
            _("{booking}: it is sooner than the notice of {notice}; write to {who} instead").format(
                booking=spoken(booking, here), notice=duration_words(notice), who=here.holder
            ),
        )
    return booking


def _begun(here: Circumstances) -> Booking:
    booking = _to_come(here)
    if booking.start > here.now:
        raise Refusal(
            _("{booking} is still to come: cancel or move it instead").format(
                booking=spoken(booking, here)
            )
        )
    return booking


def _told(booking: Booking, method: Method, what: What, here: Circumstances) -> Change:
    """The booking with what those invited are to be told."""
    invitation = Invitation(booking, method, here.now)
    return Change(booking=booking, invitation=invitation, events=(_event(booking, what, here),))


def _event(booking: Booking, what: What, here: Circumstances) -> Event:
    said = named(booking, here)
    detail = f"{said}: {clean_line(booking.outcome, 200)}" if booking.outcome else said
    return Event(here.now, what, here.who, booking.ticket, detail, None, None, booking.number)
