"""When busy time falls: repeats in wall time, over time changes, whole days, exceptions."""

import gc
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from vipdesk.domain.busy import Busy, Repeat, check, occurrences
from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import Span

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
HOME = "Europe/Bratislava"


def busy(begins: str, ends: str, repeat: str = "once", **more: object) -> Busy:
    """Busy time of Bratislava, unless `more` says otherwise."""
    rule = Busy(
        number=1,
        title="Rounds",
        begins=wall(begins),
        ends=wall(ends),
        zone=HOME,
        all_day=False,
        repeat=Repeat(repeat),
    )
    rule = replace(rule, **more)
    check(rule)
    return rule


def wall(words: str) -> datetime:
    return datetime.fromisoformat(words)


def utc(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def seen(rule: Busy, start: str, end: str) -> list[str]:
    """The occurrences in a UTC window, each as "11-02 08:00/11-02 08:15" in UTC."""
    spans = list(occurrences(rule, utc(start), utc(end)))
    assert all(moment.tzinfo is UTC for span in spans for moment in (span.start, span.end))
    return [f"{span.start:%m-%d %H:%M}/{span.end:%m-%d %H:%M}" for span in spans]


def begun(rule: Busy, start: str, end: str) -> list[str]:
    """The local days on which the occurrences in a UTC window begin, as "11-02"."""
    spans = occurrences(rule, utc(start), utc(end))
    return [f"{span.start.astimezone(ZoneInfo(rule.zone)):%m-%d}" for span in spans]


YEAR = ("2026-01-01", "2027-01-01")
NOVEMBER = ("2026-11-01", "2026-12-01")


@pytest.mark.parametrize(
    ("repeat", "more", "window", "days"),
    [
        ("once", {}, YEAR, "11-02"),
        ("daily", {"until": date(2026, 11, 4)}, YEAR, "11-02 11-03 11-04"),
        ("daily", {"every": 10}, NOVEMBER, "11-02 11-12 11-22"),
        ("weekly", {}, NOVEMBER, "11-02 11-09 11-16 11-23 11-30"),
        ("weekly", {"every": 2}, NOVEMBER, "11-02 11-16 11-30"),
        ("weekly", {"weekdays": frozenset({6, 2})}, NOVEMBER, "11-04 11-08 11-11 11-15 11-18"
         " 11-22 11-25 11-29"),
        ("weekly", {"weekdays": frozenset({0, 6}), "every": 2}, NOVEMBER,
         "11-02 11-08 11-16 11-22 11-30"),
        ("weekly", {"except_on": frozenset({date(2026, 11, 9)})}, NOVEMBER,
         "11-02 11-16 11-23 11-30"),
        ("weekly", {"until": date(2026, 11, 16)}, NOVEMBER, "11-02 11-09 11-16"),
        ("weekly", {"until": date(2026, 11, 15)}, NOVEMBER, "11-02 11-09"),
        ("once", {"until": date(2026, 11, 1)}, YEAR, ""),
        ("once", {"except_on": frozenset({date(2026, 11, 2)})}, YEAR, ""),
        ("monthly", {}, ("2026-12-01", "2027-03-01"), "12-02 01-02 02-02"),
        ("monthly", {"every": 5}, ("2026-01-01", "2028-01-01"), "11-02 04-02 09-02"),
        ("yearly", {}, ("2027-01-01", "2029-01-01"), "11-02 11-02"),
        ("yearly", {"every": 3}, ("2027-01-01", "2033-01-01"), "11-02 11-02"),
        ("daily", {"every": 10**30}, YEAR, "11-02"),
        ("yearly", {"every": 10**30}, YEAR, "11-02"),
    ],
)  # fmt: skip
def test_it_comes_again(
    repeat: str, more: dict[str, object], window: tuple[str, str], days: str
) -> None:
    rule = busy("2026-11-02 09:00", "2026-11-02 09:15", repeat, **more)  # a Monday
    assert begun(rule, *window) == days.split()


def test_a_weekday_before_the_begin_waits_for_the_next_week() -> None:
    rule = busy("2026-11-04 09:00", "2026-11-04 10:00", "weekly", weekdays=frozenset({0}))
    assert begun(rule, *NOVEMBER) == ["11-09", "11-16", "11-23", "11-30"]


def test_a_month_without_the_day_is_left_out() -> None:
    rule = busy("2026-08-31 09:00", "2026-08-31 10:00", "monthly")
    assert begun(rule, "2026-08-01", "2027-04-01") == ["08-31", "10-31", "12-31", "01-31", "03-31"]


def test_a_leap_day_comes_in_leap_years_only() -> None:
    rule = busy("2024-02-29 09:00", "2024-02-29 10:00", "yearly")
    years = [span.start.year for span in occurrences(rule, utc("2024-01-01"), utc("2105-01-01"))]
    assert years[:3] == [2024, 2028, 2032]
    assert 2096 in years
    assert 2100 not in years


def test_a_wall_time_stays_when_the_clocks_change() -> None:
    rule = busy("2026-10-19 09:00", "2026-10-19 10:00", "weekly")
    seen_then = seen(rule, "2026-10-19", "2026-10-27")
    assert seen_then == ["10-19 07:00/10-19 08:00", "10-26 08:00/10-26 09:00"]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        # 02:00 to 03:00 is skipped on 29 March, and comes twice on 25 October.
        ("2026-03-29 01:30", "2026-03-29 04:00", ["03-29 00:30/03-29 02:00"]),
        ("2026-03-29 02:30", "2026-03-29 04:00", ["03-29 01:30/03-29 02:00"]),
        ("2026-03-29 02:15", "2026-03-29 02:45", ["03-29 01:15/03-29 01:45"]),
        ("2026-03-29 02:30", "2026-03-29 03:15", []),
        ("2026-10-25 01:00", "2026-10-25 04:00", ["10-24 23:00/10-25 03:00"]),
        ("2026-10-25 02:15", "2026-10-25 02:45", ["10-25 00:15/10-25 00:45"]),
        ("2026-10-25 02:30", "2026-10-25 03:30", ["10-25 00:30/10-25 02:30"]),
    ],
)
def test_a_night_with_a_time_change(begins: str, ends: str, expected: list[str]) -> None:
    assert seen(busy(begins, ends), *YEAR) == expected


