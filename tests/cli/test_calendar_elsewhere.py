"""`calendar check`, `sync` and `settle`, and what `doctor` says, with a real CalDAV server."""

import os
from pathlib import Path

import pytest

from tests.calendar_server import PASSWORD, USER, CalendarServer, OtherProgram
from tests.cli.conftest import Run

MARTA = "marta.rossi@acme.example.com"
IN_DAYS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//another//program//EN
BEGIN:VEVENT
UID:abc@phone
DTSTAMP:20261101T000000Z
DTSTART:20261125T130000Z
DTEND:20261125T133000Z
SUMMARY:dentist
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def there(
    calendars: CalendarServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> OtherProgram:
    """A calendar that the environment names, the password in a file."""
    calendar = calendars.calendar()
    secret = tmp_path / "secret"
    secret.write_text(f"{PASSWORD}\n")
    monkeypatch.setenv("VIPDESK_CALDAV", calendar.url)
    monkeypatch.setenv("VIPDESK_CALDAV_USER", USER)
    monkeypatch.setenv("VIPDESK_CALDAV_PASSWORD_FILE", str(secret))
    return calendar


def test_a_look_goes_both_ways_and_a_conflict_is_settled(desk: Run, there: OtherProgram) -> None:
    assert desk("calendar", "check", "--json").data == {"calendar": there.url, "readable": True}
    there.write("a.ics", IN_DAYS)
    desk("book", "2026-11-24T10:00", "--kind", "training", "--with", MARTA)
    done = desk("calendar", "sync", "--json").data
    assert (done["written"], done["taken"], done["conflicts"]) == (1, 1, [])
    assert [one["title"] for one in desk("busy", "list", "--json").data] == ["dentist"]
    (name,) = (name for name in there.paths() if name != "a.ics")
    there.remove(name)
    conflict = {"id": 1, "start": "2026-11-24T10:00:00+01:00", "start_there": None}
    assert desk("calendar", "sync", "--json").data["conflicts"] == [conflict]
    assert "removed" in desk("calendar", "sync").out
    settled = desk("calendar", "settle", "--booking", "1", "--keep", "ours", "--json")
    assert settled.data["kept"] == "ours"
    assert desk("calendar", "sync", "--json").data["written"] == 1
    assert name in there.paths()


def test_what_is_missing_to_settle_is_said(desk: Run, there: OtherProgram) -> None:
    said = desk("calendar", "settle", "--booking", "1")
    assert said.code == 3
    assert "--keep ours" in said.err


def test_doctor_says_whether_the_calendar_can_be_read(
    desk: Run, there: OtherProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "this calendar is kept up to date" in desk("doctor").out
    monkeypatch.setenv("VIPDESK_CALDAV_PASSWORD", "wrong")
    said = desk("doctor")
    assert said.code == 5
    assert "lets us not in" in " ".join(said.out.split())
    assert "wrong" not in said.out


def test_a_calendar_that_is_not_set_is_named(desk: Run) -> None:
    said = desk("calendar", "sync")
    assert said.code == 3
    assert "VIPDESK_CALDAV" in said.err


@pytest.mark.parametrize("name", ["nowhere", "pipe"])
def test_a_password_file_that_cannot_be_read_is_named(
    desk: Run,
    there: OtherProgram,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setenv("VIPDESK_CALDAV_PASSWORD_FILE", str(tmp_path / name))
    said = desk("tickets")
    assert said.code == 3
    assert f"VIPDESK_CALDAV_PASSWORD_FILE: {tmp_path / name} can't be read" in said.err
