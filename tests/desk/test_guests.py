"""Who else comes to a call: as they were named, checked one by one, in the records."""

from pathlib import Path

import pytest

from tests.desk.conftest import RealDesk, desk_in
from tests.desk.door.kit import door_of
from tests.desk.test_bookings import invitations
from tests.kit import JANA, MARTA, PAOLO, at
from vipdesk.domain.audit import Wanted
from vipdesk.domain.calendar_commands import Book, CancelBooking, MoveBooking
from vipdesk.domain.guests import BadGuest, Why
from vipdesk.domain.people import Person
from vipdesk.policies import policy_for, shipped_policy_text

TEN, NOON = at("Tue 2026-11-24 10:00"), at("Tue 2026-11-24 12:00")
ANNA, BEN = Person("Anna Neri", "anna@acme.example.com"), Person("", "ben@elsewhere.example.org")


def book(*others: Person) -> Book:
    """Marta's training with these."""
    return Book("training", TEN, MARTA.address, "Rules", by_client=True, others=others)


def test_guests_are_kept_with_the_call_and_each_is_told_of_all_of_it(real: RealDesk) -> None:
    real.do(book(ANNA, BEN))
    real.do(MoveBooking(1, NOON))
    real.do(CancelBooking(1))
    (call,) = real.reader.bookings()
    assert call.others == (ANNA, BEN)
    assert call.invited == (MARTA, ANNA, BEN)
    assert invitations(real) == [
        (method, sequence, "queued")
        for method, sequence in (("request", 0), ("request", 1), ("cancel", 2))
        for _ in call.invited
    ]


def test_a_call_that_is_taken_back_in_time_tells_none_of_them(real: RealDesk) -> None:
    (back,) = real.do(book(ANNA)).change.back
    real.do(back)
    assert {row[2] for row in invitations(real)} == {"withdrawn"}


def test_the_audit_has_their_addresses_whatever_they_are_called(real: RealDesk) -> None:
    with door_of(real) as door:
        door.as_(MARTA, book(Person("Jana Nováková", ANNA.address)))
    entry = real.reader.audit(Wanted())[-1]
    assert entry.detail == ("training with Marta Rossi, anna@acme.example.com on Tue 24 Nov 10:00")


def test_a_guest_who_is_known_is_called_by_their_name(real: RealDesk) -> None:
    real.do(book(Person("", f" {PAOLO.address.upper()} ")))
    assert real.reader.bookings()[0].others == (PAOLO,)


@pytest.mark.parametrize(
    ("others", "place", "why"),
    [
        ((Person("", "anna"),), 0, Why.NO_ADDRESS),
        ((Person("Anna", ""),), 0, Why.NO_ADDRESS),
        ((ANNA, Person("", "ben@x.example\r\nBcc: all@x.example")), 1, Why.NO_ADDRESS),
        ((Person("", "ben@x.example, all@x.example"),), 0, Why.NO_ADDRESS),
        ((Person("", "b\x00en@x.example"),), 0, Why.NO_ADDRESS),
        ((Person("", "b\u202een@x.example"),), 0, Why.NO_ADDRESS),
        ((Person("", f"{'b' * 250}@x.example"),), 0, Why.NO_ADDRESS),
        ((Person("Ben\r\nBcc: all@x.example", BEN.address),), 0, Why.BAD_NAME),
        ((Person("\x1b[31mBen", BEN.address),), 0, Why.BAD_NAME),
        ((Person("B" * 101, BEN.address),), 0, Why.BAD_NAME),
        ((ANNA, BEN, Person("Also Anna", ANNA.address.upper())), 2, Why.TWICE),
        ((ANNA, Person("", MARTA.address)), 1, Why.BOOKS),
        ((Person("", JANA.address.title()),), 0, Why.OURS),
        (tuple(Person("", f"{n}@x.example") for n in range(6)), 5, Why.TOO_MANY),
        (tuple(Person("", f"{n}@x.example") for n in range(1000)), 5, Why.TOO_MANY),
    ],
)
def test_who_can_not_be_invited_is_told_at_their_place(
    real: RealDesk, others: tuple[Person, ...], place: int, why: Why
) -> None:
    with pytest.raises(BadGuest) as told:
        real.do(book(*others))
    assert (told.value.place, told.value.why) == (place, why)
    assert str(told.value).startswith(f"guest {place + 1}: {why.value}")
    assert str(told.value).isprintable()
    assert real.reader.bookings() == ()


def test_a_policy_says_how_many(tmp_path: Path) -> None:
    none = policy_for(shipped_policy_text().replace("guests = 5", "guests = 0"))
    with desk_in(tmp_path, none) as real:
        with pytest.raises(BadGuest, match="more guests than may come along"):
            real.do(book(ANNA))
        real.do(book())
