"""`slots`, `book`, `move`, `cancel`, `held`, `calendar`, `busy` (spec: command line)."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

MARTA = "marta.rossi@acme.example.com"


def booked(desk: Run, start: str = "2026-11-24T10:00", kind: str = "training") -> Any:
    """A call with Marta."""
    words = ("--kind", kind, "--with", MARTA, "--subject", "Rules", "--json")
    return desk("book", start, *words).data


def starts(desk: Run, *words: str) -> list[str]:
    """When calls may begin, on the wall of the desk."""
    return [slot["start"][5:16] for slot in desk("slots", *words, "--json").data]


def test_free_slots_keep_to_hours_notice_and_length(desk: Run) -> None:
    slots = desk("slots", "--kind", "training", "--days", "1", "--json").data
    assert slots[0] == {
        "start": "2026-11-23T12:45:00+01:00",
        "end": "2026-11-23T13:45:00+01:00",
        "kind": "training",
    }
    assert slots[-1]["end"] == "2026-11-23T17:00:00+01:00"
    assert starts(desk, "--kind", "training", "--days", "1", "--within-notice")[0] == "11-23T10:45"
    kinds = {slot["kind"] for slot in desk("slots", "--days", "1", "--json").data}
    assert kinds == {"assistance", "training", "improvement", "support"}


def test_a_booked_call_takes_its_slots_with_the_buffer(desk: Run) -> None:
    call = booked(desk)
    assert (call["id"], call["kind"], call["with"]) == (1, "training", MARTA)
    assert call["start"] == "2026-11-24T10:00:00+01:00"
    assert call["end"] == "2026-11-24T11:00:00+01:00"
    free = starts(desk, "--kind", "assistance", "--from", "2026-11-24", "--days", "1")
    assert "11-24T09:15" in free
    assert "11-24T09:30" not in free, "it would end within the buffer"
    assert "11-24T11:00" not in free
    assert "11-24T11:15" in free


def test_guests_are_invited_too(desk: Run) -> None:
    words = ("book", "2026-11-24T10:00", "--kind", "training", "--with", MARTA)
    guests = ("--guest", "Anna Neri <anna@acme.example.com>", "--guest", "ben@x.example")
    call = desk(*words, *guests, "--json").data
    assert call["guests"] == ["anna@acme.example.com", "ben@x.example"]
    shown = desk("calendar", "--from", "2026-11-24").out
    assert all(who in shown for who in ("Marta Rossi, Anna", "Neri, ben@x.example"))
    assert desk("calendar", "--from", "2026-11-24", "--json").data[0]["guests"] == call["guests"]
    twice = desk(*words, *guests, "--guest", "Ben <ben@x.example>")
    assert (twice.code, "guest 3: this address is there twice" in twice.err) == (3, True)


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("2026-11-24T10:30", "it is taken"),
        ("2026-11-24T18:00", "the desk is closed then"),
        ("2026-11-23T11:00", "it is sooner than the notice of 2 business hours"),
        ("2026-11-23T11:00", "(--within-notice books it all the same)"),
    ],
)
def test_what_is_not_free_is_refused_with_4_and_the_nearest_free_ones(
    desk: Run, start: str, why: str
) -> None:
    booked(desk)
    ended = desk("book", start, "--kind", "training", "--with", MARTA)
    assert (ended.code, ended.out) == (4, "")
    assert why in ended.err
    assert "; free: " in ended.err


def test_within_the_notice_the_agent_may(desk: Run) -> None:
    words = ("--kind", "support", "--with", MARTA, "--within-notice", "--json")
    assert desk("book", "2026-11-23T11:00", *words).data["id"] == 1


def test_moved_cancelled_and_held(desk: Run) -> None:
    booked(desk)
    moved = desk("move", "1", "2026-11-24T14:00", "--json").data
    assert (moved["start"], moved["sequence"]) == ("2026-11-24T14:00:00+01:00", 1)
    assert booked(desk)["id"] == 2
    cancelled = desk("cancel", "2", "--reason", "ill", "--json").data
    assert (cancelled["status"], cancelled["outcome"]) == ("cancelled", "ill")
    early = desk("held", "1", "--outcome", "all well")
    assert (early.code, "is still to come" in early.err) == (4, True)
    assert [entry["id"] for entry in desk("calendar", "--json").data] == [1]


def test_a_call_that_is_over_says_what_it_came_to(
    desk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked(desk)
    booked(desk, "2026-11-24T14:00")
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-24T15:30:00+01:00")
    held = desk("held", "1", "--outcome", "wants more", "--subject", "More", "--json").data
    assert (held["status"], held["ticket"]) == ("held", 101)
    assert desk("ticket", "show", "101", "--json").data["channel"] == "booking"
    assert desk("held", "2", "--no-show", "--json").data["status"] == "no-show"


def test_what_a_call_came_to_goes_on_the_ticket_it_was_about(
    desk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk("ticket", "new", "--subject", "Slow", "--severity", "3", "--from", MARTA)
    call = ("book", "2026-11-24T10:00", "--kind", "assistance", "--with", MARTA)
    unknown = desk(*call, "--ticket", "7")
    assert (unknown.code, "there is no such ticket" in unknown.err) == (3, True)
    assert desk(*call, "--ticket", "101", "--json").data["ticket"] == 101
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-24T15:30:00+01:00")
    held = ("held", "1", "--ticket", "101", "--outcome", "it was the proxy", "--json")
    assert desk(*held).data["status"] == "held"
    assert desk("ticket", "show", "101", "--json").data["messages"][-1]["kind"] == "call"


def test_busy_time_is_never_offered_and_is_removed(desk: Run) -> None:
    day = ("2026-11-23T12:00", "2026-11-23T13:00")
    busy = desk("busy", "add", "lunch", *day, "--repeat", "daily", "--json").data
    assert busy[0]["title"] == "lunch"
    desk("people", "add", "Pavel", "--role", "cover")
    off = ("2026-11-25", "2026-11-26", "--all-day", "--away", "--cover", "Pavel")
    desk("busy", "add", "holiday", *off)
    free = starts(desk, "--kind", "assistance")
    assert "11-24T11:15" in free
    assert not [one for one in free if one[6:] in ("11:30", "12:30")], "the buffer before it, too"
    assert not [one for one in free if one.startswith(("11-25", "11-26"))]
    listed = desk("calendar", "--days", "4", "--json").data
    assert [entry["title"] for entry in listed].count("lunch") == 4
    assert desk("busy", "remove", "1", "--json").data[0]["title"] == "holiday"
    assert "Pavel" in desk("busy", "list").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("book", "2026-11-24T10:00", "--kind", "party", "--with", MARTA), 3),
        (("book", "tomorrow", "--kind", "training", "--with", MARTA), 3),
        (("book", "2026-11-24T10:00", "--kind", "training", "--with", "sam@example.org"), 3),
        (("book", "2026-11-24T10:00", "--kind", "training"), 2),
        (("move", "9", "2026-11-24T10:00"), 3),
        (("cancel", "9"), 3),
        (("slots", "--kind", "party"), 3),
        (("slots", "--days", "0"), 2),
        (("slots", "--from", "someday"), 3),
        (("busy", "add", "x", "2026-11-24T12:00", "2026-11-24T11:00"), 3),
        (("busy", "add", "x", "2026-11-24", "2026-11-24", "--all-day", "--last", "never"), 3),
        (("busy", "add", "x", "", "2026-11-24T11:00"), 3),
        (("busy", "remove", "9"), 3),
    ],
)
def test_what_can_not_be_is_one_line(desk: Run, words: tuple[str, ...], code: int) -> None:
    ended = desk(*words)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.count("\n") == 1


def test_a_moment_that_is_not_given_is_asked_for(desk: Run) -> None:
    said = desk("busy", "add", "x", "", "2026-11-24T11:00").err
    assert "no instant is given: write it as 2026-11-22T03:00" in said


def test_the_calendar_goes_out_as_a_file_and_busy_time_comes_in(desk: Run, tmp_path: Path) -> None:
    booked(desk)
    day = ("2026-11-23T12:00", "2026-11-23T13:00")
    desk("busy", "add", "lunch", *day, "--repeat", "daily")
    out = tmp_path / "desk.ics"
    assert desk("calendar", "export", str(out), "--json").data["bookings"] == 1
    assert b"BEGIN:VEVENT" in out.read_bytes()
    desk("busy", "remove", "1")
    came = desk("calendar", "import", str(out), "--json").data
    assert came == {"busy": 1, "own": 1, "left_out": []}
    assert desk("calendar", "import", str(out), "--json").data["busy"] == 0
    assert [one["title"] for one in desk("busy", "list", "--json").data] == ["lunch"]


def test_what_is_of_this_desk_already_is_not_doubled(desk: Run, tmp_path: Path) -> None:
    booked(desk)
    day = ("2026-11-23T12:00", "2026-11-23T13:00")
    desk("busy", "add", "lunch", *day, "--repeat", "weekly")
    desk("busy", "add", "holiday", "2026-11-25", "2026-11-26", "--all-day", "--away")
    before = desk("busy", "list", "--json").data
    out = tmp_path / "desk.ics"
    desk("calendar", "export", str(out))
    came = desk("calendar", "import", str(out), "--json").data
    assert came == {"busy": 0, "own": 3, "left_out": []}
    assert "of this desk already  3" in desk("calendar", "import", str(out)).out
    assert desk("busy", "list", "--json").data == before
    desk("busy", "remove", "1")
    desk("busy", "add", "lunch", *day, "--repeat", "weekly")
    assert desk("calendar", "import", str(out), "--json").data["busy"] == 0


def test_one_booking_as_its_guest_is_to_get_it(desk: Run, tmp_path: Path) -> None:
    booked(desk)
    out = tmp_path / "one.ics"
    assert desk("calendar", "export", str(out), "--booking", "1", "--invitation").code == 0
    assert b"METHOD:REQUEST" in out.read_bytes()
    desk("cancel", "1")
    desk("calendar", "export", str(out), "--booking", "1", "--invitation")
    assert b"METHOD:CANCEL" in out.read_bytes()
    assert b"SEQUENCE:1" in out.read_bytes()


def test_a_file_that_is_no_calendar_is_one_line(desk: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ics"
    wrong.write_bytes(b"no calendar at all")
    for words in (
        ("import", str(wrong)),
        ("import", str(tmp_path / "none.ics")),
        ("import", str(tmp_path)),
        ("import",),
        ("export", str(tmp_path / "no" / "place.ics")),
        ("export", str(wrong), "--booking", "9"),
    ):
        ended = desk("calendar", *words)
        assert (ended.code, ended.err.count("\n")) == (3, 1), words
