"""Booked calls on a real store: only where nothing else is, and each change told to the guest."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.desk.conftest import RealDesk
from tests.kit import MARTA, at
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.calendar_commands import (
    AddBusy,
    Book,
    CancelBooking,
    HoldBooking,
    ImportBusy,
    MissBooking,
    MoveBooking,
    RemoveBusy,
)
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.store.connections import open_reader

TUESDAY = "Tue 2026-11-24 "


def booked(real: RealDesk, when: str = TUESDAY + "10:00", kind: str = "training") -> Booking:
    """Marta has a call then."""
    change = real.do(Book(kind, at(when), MARTA.address, "Rules")).change
    assert change.booking is not None
    return change.booking


def stored(real: RealDesk, number: int = 1) -> Booking:
    """A booking as it is stored."""
    return next(one for one in real.reader.bookings() if one.number == number)


def lunch(real: RealDesk) -> None:
    """Noon is the agent's own on every working day."""
    real.do(
        AddBusy(
            Busy(
                number=0,
                title="lunch",
                begins=datetime.fromisoformat("2026-11-02T12:00"),
                ends=datetime.fromisoformat("2026-11-02T13:00"),
                zone="Europe/Bratislava",
                all_day=False,
                repeat=Repeat.WEEKLY,
                weekdays=frozenset(range(5)),
            )
        )
    )


def invitations(real: RealDesk) -> list[tuple[str, int, str]]:
    """What guests are to be told: method, sequence, whether it is sent."""
    connection = open_reader(real.where)
    with connection.snapshot() as fetch:
        rows = fetch("SELECT method, sequence, delivery FROM invitation ORDER BY number", ())
    connection.close()
    return [tuple(row) for row in rows]


def test_a_call_is_booked_with_its_buffer_and_the_guest_is_to_be_told(real: RealDesk) -> None:
    booking = booked(real)
    assert booking == stored(real)
    assert booking.end - booking.start == timedelta(hours=1)
    assert booking.buffer == timedelta(minutes=10)
    assert booking.guest == MARTA
    assert booking.uid.endswith("@vipdesk.example.org")
    assert invitations(real) == [("request", 0, "queued")]
    assert real.board().calendar.bookings == (booking,)


@pytest.mark.parametrize(
    ("when", "why"),
    [
        (TUESDAY + "10:30", "it is taken"),
        (TUESDAY + "09:50", "it is taken"),
        (TUESDAY + "11:05", "it is too close"),
        (TUESDAY + "11:45", "it is taken"),
        (TUESDAY + "16:45", "the desk closes before"),
        (TUESDAY + "20:00", "the desk is closed"),
        ("Sat 2026-11-28 10:00", "the desk is closed"),
        ("Mon 2026-11-23 09:00", "it is before now"),
        ("Wed 2027-11-24 10:00", "beyond the horizon"),
    ],
)
def test_what_is_not_free_is_refused_with_the_nearest_that_is(
    real: RealDesk, when: str, why: str
) -> None:
    booked(real)
    lunch(real)
    with pytest.raises(Refusal, match=why) as refused:
        real.do(Book("assistance", at(when), MARTA.address))
    assert "free: " in str(refused.value) or "nothing is free near it" in str(refused.value)
    assert len(real.reader.bookings()) == 1


def test_the_slots_that_are_offered_can_be_booked(real: RealDesk) -> None:
    booked(real)
    with pytest.raises(Refusal) as refused:
        booked(real)
    offered = str(refused.value).partition("free: ")[2].split(", ")
    assert all(one.startswith("Tue 24 Nov ") for one in offered)
    hour, minute = map(int, offered[0][-5:].split(":"))
    when = at(TUESDAY + "00:00") + timedelta(hours=hour, minutes=minute)
    real.do(Book("training", when, MARTA.address))
    assert len(real.reader.bookings()) == 2


def test_a_client_gives_notice_and_the_agent_does_not_have_to(real: RealDesk) -> None:
    soon = at("Mon 2026-11-23 10:00")
    with pytest.raises(Refusal, match="sooner than the notice of 2 business hours"):
        real.do(Book("support", soon, MARTA.address, by_client=True))
    real.do(Book("support", soon, MARTA.address))


