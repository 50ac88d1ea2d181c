"""Quiet hours: on the wall clock, across midnight, and when the clocks change."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import BRATISLAVA, at
from vipdesk.domain.quiet import Quiet, read_quiet

NIGHT = read_quiet("22:00-07:00")
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@pytest.mark.parametrize(
    ("when", "quiet"),
    [
        ("Mon 2026-11-23 21:59", False),
        ("Mon 2026-11-23 22:00", True),
        ("Mon 2026-11-23 23:59", True),
        ("Tue 2026-11-24 00:00", True),
        ("Tue 2026-11-24 06:59", True),
        ("Tue 2026-11-24 07:00", False),
    ],
)
def test_they_go_across_midnight(when: str, quiet: bool) -> None:
    assert NIGHT.holds(at(when), BRATISLAVA) is quiet


def test_they_may_lie_within_a_day_or_end_at_midnight() -> None:
    assert read_quiet("12:00-13:00").holds(at("Mon 2026-11-23 12:30"), BRATISLAVA)
    assert not read_quiet("12:00-13:00").holds(at("Mon 2026-11-23 11:30"), BRATISLAVA)
    evening = read_quiet("18:00-00:00")
    assert evening.holds(at("Mon 2026-11-23 23:59"), BRATISLAVA)
    assert not evening.holds(at("Tue 2026-11-24 00:00"), BRATISLAVA)


def test_a_time_that_comes_twice_ends_them_once() -> None:
    quiet = read_quiet("22:00-02:30")
    first, again = at("Sun 2026-10-25 02:15"), at("Sun 2026-10-25 02:15", fold=1)
    assert quiet.holds(first, BRATISLAVA)
    assert not quiet.holds(again, BRATISLAVA)
    begins = read_quiet("02:30-06:00")
    assert begins.holds(at("Sun 2026-10-25 02:45"), BRATISLAVA)
    assert begins.holds(at("Sun 2026-10-25 02:15", fold=1), BRATISLAVA), "it has begun"


def test_a_time_that_is_skipped_ends_them_all_the_same() -> None:
    quiet = read_quiet("22:00-02:30")
    assert quiet.holds(at("Sun 2026-03-29 01:59"), BRATISLAVA)
    assert not quiet.holds(at("Sun 2026-03-29 03:30"), BRATISLAVA)


@given(times, times, st.integers(0, 60 * 24 * 60 - 1))
def test_on_days_of_24_hours_they_are_what_the_wall_says(
    start: time, end: time, minutes: int
) -> None:
    moment = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=minutes)
    wall = moment.astimezone(BRATISLAVA).time()
    within = start <= wall < end if start < end else wall >= start or wall < end
    assert Quiet(start, end).holds(moment, BRATISLAVA) is (within if start != end else True)


@given(times, times)
def test_they_are_read_as_they_are_written(start: time, end: time) -> None:
    quiet = Quiet(start, end)
    if start != end:
        assert read_quiet(str(quiet)) == quiet
        assert timedelta(0) < quiet.length < timedelta(hours=24)


@pytest.mark.parametrize(
    "said",
    ["", "22-7", "24:00-07:00", "22:60-07:00", "22:00 - 07:00", "07:00-07:00", "22:00-07:00\n"],
)
def test_what_is_no_stretch_of_a_day_is_none(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_quiet(said)