def test_a_second_pass_told_with_the_wall_time_counts_as_the_first() -> None:
    rule = busy("2026-10-25 02:15", "2026-10-25 02:45")
    again = replace(rule, begins=rule.begins.replace(fold=1))
    assert seen(again, *YEAR) == seen(rule, *YEAR)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-11-02 21:00", "2026-11-02 22:00", 0),  # it ends where 23:00 begins here
        ("2026-11-02 22:00", "2026-11-02 22:01", 1),
        ("2026-11-03 00:59", "2026-11-03 01:00", 1),
        ("2026-11-03 01:00", "2026-11-03 02:00", 0),
        ("2026-11-02 23:00", "2026-11-02 23:00", 0),  # no time at all
    ],
)
def test_it_overlaps_midnight(start: str, end: str, count: int) -> None:
    assert len(seen(busy("2026-11-02 23:00", "2026-11-03 02:00"), start, end)) == count


def test_a_long_one_reaches_in_from_long_before() -> None:
    rule = busy("2026-01-05 12:00", "2026-12-24 12:00", "yearly")
    assert seen(rule, "2026-12-24", "2026-12-25") == ["01-05 11:00/12-24 11:00"]
    assert seen(rule, "2027-12-24", "2028-01-06") == [
        "01-05 11:00/12-24 11:00",
        "01-05 11:00/12-23 11:00",  # a leap year
    ]


def test_whole_days_are_those_of_their_own_zone() -> None:
    rule = busy("2026-11-02", "2026-11-04", all_day=True, away=True, zone="America/New_York")
    assert seen(rule, *YEAR) == ["11-02 05:00/11-04 05:00"]
    tokyo = replace(rule, zone="Asia/Tokyo")
    assert seen(tokyo, *YEAR) == ["11-01 15:00/11-03 15:00"]


def test_a_whole_day_with_a_time_change_is_as_long_as_it_is() -> None:
    rule = busy("2026-10-24", "2026-10-25", "daily", all_day=True)
    spans = occurrences(rule, utc("2026-10-24"), utc("2026-10-27"))
    lengths = [(span.end - span.start) / HOUR for span in spans]
    assert lengths == [24, 25, 24, 24]


