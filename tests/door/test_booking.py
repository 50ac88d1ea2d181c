"""Booking by the visitor: free times by their clock, theirs alone, gone as soon as taken."""

import re
from pathlib import Path

import httpx
import pytest
from icalendar import Calendar

from tests.desk.conftest import desk_in
from tests.door.kit import Browser, Doorway, open_door
from tests.door.test_chat import heard
from tests.kit import JANA, MARTA, PAOLO, at
from vipdesk.domain.calendar import BookingStatus
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.commands import SetContact
from vipdesk.domain.door_commands import EndVisits
from vipdesk.domain.people import Person
from vipdesk.policies import policy_for, shipped_policy_text

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
        assert [str(event["summary"]) for event in events] == ["Training with Jana Nováková: Rules"]
    doorway.desk.do(SetContact(MARTA.address, MARTA.name, language="it"))
    events = Calendar.from_ical(marta.get("/calls/1.ics").content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Formazione con Jana Nováková: Rules"]
    forged = path.replace(path[-10:-4], "000000")
    assert doorway.plain("GET", forged).status_code == 404


def test_another_address_for_the_calendar_is_taken_on_the_page(
    doorway: Doorway, marta: Browser
) -> None:
    def path(page: str) -> str:
        found = re.search(r'class="address">([^<]+)<', page)
        assert found is not None
        return found[1].removeprefix(doorway.origin)

    old = path(marta.page("/book"))
    answer = marta.form("/calendar/renew")
    assert (answer.status_code, answer.headers["location"]) == (303, "/book?said=renewed")
    page = marta.page("/book?said=renewed")
    assert "Your calendar has a new address. The old one is dead." in page
    assert '<details class="feed" open>' in page
    new = path(page)
    assert [doorway.plain("GET", each).status_code for each in (old, new)] == [404, 200]
    doorway.desk.do(EndVisits(MARTA.address))
    assert doorway.plain("GET", new).status_code == 404


def test_nobody_else_takes_it(doorway: Doorway, marta: Browser) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"X-Own-Page": ""}):
        assert marta.post("/calendar/renew", data={}, headers=headers).status_code == 403
    assert doorway.plain("POST", "/calendar/renew").status_code == 401


class TestGuests:
    """Who else comes: named on the page, each checked, and told at the field what is wrong."""

    def booking(
        self, marta: Browser, *guests: tuple[str, str], start: str = FIRST
    ) -> httpx.Response:
        names, addresses = [name for name, _ in guests], [address for _, address in guests]
        fields = {"own_page": marta.word, "kind": "training", "start": start, "subject": "Rules"}
        said = {**fields, "guest_name": names, "guest": addresses}
        return marta.post("/book", data=said, headers={"Accept": "text/html", "X-Own-Page": ""})

    def test_they_are_invited_and_shown(self, doorway: Doorway, marta: Browser) -> None:
        anna, ben = ("Anna <b>Neri", "anna@acme.example.com"), ("", "ben@x.example")
        empty = ("", "")
        assert self.booking(marta, empty, anna, empty, ben).status_code == 303
        (call,) = doorway.desk.reader.bookings()
        assert call.others == (Person(*anna), Person(*ben))
        assert call.guest.address == MARTA.address
        page = marta.page("/book")
        shown = "Also invited: Anna &lt;b&gt;Neri (anna@acme.example.com), ben@x.example"
        assert shown in page
        assert page.count('name="guest"') == 5

    @pytest.mark.parametrize(
        ("guests", "field", "words"),
        [
            ([("", "anna")], "guest-1", "This is no e-mail address."),
            ([("Anna", "")], "guest-1", "This is no e-mail address."),
            (
                [("", "anna@x.example"), ("", "ben@x.example\r\nBcc: all@x.example")],
                "guest-2",
                "This is no e-mail address.",
            ),
            ([("", "anna@x.example"), ("B", "Anna@X.example")], "guest-2", "there twice"),
            ([("", MARTA.address)], "guest-1", "You are invited anyway."),
            ([("", JANA.address)], "guest-1", "the desk&#39;s own address"),
            ([("A\r\nBcc: b@x.example", "anna@x.example")], "guest-name-1", "one plain line"),
            ([("\x1b[2J", "anna@x.example")], "guest-name-1", "one plain line"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(
        self,
        doorway: Doorway,
        marta: Browser,
        guests: list[tuple[str, str]],
        field: str,
        words: str,
    ) -> None:
        answer = self.booking(marta, ("", ""), *guests)
        assert answer.status_code == 422
        told = re.search(rf'<input id="{field}" [^>]*aria-describedby="([^"]+)"', answer.text)
        assert told is not None, answer.text
        assert answer.text.count("aria-invalid") == 1
        said = re.search(rf'role="alert" id="{told[1]}">([^<]+)<', answer.text)
        assert said is not None
        assert words in said[1]
        assert '<details class="guests" id="guests" open>' in answer.text
        assert f'value="{FIRST}" required checked' in answer.text
        assert 'value="Rules"' in answer.text
        assert booked(doorway) == []

    def test_a_thousand_are_too_many(self, doorway: Doorway, marta: Browser) -> None:
        many = [("", f"{n}@x.example") for n in range(1000)]
        answer = self.booking(marta, *many)
        assert answer.status_code == 422
        assert "These are too many guests: 5 can come along." in answer.text
        assert answer.text.count('name="guest"') == 5
        assert booked(doorway) == []
        more = self.booking(marta, *[("", f"{n}@{'x' * 60}.example") for n in range(2000)])
        assert more.status_code == 413

    def test_they_stay_where_the_time_is_gone(self, doorway: Doorway, marta: Browser) -> None:
        doorway.desk.do(Book("training", TUESDAY, PAOLO.address))
        answer = self.booking(marta, ("Anna", "anna@acme.example.com"))
        assert answer.status_code == 409
        assert 'value="anna@acme.example.com"' in answer.text
        assert 'value="Anna"' in answer.text

    def test_the_desk_is_no_machine_for_letters(self, doorway: Doorway, marta: Browser) -> None:
        five_wrong = [("", "anna")] * 5
        wrong = [self.booking(marta, *five_wrong) for _ in range(6)]
        assert {answer.status_code for answer in wrong} == {422}, "nobody was written to"
        five = [("", f"{n}@x.example") for n in range(5)]
        times = (f"2026-11-24T{hour:02}:00:00+00:00" for hour in (8, 10, 12, 14, 15))
        answers = [self.booking(marta, *five, start=time) for time in times]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 303, 429]
        assert "That was a lot in a short time." in answers[-1].text
        moved = marta.form("/book", move="1", start="2026-11-25T10:15:00+00:00")
        assert moved.status_code == 429
        assert booked(doorway)[0][1] == "Tue 08:00"
        assert marta.form("/calls/1/cancel").status_code == 303

    def test_none_are_asked_for_where_the_policy_has_none(self, tmp_path: Path) -> None:
        none = policy_for(shipped_policy_text().replace("guests = 5", "guests = 0"))
        with desk_in(tmp_path, none) as desk, open_door(desk) as doorway:
            marta = doorway.enter(MARTA)
            assert 'name="guest"' not in marta.page("/book")
            assert self.booking(marta, ("", "anna@x.example")).status_code == 422
