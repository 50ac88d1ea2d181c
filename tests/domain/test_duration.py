"""Durations are whole numbers of calendar or business time, read as they are written."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipdesk.domain.duration import Duration, Unit, parse_duration


@pytest.mark.parametrize(
    ("written", "count", "unit", "business"),
    [
        ("1 hour", 1, Unit.HOUR, False),
        ("4 hours", 4, Unit.HOUR, False),
        ("2 business hours", 2, Unit.HOUR, True),
        ("1 business day", 1, Unit.DAY, True),
        ("0 business days", 0, Unit.DAY, True),
        ("0 seconds", 0, Unit.SECOND, False),
        ("14 days", 14, Unit.DAY, False),
        ("90 minutes", 90, Unit.MINUTE, False),
        ("1 hours", 1, Unit.HOUR, False),
        ("5 second", 5, Unit.SECOND, False),
    ],
)
def test_a_duration_is_read_as_written(
    written: str, count: int, unit: Unit, business: bool
) -> None:
    assert parse_duration(written) == Duration(count, unit, business)


def test_a_calendar_day_has_24_hours() -> None:
    assert parse_duration("2 days").calendar == timedelta(hours=48)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hour",
        "1",
        "1hour",
        "1.5 hours",
        "-1 hours",
        "+1 hour",
        "1  hour",
        " 1 hour",
        "1 hour ",
        "1 hour\n",
        "1 Hour",
        "1 weeks",
        "1 months",
        "1 businesshours",
        "business 1 hour",
        "1 business  hours",
        "١ hour",
        "1_000 hours",
        "1e3 hours",
    ],
)
def test_what_is_no_duration_is_refused_with_the_form(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no duration; write \"<n> \[business\] seconds"):
        parse_duration(written)


@pytest.mark.parametrize("written", ["9" * 5000 + " hours", "999999999999999 days"])
def test_a_number_beyond_any_calendar_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="use a smaller"):
        parse_duration(written)


def test_a_negative_duration_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="count from 0"):
        Duration(-1, Unit.HOUR, business=False)


@given(st.integers(0, 10**6), st.sampled_from(Unit), st.booleans())
def test_a_duration_is_written_as_it_is_read(count: int, unit: Unit, business: bool) -> None:
    duration = Duration(count, unit, business)
    assert parse_duration(str(duration)) == duration
