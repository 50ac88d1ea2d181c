"""Office hours: the worked cases and each rule of the clock, on the shipped policy and others."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vipdesk.domain.duration import parse_duration
from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.policy import Channel, Policy

At = Callable[[str], datetime]
Read = Callable[[str], Policy]
Changed = Callable[..., str]

MONDAY = 'monday = ["09:00-17:00"]'
SUNDAY = "sunday = []"


def wall(moment: datetime) -> str:
    return moment.strftime("%a %Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("severity", "channel", "received", "due"),
    [
        (1, Channel.CHAT, "Sun 2026-11-22 03:00", "Sun 2026-11-22 04:00:00"),
        (1, Channel.EMAIL, "Sun 2026-11-22 03:00", "Mon 2026-11-23 10:00:00"),
        (1, Channel.EMAIL, "Mon 2026-11-23 16:30", "Mon 2026-11-23 17:30:00"),
        (3, Channel.EMAIL, "Fri 2026-11-20 16:00", "Mon 2026-11-23 10:00:00"),
        (3, Channel.EMAIL, "Fri 2026-11-20 17:00", "Mon 2026-11-23 11:00:00"),
        (3, Channel.CHAT, "Fri 2026-11-20 15:00", "Fri 2026-11-20 17:00:00"),
        (4, Channel.EMAIL, "Fri 2026-11-20 16:00", "Mon 2026-11-23 16:00:00"),
        (5, Channel.EMAIL, "Sat 2026-11-21 12:00", "Mon 2026-11-23 17:00:00"),
        (2, Channel.CHAT, "Sun 2026-03-29 01:30", "Sun 2026-03-29 03:30:00"),
        (2, Channel.CHAT, "Sun 2026-10-25 02:30", "Sun 2026-10-25 02:30:00"),
    ],
)
def test_a_first_answer_is_due(
    policy: Policy, at: At, severity: int, channel: Channel, received: str, due: str
) -> None:
    start = policy.clock_start(channel, at(received))
    assert wall(policy.hours.add(start, policy.severities[severity].initial)) == due


def test_an_hour_across_the_clocks_going_back_ends_in_the_second_pass(
    policy: Policy, at: At
) -> None:
    due = policy.hours.add(at("Sun 2026-10-25 02:30"), parse_duration("1 hour"))
    assert due.isoformat() == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize(
    ("severity", "answered", "due"),
    [
        (3, "Thu 2026-11-19 15:00", "Mon 2026-11-23 15:00:00"),
        (1, "Fri 2026-11-20 16:30", "Fri 2026-11-20 20:30:00"),
    ],
)
def test_the_next_answer_is_due(
    policy: Policy, at: At, severity: int, answered: str, due: str
) -> None:
    target = policy.severities[severity].follow_up
    assert target is not None
    assert wall(policy.hours.add(at(answered), target)) == due


def test_an_interval_is_open_from_its_start_until_just_before_its_end(
    policy: Policy, at: At
) -> None:
    tick = timedelta(microseconds=1)
    opening, closing = at("Mon 2026-11-23 09:00"), at("Mon 2026-11-23 17:00")
    assert not policy.hours.is_open(opening - tick)
    assert policy.hours.is_open(opening)
    assert policy.hours.is_open(closing - tick)
    assert not policy.hours.is_open(closing)


def test_a_closed_start_moves_to_the_next_opening(policy: Policy, at: At) -> None:
    hours, nothing = policy.hours, parse_duration("0 business hours")
    assert wall(hours.add(at("Fri 2026-11-20 17:00"), nothing)) == "Mon 2026-11-23 09:00:00"
    assert wall(hours.add(at("Fri 2026-11-20 16:59:59"), nothing)) == "Fri 2026-11-20 16:59:59"
    assert wall(hours.add(at("Mon 2026-11-23 09:00"), nothing)) == "Mon 2026-11-23 09:00:00"


def test_no_calendar_time_stays_where_it_is(policy: Policy, at: At) -> None:
    assert policy.hours.add(at("Sat 2026-11-21 12:00"), parse_duration("0 hours")) == at(
        "Sat 2026-11-21 12:00"
    )


def test_what_is_used_up_at_closing_is_due_at_closing(policy: Policy, at: At) -> None:
    hours = policy.hours
    assert hours.add(at("Thu 2026-11-19 09:00"), parse_duration("2 business days")) == at(
        "Fri 2026-11-20 17:00"
    )
    assert hours.add(at("Thu 2026-11-19 22:00"), parse_duration("8 business hours")) == at(
        "Fri 2026-11-20 17:00"
    )


def test_elapsed_counts_open_time_only(policy: Policy, at: At) -> None:
    hours = policy.hours
    friday, monday = at("Fri 2026-11-20 16:00"), at("Mon 2026-11-23 10:30:15")
    assert hours.elapsed(friday, monday) == timedelta(hours=2, minutes=30, seconds=15)
    assert hours.elapsed(monday, friday) == timedelta(0)
    assert hours.elapsed(at("Fri 2026-11-20 17:00"), at("Mon 2026-11-23 09:00")) == timedelta(0)


def test_an_instant_of_any_zone_is_taken_and_desk_time_is_given(policy: Policy) -> None:
    start = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("America/New_York"))
    due = policy.hours.add(start, parse_duration("2 business hours"))
    assert due.isoformat() == "2026-11-23T10:00:00+01:00"
    assert policy.hours.add(start.astimezone(UTC), parse_duration("2 business hours")) == due


@pytest.mark.parametrize("day", ["2026-03-30", "2026-07-01", "2026-10-26", "2026-12-31"])
def test_an_office_day_has_eight_hours_all_year_round(policy: Policy, day: str) -> None:
    midnight = datetime.fromisoformat(day).replace(tzinfo=policy.hours.zone)
    next_midnight = midnight + timedelta(days=1)
    assert policy.hours.elapsed(midnight, next_midnight) == timedelta(hours=8)


@pytest.mark.parametrize(
    ("day", "interval", "open_time"),
    [
        ("Sun 2026-03-29", "00:00-08:00", 7),
        ("Sun 2026-10-25", "00:00-08:00", 9),
        ("Sun 2026-03-29", "00:00-24:00", 23),
        ("Sun 2026-10-25", "00:00-24:00", 25),
        # from 02:00, skipped, which is 03:00, until 04:00
        ("Sun 2026-03-29", "02:00-04:00", 1),
        # from the first 02:00 until 04:00
        ("Sun 2026-10-25", "02:00-04:00", 3),
        # until the first 02:00
        ("Sun 2026-10-25", "00:00-02:00", 2),
        # nothing but skipped wall time: from 03:15 until 03:45 of the new time
        ("Sun 2026-03-29", "02:15-02:45", 0.5),
        # 02:30, skipped, is 03:30 by the new clock: it ends before it starts
        ("Sun 2026-03-29", "02:30-03:15", 0),
    ],
)
def test_a_time_change_inside_an_interval_counts_the_time_that_passed(
    read: Read, changed: Changed, at: At, day: str, interval: str, open_time: float
) -> None:
    hours = read(changed((SUNDAY, f'sunday = ["{interval}"]'))).hours
    midnight = at(f"{day} 00:00")
    used = hours.elapsed(midnight, midnight + timedelta(days=1))
    assert used == timedelta(hours=open_time)


def test_a_day_may_have_several_intervals(read: Read, changed: Changed, at: At) -> None:
    hours = read(changed((MONDAY, 'monday = ["08:00-12:00", "13:00-16:00", "20:00-24:00"]'))).hours
    start = at("Mon 2026-11-23 11:00")
    assert wall(hours.add(start, parse_duration("1 business hour"))) == "Mon 2026-11-23 12:00:00"
    assert wall(hours.add(start, parse_duration("2 business hours"))) == "Mon 2026-11-23 14:00:00"
    assert wall(hours.add(start, parse_duration("8 business hours"))) == "Tue 2026-11-24 00:00:00"
    assert wall(hours.next_opening(at("Mon 2026-11-23 12:00"))) == "Mon 2026-11-23 13:00:00"


def test_a_day_that_ends_at_24_goes_on_into_the_next(read: Read, changed: Changed, at: At) -> None:
    hours = read(
        changed(
            (MONDAY, 'monday = ["20:00-24:00"]'),
            ('tuesday = ["09:00-17:00"]', 'tuesday = ["00:00-04:00"]'),
        )
    ).hours
    assert hours.is_open(at("Tue 2026-11-24 00:00"))
    closing = hours.next_closing(at("Mon 2026-11-23 21:00"))
    assert closing == at("Tue 2026-11-24 04:00")
    assert hours.add(at("Mon 2026-11-23 20:00"), parse_duration("8 business hours")) == closing


def test_a_business_day_is_as_long_as_the_longest_day_of_the_week(
    read: Read, changed: Changed
) -> None:
    text = changed((MONDAY, 'monday = ["08:00-12:00", "13:00-19:30"]'))
    hours = read(text).hours
    assert hours.length(parse_duration("2 business days")) == timedelta(hours=21)
    assert hours.length(parse_duration("2 days")) == timedelta(hours=48)


def test_a_desk_that_is_always_open_never_closes(read: Read, changed: Changed, at: At) -> None:
    week = [
        (f'{day} = ["09:00-17:00"]', f'{day} = ["00:00-24:00"]')
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    ]
    hours = read(
        changed(
            *week,
            ("saturday = []", 'saturday = ["00:00-24:00"]'),
            (SUNDAY, 'sunday = ["00:00-24:00"]'),
        )
    ).hours
    assert hours.next_closing(at("Fri 2026-11-20 16:00")) is None
    year = hours.elapsed(at("Thu 2026-01-01 00:00"), at("Fri 2027-01-01 00:00"))
    assert year == timedelta(days=365)


def test_a_desk_that_never_opens_says_so(policy: Policy, read: Read, changed: Changed) -> None:
    lines = [line for line in changed().splitlines() if not line.endswith('day = ["09:00-17:00"]')]
    text = "\n".join(lines).replace("business ", "").replace("next opening", "immediate")
    never = read(text).hours
    now = datetime(2026, 11, 20, tzinfo=UTC)
    assert not never.is_open(now)
    assert never.elapsed(now, now + timedelta(days=999)) == timedelta(0)
    with pytest.raises(BadInput, match="give at least one day"):
        never.next_opening(now)


@pytest.mark.parametrize("span", ["700000 business days", "999999999 days", "999999999 hours"])
def test_what_no_calendar_holds_is_refused(policy: Policy, at: At, span: str) -> None:
    with pytest.raises(BadInput, match=r"use a (?:nearer date|shorter)"):
        policy.hours.add(at("Fri 2026-11-20 16:00"), parse_duration(span))


def test_hours_do_not_depend_on_what_was_asked_before(
    policy: Policy, read: Read, changed: Changed, at: At
) -> None:
    start, long = at("Fri 2026-11-20 16:00"), parse_duration("9000 business days")
    fresh: list[OfficeHours] = [read(changed()).hours for _ in range(3)]
    fresh[1].elapsed(datetime(1950, 1, 1, tzinfo=UTC), start)
    fresh[2].is_open(datetime(2400, 1, 1, tzinfo=UTC))
    assert len({hours.add(start, long) for hours in (*fresh, policy.hours)}) == 1


def test_open_spans_come_in_order_and_backwards(policy: Policy, at: At) -> None:
    start, end = at("Thu 2026-11-19 12:00"), at("Mon 2026-11-23 10:00")
    spans = [
        (wall(policy.hours.local(s.start)), s.end - s.start) for s in policy.hours.spans(start, end)
    ]
    assert spans == [
        ("Thu 2026-11-19 12:00:00", timedelta(hours=5)),
        ("Fri 2026-11-20 09:00:00", timedelta(hours=8)),
        ("Mon 2026-11-23 09:00:00", timedelta(hours=1)),
    ]
    back = list(policy.hours.spans(start, end, backwards=True))
    assert back == list(policy.hours.spans(start, end))[::-1]
    assert list(policy.hours.spans(end, start)) == []
