"""The demonstration's calendar: a training today, calls held and to come, lunch, time off."""

from tests.demo.conftest import Played
from tests.kit import at
from vipdesk.domain.agenda import agenda, day_bounds
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.colleagues import Role


def test_today_has_a_training_and_lunch(played: Played) -> None:
    start, end = day_bounds(played.board.policy, played.script.now)
    lunch, training = agenda(played.board.calendar, start, end)
    assert lunch.start == at("Mon 2026-11-23 12:30")
    assert isinstance(training.what, Booking)
    assert (training.what.kind, training.what.guest.name) == ("training", "Marta Rossi")


def test_one_was_held_and_one_is_to_come(played: Played) -> None:
    states = [(one.kind, one.status) for one in played.reader.bookings()]
    assert states == [
        ("assistance", BookingStatus.HELD),
        ("training", BookingStatus.BOOKED),
        ("improvement", BookingStatus.BOOKED),
    ]


def test_the_time_off_names_who_stands_in(played: Played) -> None:
    (off,) = (one for one in played.board.calendar.busy if one.away)
    assert off.cover == "Petra Nová"
    (cover,) = (one for one in played.board.people if one.role is Role.COVER)
    assert cover.name == off.cover
