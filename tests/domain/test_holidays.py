"""Days off: closed days, days with hours of their own, public holidays of a country or part."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from vipdesk.domain.duration import parse_duration
from vipdesk.domain.errors import BadInput
from vipdesk.domain.policy import Policy
from vipdesk.policies import policy_for
from vipdesk.public_holidays import holiday_table

At = Callable[[str], datetime]
Changed = Callable[..., str]

DAY = timedelta(days=1)


def test_the_shipped_policy_keeps_no_public_holiday(policy: Policy, at: At) -> None:
    assert policy.hours.is_open(at("Fri 2026-12-25 10:00"))


def test_a_closed_day_is_skipped(changed: Changed, at: At) -> None:
    hours = policy_for(changed(("closed = []", 'closed = ["2026-12-24", "2026-12-25"]'))).hours
    assert hours.next_opening(at("Wed 2026-12-23 17:00")) == at("Mon 2026-12-28 09:00")
    assert hours.add(at("Wed 2026-12-23 16:00"), parse_duration("2 business hours")) == at(
        "Mon 2026-12-28 10:00"
    )


@pytest.mark.parametrize(
    ("region", "day", "kept"),
    [
        ("SK", "Thu 2026-12-24", True),
        ("SK", "Tue 2026-01-06", True),
        ("SK", "Thu 2026-06-04", False),
        ("DE-BY", "Thu 2026-06-04", True),
        ("DE-BY", "Tue 2026-01-06", True),
        ("DE-BE", "Tue 2026-01-06", False),
        ("IT", "Tue 2026-12-08", True),
        ("IT-MI", "Mon 2026-12-07", True),
        ("IT-RM", "Mon 2026-12-07", False),
    ],
)
def test_public_holidays_of_a_country_or_a_part_of_one(
    changed: Changed, at: At, region: str, day: str, kept: bool
) -> None:
    hours = policy_for(changed(('holidays = ""', f'holidays = "{region}"'))).hours
    assert hours.is_open(at(f"{day} 10:00")) is not kept


def test_a_special_day_wins_over_the_week_and_over_a_public_holiday(
    changed: Changed, at: At
) -> None:
    hours = policy_for(
        changed(
            ('holidays = ""', 'holidays = "SK"'),
            (
                "[severity.1]",
                '[[hours.special]]\ndate = "2026-12-25"\nintervals = ["10:00-11:00"]\n'
                '[[hours.special]]\ndate = "2026-12-27"\nintervals = ["22:00-24:00"]\n'
                '[[hours.special]]\ndate = "2026-12-28"\nintervals = []\n[severity.1]',
            ),
        )
    ).hours
    spans = hours.spans(at("Wed 2026-12-23 16:00"), at("Tue 2026-12-29 10:00"))
    assert [hours.local(span.start).strftime("%a %H:%M") for span in spans] == [
        *("Wed 16:00", "Fri 10:00", "Sun 22:00", "Tue 09:00")
    ]


def test_a_special_day_makes_a_business_day_no_longer(changed: Changed) -> None:
    hours = policy_for(
        changed(
            (
                "[severity.1]",
                '[[hours.special]]\ndate = "2026-12-31"\nintervals = ["00:00-24:00"]\n[severity.1]',
            )
        )
    ).hours
    assert hours.length(parse_duration("1 business day")) == timedelta(hours=8)


@pytest.mark.parametrize(
    "region", ["XX", "SVK", "Slovakia", "DE-XX", "DE-", "-BY", "", "de-by", "DE-BY-X", "../SK"]
)
def test_a_region_that_is_not_known_has_no_table(region: str) -> None:
    assert holiday_table(region) is None


def test_a_region_that_is_not_known_is_named(changed: Changed) -> None:
    text = changed(('holidays = ""', 'holidays = "XX"'))
    with pytest.raises(BadInput, match=r'^policy: hours\.holidays: "XX" is no country'):
        policy_for(text)


def test_each_year_has_its_own_holidays_and_no_others() -> None:
    table = holiday_table("SK")
    assert table is not None
    easter_fridays = [date(2024, 3, 29), date(2025, 4, 18), date(2026, 4, 3)]
    for good_friday in easter_fridays:
        days = table(good_friday.year)
        assert good_friday in days
        assert {day.year for day in days} == {good_friday.year}


def test_ten_years_with_holidays_are_counted_day_by_day(changed: Changed) -> None:
    hours = policy_for(changed(('holidays = ""', 'holidays = "SK"'))).hours
    table = holiday_table("SK")
    assert table is not None
    first, last = date(2026, 1, 1), date(2036, 1, 1)
    days = [first + n * DAY for n in range((last - first).days)]
    worked = [day for day in days if day.weekday() < 5 and day not in table(day.year)]
    start = datetime(2026, 1, 1, tzinfo=UTC)
    end = datetime(2035, 12, 31, 22, tzinfo=UTC)
    assert hours.elapsed(start, end) == timedelta(hours=8) * len(worked)