@pytest.mark.parametrize("repeat", ["daily", "weekly", "monthly", "yearly"])
def test_how_long_ago_it_began_costs_nothing(repeat: str) -> None:
    """Counted in calls that the interpreter makes, which no busy machine changes."""
    window = utc("2026-11-01"), utc("2028-01-01")

    def calls(rule: Busy) -> int:
        made = 0

        def count(*_: object) -> None:
            nonlocal made
            made += 1

        gc.disable()  # what other tests left would be counted where it is cleared away
        sys.setprofile(count)
        found = list(occurrences(rule, *window))
        sys.setprofile(None)
        gc.enable()
        assert found
        return made

    recent = busy("2026-11-02 09:00", "2026-11-02 10:00", repeat)
    ancient = busy("1909-11-01 09:00", "1909-11-01 10:00", repeat)
    assert calls(ancient) <= calls(recent) + 60


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ends": wall("2026-11-02 09:00")}, "ends: 2026-11-02 09:00:00 is not after"),
        ({"ends": wall("2026-11-01 09:00")}, "give an end after the begin"),
        ({"ends": wall("2027-11-03 09:01")}, "ends: more than 366 days"),
        ({"every": 0}, "every: 0 is no step: give 1 or more"),
        ({"every": -1}, "every: -1 is no step"),
        ({"weekdays": frozenset({7})}, "weekdays: a week has seven days"),
        ({"all_day": True}, "all day: it begins and ends at midnight"),
        ({"zone": "Mars/Olympus\x1b"}, "zone: Mars/Olympus␛ is no IANA time zone"),
        ({"zone": "../etc/passwd"}, "is no IANA time zone: give one like Europe/Bratislava"),
        ({"zone": ""}, "is no IANA time zone"),
        ({"ends": utc("2026-11-03 10:00")}, "are wall times"),
    ],
)
def test_what_cannot_be_is_refused_with_the_mend(more: dict[str, object], said: str) -> None:
    rule = busy("2026-11-02 09:00", "2026-11-02 10:00")
    with pytest.raises(BadInput) as refused:
        check(replace(rule, **more))
    assert said in str(refused.value)
    assert str(refused.value).isprintable()


def test_the_longest_one_is_a_leap_year() -> None:
    assert begun(busy("2028-01-01", "2029-01-01", all_day=True), "2028-12-31", "2029-01-01")


@st.composite
def rules(draw: st.DrawFn) -> Busy:
    """Any repeat near the time changes of some zones, days that months lack among them."""
    days = [*range(28, 32), 1, 12]
    month = date(draw(st.integers(2024, 2027)), draw(st.sampled_from([1, 2, 3, 8, 10, 12])), 1)
    day = month + (draw(st.sampled_from(days)) - 1) * DAY
    begins = datetime.combine(day, time()) + draw(st.integers(0, 95)) * QUARTER
    step = draw(st.sampled_from([QUARTER, HOUR, DAY, 10 * DAY]))
    return Busy(
        number=1,
        title="",
        begins=begins,
        ends=begins + step * draw(st.integers(1, 8)),
        zone=draw(st.sampled_from([HOME, "America/Sao_Paulo", "Australia/Lord_Howe"])),
        all_day=False,
        repeat=draw(st.sampled_from(list(Repeat))),
        every=draw(st.integers(1, 4)),
        weekdays=draw(st.frozensets(st.integers(0, 6), max_size=3)),
        until=draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))),
        except_on=draw(st.frozensets(st.dates(date(2026, 9, 20), date(2026, 11, 30)), max_size=3)),
    )


def walked(rule: Busy) -> Iterator[Span]:
    """The rule read word by word, day after day from its begin to the end of 2030."""
    day = rule.begins.date()
    while day <= min(rule.until or date.max, date(2030, 12, 31)):
        if falls_on(rule, day) and day not in rule.except_on:
            local = datetime.combine(day, rule.begins.time(), ZoneInfo(rule.zone))
            end = (local + (rule.ends - rule.begins)).astimezone(UTC)
            if local.astimezone(UTC) < end:
                yield Span(local.astimezone(UTC), end)
        day += DAY


def falls_on(rule: Busy, day: date) -> bool:
    first = rule.begins.date()
    months = (day.year - first.year) * 12 + day.month - first.month
    weeks = (day - (first - first.weekday() * DAY)).days // 7
    match rule.repeat:
        case Repeat.ONCE:
            return day == first
        case Repeat.DAILY:
            return (day - first).days % rule.every == 0
        case Repeat.WEEKLY:
            weekdays = rule.weekdays or {first.weekday()}
            return day.weekday() in weekdays and weeks % rule.every == 0
        case Repeat.MONTHLY:
            return day.day == first.day and months % rule.every == 0
        case Repeat.YEARLY:
            return day.day == first.day and months % (12 * rule.every) == 0


AHEAD = st.one_of(st.integers(-10 * 96, 20 * 96), st.integers(0, 700 * 96))


@settings(deadline=None, max_examples=200)
@given(rules(), AHEAD, st.integers(1, 40 * 96))
def test_it_agrees_with_the_rule_read_day_by_day(rule: Busy, ahead: int, quarters: int) -> None:
    start = rule.begins.replace(tzinfo=UTC) + ahead * QUARTER
    end = start + quarters * QUARTER
    check(rule)
    expected = [span for span in walked(rule) if span.start < end and start < span.end]
    assert list(occurrences(rule, start, end)) == expected
