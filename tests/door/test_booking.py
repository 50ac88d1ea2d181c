"""Booking by the visitor: free times by their clock, theirs alone, gone as soon as taken."""

import re

import pytest
from icalendar import Calendar

from tests.door.kit import Browser, Doorway
from tests.door.test_chat import heard
from tests.kit import MARTA, PAOLO, at
from vipdesk.domain.calendar import BookingStatus
from vipdesk.domain.calendar_commands import Book

TUESDAY = at("Tue 2026-11-24 10:00")
FIRST = "2026-11-24T09:00:00+00:00"


@pytest.fixture
def marta(doorway: Doorway) -> Browser:
    return doorway.enter(MARTA)


def starts(page: str) -> list[str]:
    return re.findall(r'name="start" value="([^"]+)"', page)


def booked(doorway: Doorway) -> list[tuple[str, str, BookingStatus]]:
    start, end = at("Mon 2026-11-23 00:00"), at("Mon 2026-12-21 00:00")
    found = doorway.desk.reader.calendar(start, end).bookings
    return [(one.guest.address, f"{one.start:%a %H:%M}", one.status) for one in found]


def test_a_free_time_is_booked_moved_and_cancelled(doorway: Doorway, marta: Browser) -> None:
    assert FIRST in starts(marta.page("/book?kind=training"))
    answer = marta.form("/book", kind="training", start=FIRST, subject="Rules\x1b[31m")
    assert answer.status_code == 303, answer.text
    assert booked(doorway) == [(MARTA.address, "Tue 09:00", BookingStatus.BOOKED)]
    page = marta.page("/book")
    assert "Your call is booked." in marta.page("/book?said=booked")
    assert "Rules" in page
    assert "\x1b" not in page
    assert FIRST not in starts(page)
    later = "2026-11-25T10:15:00+00:00"
    assert later in starts(marta.page("/book?move=1"))
    assert marta.form("/book", move="1", start=later).status_code == 303
    assert booked(doorway) == [(MARTA.address, "Wed 10:15", BookingStatus.BOOKED)]
    assert marta.form("/calls/1/cancel").status_code == 303
    assert booked(doorway) == []


def test_nobody_takes_the_whole_calendar(
    doorway: Doorway, marta: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vipdesk.door.booking.MOST_COMING", 1)
    later = "2026-11-25T10:15:00+00:00"
    assert marta.form("/book", kind="training", start=FIRST).status_code == 303
    assert marta.form("/book", kind="training", start=later).status_code == 409
    assert marta.form("/book", move="1", start=later).status_code == 303
    assert marta.form("/calls/1/cancel").status_code == 303
    assert marta.form("/book", kind="training", start=FIRST).status_code == 303


def test_who_comes_second_is_shown_what_is_free(doorway: Doorway, marta: Browser) -> None:
    paolo = doorway.enter(PAOLO)
    assert marta.form("/book", kind="training", start=FIRST).status_code == 303
    answer = paolo.form("/book", kind="training", start=FIRST, subject="Mine")
    assert answer.status_code == 409
    assert "This time is not free any more." in answer.text
    assert FIRST not in starts(answer.text)
    assert 'value="Mine"' in answer.text
    assert len(booked(doorway)) == 1


def test_a_time_that_is_taken_is_told_to_who_looks(doorway: Doorway, marta: Browser) -> None:
    after = re.search(r'data-topic="calendar" data-after="([^"]+)"', marta.page("/book"))
    assert after is not None
    with marta.line(f"topic=calendar&after={after[1]}") as line:
        assert heard(line, "hello")["after"] == after[1]
        doorway.desk.do(Book("training", TUESDAY, PAOLO.address))
        assert heard(line, "look")["after"] != after[1]


def test_times_are_shown_by_the_visitors_clock(marta: Browser) -> None:
    page = " ".join(marta.page("/book?zone=America/New_York&from=2026-11-24").split())
    assert "<legend>Tuesday, 24 November</legend>" in page
    assert "<span>03:00</span>" in page
    page = marta.page("/book?zone=Pacific/Auckland&from=2026-11-24")
    assert "Wednesday, 25 November" in page
    assert "Mars/Olympus" not in marta.page("/book?zone=Mars/Olympus")


def test_what_is_not_offered_can_not_be_booked(doorway: Doorway, marta: Browser) -> None:
    for start in ("2026-11-23T09:00", "2026-11-24T02:00", "2027-11-24T09:00"):
        answer = marta.form("/book", kind="training", start=f"{start}:00+00:00")
        assert answer.status_code == 409, start
    for start in ("", "soon", "2026-11-24T09:00", "9999-12-31T00:00:00+14:00"):
        assert marta.form("/book", kind="training", start=start).status_code == 400, start
    assert booked(doorway) == []


def test_anothers_call_is_not_there(doorway: Doorway, marta: Browser) -> None:
    doorway.desk.do(Book("training", TUESDAY, PAOLO.address))
    assert marta.get("/calls/1.ics").status_code == 404
    assert marta.get("/book?move=1").status_code == 404
    assert marta.form("/calls/1/cancel").status_code == 409
    later = "2026-11-25T10:15:00+00:00"
    assert marta.form("/book", move="1", start=later).status_code in (404, 409)
    assert booked(doorway) == [(PAOLO.address, "Tue 09:00", BookingStatus.BOOKED)]


def test_calls_go_into_the_visitors_own_calendar(doorway: Doorway, marta: Browser) -> None:
    doorway.desk.do(Book("training", TUESDAY, MARTA.address, "Rules"))
    doorway.desk.do(Book("training", at("Wed 2026-11-25 10:00"), PAOLO.address))
    one = marta.get("/calls/1.ics")
    assert one.headers["content-type"].startswith("text/calendar")
    feed = re.search(r'class="address">([^<]+)<', marta.page("/book"))
    assert feed is not None
    path = feed[1].removeprefix(doorway.origin)
    subscribed = doorway.plain("GET", path)
    for content in (one.content, subscribed.content):
        events = Calendar.from_ical(content).walk("VEVENT")
        assert [str(event["summary"]) for event in events] == ["Training with Marta Rossi: Rules"]
    forged = path.replace(path[-10:-4], "000000")
    assert doorway.plain("GET", forged).status_code == 404
