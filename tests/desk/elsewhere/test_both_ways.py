"""The calendar on a real CalDAV server, worked from both sides."""

from datetime import timedelta

import pytest

from tests.calendar_server import PASSWORD, USER, CalendarServer
from tests.desk.elsewhere.conftest import TUESDAY, Both, event
from tests.kit import MARTA, at
from vipdesk.calendar_sync import Looked
from vipdesk.channels.caldav.collection import Changed, Collection
from vipdesk.domain.calendar_commands import Book, CancelBooking, HoldBooking, MoveBooking
from vipdesk.domain.elsewhere import Standing
from vipdesk.domain.errors import Refusal

TEN = "T090000Z"


def test_a_booking_appears_there_and_is_written_once(both: Both) -> None:
    both.book()
    text = both.text()
    assert f"DTSTART:20261124{TEN}" in text
    assert "SUMMARY:Training with Marta Rossi: Rules" in text
    assert "METHOD" not in text
    assert "SCHEDULE-AGENT=CLIENT" in text.replace("\n ", ""), "its server invites nobody"
    assert both.look() == Looked()
    assert both.standing() is Standing.SAME


def test_what_is_moved_and_cancelled_here_is_so_there(both: Both) -> None:
    both.book()
    both.real.do(MoveBooking(1, at(TUESDAY + "13:00")))
    assert both.look().written == 1
    assert "DTSTART:20261124T120000Z" in both.text()
    assert "SEQUENCE:1" in both.text()
    both.real.do(CancelBooking(1))
    assert both.look().removed == 1
    assert both.there.paths() == []
    assert both.look() == Looked()


def test_busy_time_comes_from_there_changes_and_goes(both: Both) -> None:
    both.there.write("a.ics", event())
    both.there.write("b.ics", event("standup", "def@phone", 11, "RRULE:FREQ=WEEKLY\n"))
    assert both.look().taken == 2
    assert both.busy() == ["dentist", "standup"]
    with pytest.raises(Refusal, match="taken"):
        both.real.do(Book("training", at("Wed 2026-11-25 14:00"), MARTA.address))
    both.there.change("a.ics", "dentist", "oculist")
    assert both.look().taken == 1
    assert sorted(both.busy()) == ["oculist", "standup"]
    both.there.remove("a.ics")
    both.look()
    assert both.busy() == ["standup"]
    both.there.change("b.ics", "RRULE", "TRANSP:TRANSPARENT\nRRULE")
    both.look()
    assert both.busy() == []


def test_a_booking_does_not_come_back_as_busy_time(both: Both) -> None:
    both.book()
    both.look()
    assert both.busy() == []


def test_what_was_written_into_a_copy_there_stays(both: Both) -> None:
    both.book()
    both.there.change(both.name(), "END:VEVENT", "DESCRIPTION:Ask for the logs\nEND:VEVENT")
    both.look()
    assert both.standing() is Standing.TOUCHED
    both.real.do(MoveBooking(1, at(TUESDAY + "13:00")))
    both.look()
    assert "Ask for the logs" in both.text()
    assert "DTSTART:20261124T120000Z" in both.text()
    both.real.do(CancelBooking(1))
    both.look()
    assert "Ask for the logs" in both.text()
    assert "STATUS:CANCELLED" in both.text()
    assert both.look() == Looked()


def test_notes_written_there_while_the_call_is_moved_here_stay_too(both: Both) -> None:
    both.book()
    both.real.do(MoveBooking(1, at(TUESDAY + "13:00")))
    both.there.change(both.name(), "END:VEVENT", "DESCRIPTION:Ask for the logs\nEND:VEVENT")
    both.look()
    both.look()
    assert "DTSTART:20261124T120000Z" in both.text()
    assert "Ask for the logs" in both.text()


def test_a_write_that_was_cut_off_before_it_was_recorded_is_found_again(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.real.do(Book("training", at(TUESDAY + "10:00"), MARTA.address))
    known = both.real.reader.elsewhere()

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(both.real.desk, "execute", killed)
        with pytest.raises(KeyboardInterrupt):
            both.look()
    assert both.real.reader.elsewhere() == known
    assert both.there.paths() == [both.name()]
    assert both.look() == Looked()
    assert both.standing() is Standing.SAME


def test_a_write_over_another_version_is_refused_by_the_server(both: Both) -> None:
    both.book()
    path = both.there.url.split("/", 3)[3]
    with Collection(both.there.url, USER, PASSWORD) as collection:
        with pytest.raises(Changed):
            collection.write(f"/{path}{both.name()}", event().encode(), '"of yesterday"')
        with pytest.raises(Changed):
            collection.write(f"/{path}{both.name()}", event().encode())
    assert f"DTSTART:20261124{TEN}" in both.text()


def test_another_calendar_is_begun_anew(both: Both, calendars: CalendarServer) -> None:
    both.there.write("a.ics", event())
    both.book()
    both.there = calendars.calendar()
    assert both.look().written == 1
    assert both.busy() == [], "what is in the calendar of before is no longer asked"


def test_a_call_that_was_held_is_left_as_it_is_there(both: Both) -> None:
    both.book()
    both.real.at(TUESDAY + "11:00").do(HoldBooking(1, "went well"))
    both.there.remove(both.name())
    both.look()
    assert both.real.board().conflicts == ()


def test_what_is_long_over_is_forgotten_without_a_word(both: Both) -> None:
    both.book()
    both.there.write("a.ics", event())
    both.look()
    both.real.now += timedelta(days=60)
    both.look()
    assert both.busy() == []
    assert both.real.board().conflicts == ()
    assert both.look() == Looked()


def test_an_event_that_cannot_be_taken_is_named_once(both: Both) -> None:
    both.there.write("a.ics", event(more="RRULE:FREQ=DAILY;BYSETPOS=1;BYDAY=MO\n"))
    assert len(both.look().left_out) == 1
    assert both.look() == Looked()