def test_who_is_no_contact_is_booked_no_call(real: RealDesk) -> None:
    with pytest.raises(BadInput, match="is no contact of the client"):
        real.do(Book("support", at(TUESDAY + "10:00"), "sam@elsewhere.example.org"))
    with pytest.raises(BadInput, match="give one of assistance"):
        real.do(Book("party", at(TUESDAY + "10:00"), MARTA.address))


def test_a_move_may_use_its_own_old_time_and_raises_the_sequence(real: RealDesk) -> None:
    booked(real)
    real.do(MoveBooking(1, at(TUESDAY + "10:30")))
    moved = stored(real)
    assert (moved.start, moved.sequence) == (at(TUESDAY + "10:30").astimezone(UTC), 1)
    assert moved.uid == stored(real).uid
    booked(real, TUESDAY + "14:00")
    with pytest.raises(Refusal, match="it is taken"):
        real.do(MoveBooking(1, at(TUESDAY + "13:45")))
    with pytest.raises(Refusal, match="is then already"):
        real.do(MoveBooking(1, at(TUESDAY + "10:30")))
    assert [one[:2] for one in invitations(real)] == [
        ("request", 0),
        ("request", 1),
        ("request", 0),
    ]


def test_a_cancelled_call_frees_its_time_and_is_told(real: RealDesk) -> None:
    booked(real)
    real.do(CancelBooking(1, "ill"))
    assert stored(real).status is BookingStatus.CANCELLED
    assert booked(real).number == 2
    assert [one[:2] for one in invitations(real)] == [("request", 0), ("cancel", 1), ("request", 0)]
    for again in (CancelBooking(1), MoveBooking(1, at(TUESDAY + "15:00"))):
        with pytest.raises(Refusal, match="it is cancelled already"):
            real.do(again)


def test_a_call_is_held_once_it_has_begun_and_may_open_a_ticket(real: RealDesk) -> None:
    booked(real)
    with pytest.raises(Refusal, match="is still to come"):
        real.do(HoldBooking(1))
    real.at(TUESDAY + "11:00")
    real.do(HoldBooking(1, "wants a second mailbox", "A second mailbox"))
    held = stored(real)
    assert (held.status, held.outcome) == (BookingStatus.HELD, "wants a second mailbox")
    view = real.ticket(held.ticket or 0)
    assert (view.ticket.subject, view.ticket.requester) == ("A second mailbox", MARTA)
    assert view.ticket.channel.value == "booking"
    assert view.messages[0].text == "wants a second mailbox"


def test_a_client_who_did_not_come(real: RealDesk) -> None:
    booked(real)
    real.at(TUESDAY + "10:20").do(MissBooking(1, "no answer on two numbers"))
    assert stored(real).status is BookingStatus.NO_SHOW
    with pytest.raises(BadInput, match="no such booking"):
        real.do(MissBooking(9))


def test_busy_time_comes_goes_and_is_renewed_from_elsewhere(real: RealDesk) -> None:
    lunch(real)
    with pytest.raises(Refusal, match="it is taken"):
        booked(real, TUESDAY + "12:00")
    (busy,) = real.board().calendar.busy
    real.do(RemoveBusy(busy.number))
    assert booked(real, TUESDAY + "12:00").number == 1
    with pytest.raises(BadInput, match="no busy time 7"):
        real.do(RemoveBusy(7))
    real.do(ImportBusy((("a@elsewhere", busy), ("b@elsewhere", busy))))
    real.do(ImportBusy((("a@elsewhere", busy),)))
    assert len(real.board().calendar.busy) == 2


def test_busy_time_that_can_not_be_is_refused(real: RealDesk) -> None:
    lunch(real)
    (busy,) = real.board().calendar.busy
    wrong = Busy(number=0, title="x", begins=busy.ends, ends=busy.begins, zone="CET", all_day=False)
    with pytest.raises(BadInput):
        real.do(AddBusy(wrong))
    assert len(real.board().calendar.busy) == 1
