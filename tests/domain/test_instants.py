"""Instants are read as ISO 8601, without an offset as what the desk's wall clock shows."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from vipdesk.domain.errors import BadInput
from vipdesk.domain.instants import parse_instant

DESK = ZoneInfo("Europe/Bratislava")


@pytest.mark.parametrize(
    ("written", "in_utc"),
    [
        ("2026-11-22T03:00", "2026-11-22T02:00:00"),
        ("2026-11-22 03:00", "2026-11-22T02:00:00"),
        ("2026-07-22T03:00:07", "2026-07-22T01:00:07"),
        ("2026-11-22T03:00:07.25", "2026-11-22T02:00:07.250000"),
        ("2026-11-22T03:00:07,25", "2026-11-22T02:00:07.250000"),
        ("2026-11-22", "2026-11-21T23:00:00"),
        ("2026-11-22T03:00Z", "2026-11-22T03:00:00"),
        ("2026-11-22t03:00:00z", "2026-11-22T03:00:00"),
        ("2026-11-22T03:00+05:45", "2026-11-21T21:15:00"),
        ("2026-11-22T03:00-0330", "2026-11-22T06:30:00"),
        ("2026-11-22T03:00+01", "2026-11-22T02:00:00"),
        ("2026-11-22 03:00:00 +01:00", "2026-11-22T02:00:00"),
        ("20261122T030000Z", "2026-11-22T03:00:00"),
        ("  2026-11-22T03:00  ", "2026-11-22T02:00:00"),
    ],
)
def test_an_instant_is_read_with_its_offset_or_in_desk_time(written: str, in_utc: str) -> None:
    instant = parse_instant(written, DESK)
    assert instant.tzinfo is DESK
    assert instant.astimezone(UTC) == datetime.fromisoformat(in_utc).replace(tzinfo=UTC)


def test_a_wall_time_that_comes_twice_is_its_first_pass() -> None:
    assert parse_instant("2026-10-25T02:30", DESK).isoformat() == "2026-10-25T02:30:00+02:00"


def test_the_second_pass_is_named_by_its_offset() -> None:
    second = parse_instant("2026-10-25T02:30+01:00", DESK)
    assert second.isoformat() == "2026-10-25T02:30:00+01:00"


def test_a_skipped_wall_time_goes_by_the_offset_before_the_change() -> None:
    assert parse_instant("2026-03-29T02:30", DESK).isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "tomorrow",
        "22.11.2026 03:00",
        "2026-11-22T24:00",
        "2026-11-22T03:60",
        "2026-11-22T03:00:60",
        "2026-02-29",
        "2026-13-01",
        "0000-01-01",
        "2026-11-22x03:00",
        "2026-11-22T03:00+24:00",
        "2026-11-22Z",
        "2026-W47-7",
        "２０２６-11-22",
        "2026-11-22T03:00\x1b[31m",
        "0001-01-01",
        "9999-12-31T23:30-05:00",
        "9" * 100_000,
    ],
)
def test_what_is_no_instant_is_refused_in_one_harmless_line(written: str) -> None:
    with pytest.raises(
        BadInput, match=r"(?s)(?:is no instant|no instant is given): .*\b(?:write|use)\b"
    ) as refusal:
        parse_instant(written, DESK)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 200
