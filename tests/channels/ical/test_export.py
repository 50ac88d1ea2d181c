"""Bookings and busy time as a file that comes back as it went; invitations that calendars obey."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from tests.kit import JANA, MARTA, PAOLO
from vipdesk.channels.ical.export import calendar_file, copied, invitation
from vipdesk.channels.ical.importing import read_busy
from vipdesk.domain.busy import Busy, Repeat, occurrences
from vipdesk.domain.calendar import Booking, BookingStatus, Method
from vipdesk.domain.people import Person

AT = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
OFFICE = ZoneInfo("Europe/Bratislava")


def booking(status: BookingStatus = BookingStatus.BOOKED, sequence: int = 0) -> Booking:
    """A training with Marta."""
    start = datetime(2026, 11, 24, 9, tzinfo=UTC)
    return Booking(
        number=1,
        kind="training",
        start=start,
        end=start + timedelta(hours=1),
        buffer=timedelta(minutes=10),
        guest=MARTA,
        subject="Rules; and, folders",
        status=status,
        uid="abc@vipdesk.example.org",
        sequence=sequence,
    )


def events(raw: bytes) -> list[Any]:
    """The events of a file."""
    return list(Calendar.from_ical(raw).walk("VEVENT"))


def test_a_booking_in_a_file() -> None:
    (event,) = events(calendar_file([booking()], JANA, AT))
    assert str(event["uid"]) == "abc@vipdesk.example.org"
    assert event["dtstart"].dt == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert str(event["summary"]) == "Training with Marta Rossi: Rules; and, folders"
    assert str(event["organizer"]) == f"mailto:{JANA.address}"
    assert str(event["attendee"]) == f"mailto:{MARTA.address}"
    assert "method" not in Calendar.from_ical(calendar_file([booking()], JANA, AT))


def test_all_who_are_invited_stand_in_the_file_and_no_server_invites_them() -> None:
    call = replace(booking(), others=(PAOLO, Person("", "anna@acme.example.com")))
    (event,) = events(copied(call, JANA, AT))
    assert [str(one) for one in event["attendee"]] == [
        f"mailto:{one.address}" for one in call.invited
    ]
    assert {one.params["SCHEDULE-AGENT"] for one in event["attendee"]} == {"CLIENT"}
    (alone,) = events(copied(booking(), JANA, AT))
    assert alone["attendee"].params["SCHEDULE-AGENT"] == "CLIENT"


@pytest.mark.parametrize(
    ("method", "status", "sequence"),
    [
        (Method.REQUEST, BookingStatus.BOOKED, 1),
        (Method.CANCEL, BookingStatus.CANCELLED, 2),
    ],
)
def test_an_invitation_keeps_its_uid_and_raises_its_sequence(
    method: Method, status: BookingStatus, sequence: int
) -> None:
    raw = invitation(booking(status, sequence), method, JANA, AT)
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["method"]) == method.value.upper()
    assert (str(event["uid"]), event["sequence"]) == ("abc@vipdesk.example.org", sequence)
    assert str(event["status"]) == ("CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    assert bool(calendar.walk("VALARM")) is (method is Method.REQUEST)


def test_the_same_calendar_is_the_same_file() -> None:
    assert calendar_file([booking()], JANA, AT) == calendar_file([booking()], JANA, AT)


@pytest.mark.parametrize("repeat", list(Repeat))
@pytest.mark.parametrize("all_day", [False, True])
def test_busy_time_comes_back_as_it_went(repeat: Repeat, all_day: bool) -> None:
    begins = datetime.fromisoformat("2026-10-05T00:00" if all_day else "2026-10-05T09:30")
    busy = Busy(
        number=7,
        title="school run",
        begins=begins,
        ends=begins + (timedelta(days=1) if all_day else timedelta(minutes=45)),
        zone="Europe/Bratislava",
        all_day=all_day,
        repeat=repeat,
        every=1 if repeat is Repeat.ONCE else 2,
        weekdays=frozenset({0, 3}) if repeat is Repeat.WEEKLY else frozenset(),
        except_on=frozenset({datetime(2026, 11, 16, tzinfo=UTC).date()}),
    )
    read = read_busy(calendar_file([], JANA, AT, busy=[busy]), OFFICE, AT, "back.ics")
    assert read.left_out == ()
    start, end = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 9, 1, tzinfo=UTC)
    back = sorted(s.start for _, one in read.busy for s in occurrences(one, start, end))
    assert back == [span.start for span in occurrences(busy, start, end)]
