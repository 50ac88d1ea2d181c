"""Acts in the calendar taken back on a real store: what was told is told again, the rest not."""

import pytest
from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.desk.test_bookings import TUESDAY, booked, invitations, lunch, stored
from tests.desk.test_putting_back import act
from tests.desk.test_reminders import swept
from tests.kit import MARTA, PAOLO, at
from vipdesk.domain.calendar import BookingStatus
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
from vipdesk.domain.commands import Command
from vipdesk.domain.done import PutBack
from vipdesk.domain.errors import Refusal
from vipdesk.domain.message import Kind
from vipdesk.domain.recutting import Merge
from vipdesk.store.driver import sqlite


def test_a_call_that_takes_place_after_all_is_reminded_of_again(real: RealDesk) -> None:
    booked(real, "Mon 2026-11-23 11:00")
    swept(real, "Mon 2026-11-23 10:50")
    before = {one.key for one in real.board().reminders}
    back = act(real, CancelBooking(1))
    swept(real, "Mon 2026-11-23 10:51")
    assert {one.key for one in real.board().reminders} < before
    real.do(back)
    swept(real, "Mon 2026-11-23 10:52")
    assert {one.key for one in real.board().reminders} == before


def test_a_booking_that_nobody_was_told_of_is_never_told(real: RealDesk) -> None:
    real.do(act(real, Book("training", at(TUESDAY + "10:00"), MARTA.address, "Rules")))
    assert stored(real).status is BookingStatus.CANCELLED
    assert invitations(real) == [("request", 0, "withdrawn")]
    assert booked(real).number == 2, "its time is free"


def handed_over(real: RealDesk) -> None:
    """What is queued leaves for the guests."""
    connection = sqlite.connect(real.where)
    connection.execute("UPDATE invitation SET delivery = 'sent'")
    connection.commit()
    connection.close()


def test_a_booking_that_was_told_is_cancelled_with_a_rising_sequence(real: RealDesk) -> None:
    back = act(real, Book("training", at(TUESDAY + "10:00"), MARTA.address, "Rules"))
    handed_over(real)
    real.do(back)
    assert invitations(real) == [("request", 0, "sent"), ("cancel", 1, "queued")]


def test_a_moved_call_moves_back(real: RealDesk) -> None:
    before = booked(real)
    real.do(act(real, MoveBooking(1, at(TUESDAY + "14:00"))))
    assert stored(real) == replace(before, sequence=2)
    assert invitations(real) == [("request", 0, "queued"), ("request", 1, "withdrawn")]
    back = act(real, MoveBooking(1, at(TUESDAY + "15:00")))
    handed_over(real)
    real.do(back)
    assert stored(real) == replace(before, sequence=4)
    assert invitations(real)[-1] == ("request", 4, "queued")


def test_a_cancelled_call_takes_place_after_all(real: RealDesk) -> None:
    before = booked(real)
    real.do(act(real, CancelBooking(1, "ill")))
    assert stored(real) == replace(before, sequence=2)
    assert [one[0::2] for one in invitations(real)] == [
        ("request", "queued"),
        ("cancel", "withdrawn"),
    ]


@pytest.mark.parametrize("given_up", [CancelBooking(1), MoveBooking(1, at(TUESDAY + "14:00"))])
def test_time_that_was_given_away_does_not_come_back(real: RealDesk, given_up: Command) -> None:
    booked(real)
    back = act(real, given_up)
    booked(real)
    with pytest.raises(Refusal, match="that time is taken since, by the training with Marta"):
        real.do(back)


def test_held_and_no_show_are_asked_again(real: RealDesk) -> None:
    before = booked(real)
    real.at(TUESDAY + "11:00")
    for said in (MissBooking(1, "nobody"), HoldBooking(1, "a second mailbox", "A second mailbox")):
        real.do(act(real, said))
        assert stored(real) == before
    assert real.ticket(101).line.status == "resolved"
    assert real.numbers() == []


def test_what_a_call_came_to_goes_on_the_ticket_it_was_about(real: RealDesk) -> None:
    real.mail(MARTA)
    real.do(Book("support", at(TUESDAY + "10:00"), MARTA.address, ticket=101))
    assert stored(real).ticket == 101
    real.at(TUESDAY + "11:00")
    line = real.ticket(101).line
    (back,) = real.do(HoldBooking(1, "it was the proxy", ticket=101)).change.back
    assert isinstance(back, PutBack), "one way back for the call and what it wrote"
    view = real.ticket(101)
    assert [(m.kind, m.text) for m in view.messages][1:] == [(Kind.CALL, "it was the proxy")]
    assert [v.kind.value for v in view.ticket.verdicts.values()] == ["initial"], "an answer"
    real.do(back)
    after = real.ticket(101).line
    assert after == line._replace(last_activity=after.last_activity)
    assert (stored(real).status, stored(real).ticket) == (BookingStatus.BOOKED, 101)


def test_what_a_call_came_to_goes_to_where_its_ticket_was_merged(real: RealDesk) -> None:
    real.mail(MARTA)
    real.do(Book("support", at(TUESDAY + "10:00"), MARTA.address, ticket=101))
    real.mail(PAOLO)
    real.do(Merge(101, into=102))
    real.at(TUESDAY + "11:00").do(HoldBooking(1, "it was the proxy", ticket=101))
    assert real.ticket(102).messages[-1].text == "it was the proxy"
    assert stored(real).ticket == 102


def test_a_booking_that_has_changed_since_stays(real: RealDesk) -> None:
    booked(real)
    back = act(real, MoveBooking(1, at(TUESDAY + "14:00")))
    real.do(MoveBooking(1, at(TUESDAY + "15:00")))
    with pytest.raises(Refusal, match="has changed since: move or cancel it instead"):
        real.do(back)


def test_busy_time_is_set_and_removed_no_more(real: RealDesk) -> None:
    lunch(real)
    (busy,) = real.board().calendar.busy
    real.do(ImportBusy((("a@elsewhere", busy),)))
    before = real.board().calendar.busy
    real.do(act(real, RemoveBusy(before[1].number)))
    assert real.board().calendar.busy == before
    real.do(ImportBusy((("a@elsewhere", busy),)))
    assert len(real.board().calendar.busy) == 2, "it is known by its identity elsewhere as before"
    back = act(real, AddBusy(replace(busy, title="Dentist")))
    real.do(back)
    assert len(real.board().calendar.busy) == 2
    with pytest.raises(Refusal, match="has changed since"):
        real.do(back)
