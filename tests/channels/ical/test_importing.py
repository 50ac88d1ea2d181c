"""Busy time from calendar files: what any program writes, and what none should."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipdesk.channels.ical.importing import Read, read_busy
from vipdesk.domain.busy import Busy, Repeat, occurrences
from vipdesk.domain.errors import BadInput

OFFICE = ZoneInfo("Europe/Bratislava")
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


def event(*lines: str, uid: str = "a@elsewhere.example.org", end: str | None = None) -> str:
    """An event that begins on Tuesday at nine, unless `lines` say otherwise."""
    given = {line.partition(":")[0].partition(";")[0] for line in lines}
    usual = ["SUMMARY:Dentist"]
    if "DTSTART" not in given:
        usual += ["DTSTART;TZID=Europe/Berlin:20261124T090000"]
        usual += [] if end == "" else [end or "DTEND;TZID=Europe/Berlin:20261124T100000"]
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *usual, *lines, "END:VEVENT"])


def read(*events: str, now: datetime = NOW) -> Read:
    """What a calendar of these events comes to."""
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", BERLIN, *events]
    raw = "\r\n".join("\n".join([*parts, "END:VCALENDAR", ""]).split("\n")).encode()
    return read_busy(raw, OFFICE, now, "there.ics", own={"1234@vipdesk.example.org"})


def only(*events: str) -> Busy:
    """The one busy time in it."""
    taken = read(*events)
    assert taken.left_out == ()
    ((_, busy),) = taken.busy
    return busy


def days(read: Read, until: str = "2027-01-31") -> list[str]:
    """When it is busy, in UTC."""
    end = datetime.fromisoformat(until).replace(tzinfo=UTC)
    spans = (s for _, busy in read.busy for s in occurrences(busy, NOW, end))
    return sorted(f"{span.start:%m-%d %H:%M}" for span in spans)


def test_a_single_event() -> None:
    busy = only(event())
    assert (busy.title, busy.zone, busy.repeat) == ("Dentist", "Europe/Berlin", Repeat.ONCE)
    assert busy.begins.isoformat() == "2026-11-24T09:00:00"
    assert busy.ends - busy.begins == timedelta(hours=1)


def test_all_day_utc_and_duration() -> None:
    day = only(event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"))
    assert (day.all_day, day.zone, day.ends - day.begins) == (
        True,
        "Europe/Bratislava",
        timedelta(days=3),
    )
    utc = only(event("DTSTART:20261124T080000Z", "DURATION:PT90M"))
    (span,) = occurrences(utc, NOW, NOW + timedelta(days=3))
    assert (span.start.hour, span.end - span.start) == (8, timedelta(minutes=90))
    assert only(event("DTSTART;VALUE=DATE:20261224")).ends.day == 25


def test_a_windows_zone_is_understood() -> None:
    busy = only(
        event(
            'DTSTART;TZID="W. Europe Standard Time":20261124T090000',
            'DTEND;TZID="W. Europe Standard Time":20261124T100000',
        )
    )
    (span,) = occurrences(busy, NOW, NOW + timedelta(days=3))
    assert span.start.hour == 8


def test_a_plain_rule_stays_one_and_keeps_its_wall_time_over_a_time_change() -> None:
    taken = read(
        event(
            "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270430T220000Z",
            "EXDATE;TZID=Europe/Berlin:20261126T090000",
        )
    )
    ((_, busy),) = taken.busy
    assert (busy.repeat, busy.weekdays) == (Repeat.WEEKLY, frozenset({1, 3}))
    found = days(taken, "2027-04-10")
    assert found[:2] == ["01-05 08:00", "01-07 08:00"]
    assert "11-26 08:00" not in found
    assert "04-01 07:00" in found, "summer time: nine o'clock is an hour earlier in UTC"


def test_a_moved_and_a_cancelled_day_of_a_series() -> None:
    taken = read(
        event("RRULE:FREQ=DAILY;COUNT=5"),
        event(
            "RECURRENCE-ID;TZID=Europe/Berlin:20261125T090000",
            "DTSTART;TZID=Europe/Berlin:20261125T140000",
            "DTEND;TZID=Europe/Berlin:20261125T150000",
        ),
        event(
            "RECURRENCE-ID;TZID=Europe/Berlin:20261126T090000",
            "DTSTART;TZID=Europe/Berlin:20261126T090000",
            "DTEND;TZID=Europe/Berlin:20261126T100000",
            "STATUS:CANCELLED",
        ),
    )
    assert days(taken) == ["11-24 08:00", "11-25 13:00", "11-27 08:00", "11-28 08:00"]
    assert {uid for uid, _ in taken.busy} == {"a@elsewhere.example.org"}


def test_a_rule_that_ours_can_not_say_is_laid_out() -> None:
    taken = read(event("RRULE:FREQ=MONTHLY;BYDAY=-1FR"))
    assert days(taken, "2027-03-01")[:2] == ["01-29 08:00", "02-26 08:00"]


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_takes_no_time_is_no_busy_time(line: str) -> None:
    assert read(event(line)) == Read((), ())


def test_our_own_bookings_do_not_come_back_as_busy_time() -> None:
    assert read(event(uid="1234@vipdesk.example.org")) == Read((), (), own=1)


def test_of_a_doubled_event_the_latest_version_counts() -> None:
    later = event("SEQUENCE:2", "DTSTART:20261130T090000Z", "DURATION:PT1H")
    assert only(later, event("SEQUENCE:1")).begins.day == 30
    assert len(read(event(), event(), event()).busy) == 1


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART:20261124T090000", "DTEND:20261124T100000"), "it has no time zone"),
        (("DTSTART;TZID=Mars/Base:20261124T090000", "DURATION:PT1H"), "is not known"),
        (("RRULE:FREQ=SECONDLY",), "it comes again secondly"),
        (("RRULE:FREQ=DAILY;BYMINUTE=1,2,3",), "finer than days"),
        (("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "more than one rule"),
        (("DTSTART:18990101T090000Z", "DURATION:PT1H"), "in the year 1899"),
        (("DTSTART:20261124T090000Z", "DTEND:20261124T080000Z"), "ends before it begins"),
        (("DTSTART:20261124T090000Z", "DURATION:-PT1H"), "ends before it begins"),
        (("DTSTART:20261124T090000Z", "DURATION:P700000000D"), ""),
        (("DTSTART:20261124T090000Z",), "it has no end"),
        (("DTSTART;VALUE=DATE:20261124", "DTEND:20261124T090000Z"), "different kinds"),
    ],
)
def test_what_can_not_be_is_named_and_the_rest_goes_on(lines: tuple[str, ...], why: str) -> None:
    taken = read(event(*lines), event(uid="b@elsewhere.example.org"))
    ((name, said),) = taken.left_out
    assert name == "Dentist"
    assert why in said
    assert [uid for uid, _ in taken.busy] == ["b@elsewhere.example.org"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "does not begin as a calendar"),
        (b"<html>", "does not begin as a calendar"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 70_000, "a line has"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 30_000, "nested too deep"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 30_000, "30,001 parts"),
        (b"BEGIN:VCALENDAR\r\n" + event().encode(), "cut off before its end"),
        (b"BEGIN:VCALENDAR\r\n" + b"A:B\r\n" * 1_100_000, "are the most: split it"),
    ],
)
def test_a_file_that_is_none_or_a_bomb_is_refused_at_once(raw: bytes, why: str) -> None:
    begun = time.monotonic()
    with pytest.raises(BadInput, match=why):
        read_busy(raw, OFFICE, NOW, "there.ics")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "rule", ["BYMONTH=2;BYMONTHDAY=30", "BYMONTH=99", "BYMONTHDAY=-32", "BYMONTH=4,6;BYMONTHDAY=31"]
)
def test_a_rule_that_never_comes_is_not_searched_for(rule: str) -> None:
    begun = time.process_time()
    taken = read(*(event(f"RRULE:FREQ=DAILY;{rule}", uid=f"{n}") for n in range(9)))
    assert {why for _, why in taken.left_out} == {"its rule names days that no month has"}
    assert time.process_time() - begun < 2


def test_what_takes_too_long_to_lay_out_is_named_and_the_rest_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vipdesk.channels.ical.importing.PATIENCE", 0)
    taken = read(event("RRULE:FREQ=DAILY;COUNT=9"), event("RRULE:FREQ=DAILY", uid="b"))
    assert taken.left_out == (("Dentist", "its days take too long to lay out: split the file"),)
    assert [uid for uid, _ in taken.busy] == ["b"]


@pytest.mark.parametrize("lines", [["RECURRENCE-ID:never"], ["RECURRENCE-ID:20261124T080000Z"] * 2])
def test_a_day_of_no_series_keeps_nothing_else_out(lines: list[str]) -> None:
    assert "b" in {uid for uid, _ in read(event(*lines), event(uid="b")).busy}


@pytest.mark.parametrize("uid", ["", "\u200b"])
def test_events_without_a_uid_are_told_apart_across_files(uid: str) -> None:
    first, same, other = (
        read(event(f"DTSTART:{day}T090000Z", "DURATION:PT1H", uid=uid)).busy[0][0]
        for day in ("20261124", "20261124", "20261125")
    )
    assert first == same
    assert first != other


def test_a_rule_until_the_end_of_time_has_no_end() -> None:
    assert only(event("RRULE:FREQ=DAILY;UNTIL=99991231T235959Z")).until is None


@pytest.mark.parametrize("zone", ["Europe", "A" * 5000])
def test_a_zone_that_is_no_file_name_is_told(zone: str) -> None:
    with pytest.raises(BadInput, match="can't be read as a calendar"):
        read(event(f"DTSTART;TZID={zone}:20261124T090000", "DURATION:PT1H"))


def test_hostile_text_is_made_harmless() -> None:
    assert only(event("SUMMARY:\x1b]0;owned\x07 [red]")).title.isprintable()


@given(st.binary(max_size=300), st.integers(0, 600))
def test_a_broken_calendar_never_raises_anything_else(noise: bytes, place: int) -> None:
    whole = f"BEGIN:VCALENDAR\n{BERLIN}\n{event('RRULE:FREQ=WEEKLY')}\nEND:VCALENDAR\n".encode()
    broken = whole[:place] + noise + whole[place + len(noise) :]
    try:
        taken = read_busy(broken, OFFICE, NOW, "there.ics")
    except BadInput as why:
        told = str(why)
    else:
        told = "; ".join(why for _, why in taken.left_out)
    assert "\n" not in told
