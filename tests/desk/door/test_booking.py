"""Calls that visitors book, move and cancel: their own, and as long before as the policy says."""

from datetime import date

import pytest

from tests.desk.door.kit import Door
from tests.kit import MARTA, PAOLO, at
from vipdesk.domain.audit import AT_DOOR, Wanted
from vipdesk.domain.calendar import BookingStatus
from vipdesk.domain.calendar_commands import Book, CancelBooking, HoldBooking, MoveBooking
from vipdesk.domain.errors import Refusal
from vipdesk.domain.people import Person

TUESDAY, WEDNESDAY = at("Tue 2026-11-24 10:00"), at("Wed 2026-11-25 10:00")


def book(door: Door, visitor: Person = MARTA, ticket: int | None = None) -> None:
    """A visitor books a call on Tuesday."""
    call = Book("training", TUESDAY, visitor.address, "Rules", by_client=True, ticket=ticket)
    door.as_(visitor, call)


def test_a_visitor_books_what_is_free(door: Door) -> None:
    day = date(2026, 11, 24)
    slots = door.reader.slots("training", day, 1, door.real.now)
    assert TUESDAY in [slot.start for slot in slots]
    book(door)
    slots = door.reader.slots("training", day, 1, door.real.now)
    assert TUESDAY not in [slot.start for slot in slots]
    (call,) = door.reader.bookings(MARTA.address)
    assert (call.guest, call.subject) == (MARTA, "Rules")
    assert door.reader.bookings(PAOLO.address) == ()
    entry = door.real.reader.audit(Wanted())[-1]
    assert (entry.what, entry.who, entry.worked_by, entry.role) == (
        "booked",
        "Marta Rossi",
        "",
        AT_DOOR,
    )


def test_what_is_taken_is_refused_without_words_for_the_agent(door: Door) -> None:
    book(door)
    with pytest.raises(Refusal, match="it is taken; free: ") as refused:
        book(door, PAOLO)
    assert "Rossi" not in str(refused.value)
    soon = Book("training", at("Mon 2026-11-23 10:00"), MARTA.address, "x", by_client=True)
    with pytest.raises(Refusal, match="sooner than the notice") as refused:
        door.as_(MARTA, soon)
    assert "--within-notice" not in str(refused.value)


def test_a_visitor_moves_and_cancels_their_own(door: Door) -> None:
    book(door)
    door.as_(MARTA, MoveBooking(1, WEDNESDAY, by_client=True))
    (call,) = door.reader.bookings(MARTA.address)
    assert call.start == WEDNESDAY
    door.as_(MARTA, CancelBooking(1, "I am away"))
    (call,) = door.reader.bookings(MARTA.address)
    assert (call.status, call.outcome) == (BookingStatus.CANCELLED, "I am away")


@pytest.mark.parametrize(
    "command",
    [MoveBooking(1, WEDNESDAY, by_client=True), CancelBooking(1), MoveBooking(9, WEDNESDAY, True)],
)
def test_nobody_elses(door: Door, command: MoveBooking | CancelBooking) -> None:
    book(door)
    with pytest.raises(Refusal, match="no such call of yours"):
        door.as_(PAOLO, command)


@pytest.mark.parametrize(
    "command",
    [
        Book("training", TUESDAY, PAOLO.address, by_client=True),
        Book("training", TUESDAY, MARTA.address, by_client=False),
        MoveBooking(1, WEDNESDAY),
        HoldBooking(1),
    ],
)
def test_nothing_that_is_the_agents(door: Door, command: Book | MoveBooking | HoldBooking) -> None:
    book(door)
    with pytest.raises(Refusal, match="can't be done here"):
        door.as_(MARTA, command)


def test_no_call_is_about_anothers_ticket(door: Door) -> None:
    door.says("Mine", PAOLO)
    with pytest.raises(Refusal, match="no such ticket of yours"):
        book(door, ticket=101)
    door.says("Mine")
    book(door, ticket=102)
    (call,) = door.reader.bookings(MARTA.address)
    assert call.ticket == 102


@pytest.mark.parametrize("command", [MoveBooking(1, WEDNESDAY, by_client=True), CancelBooking(1)])
def test_a_call_that_begins_soon_is_the_agents_to_move(
    door: Door, command: MoveBooking | CancelBooking
) -> None:
    book(door)
    door.real.at("Tue 2026-11-24 09:00")
    with pytest.raises(Refusal, match="sooner than the notice of 2 business hours; write to Jana"):
        door.as_(MARTA, command)
    door.real.do(CancelBooking(1))
