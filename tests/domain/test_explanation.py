"""A due moment is explained line by line, in words fit to paste to a client."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipdesk.domain.duration import Duration, Unit, parse_duration
from vipdesk.domain.explanation import explain
from vipdesk.domain.hours import Span
from vipdesk.domain.policy import Channel, Policy
from vipdesk.policies import policy_for, shipped_policy_text

At = Callable[[str], datetime]
Changed = Callable[..., str]

MOST_LINES = 14


def first_answer(
    policy: Policy, channel: Channel, received: datetime, severity: int, within: str | None = None
) -> tuple[str, ...]:
    return explain(
        policy,
        kind="initial",
        severity=severity,
        target=parse_duration(within) if within else policy.severities[severity].initial,
        start=policy.clock_start(channel, received),
        received=received,
        channel=channel,
    )


def next_answer(policy: Policy, answered: datetime, within: str, *pauses: Span) -> tuple[str, ...]:
    return explain(
        policy,
        kind="follow-up",
        severity=3,
        target=parse_duration(within),
        start=answered,
        received=None,
        channel=None,
        pauses=pauses,
    )


def pause(start: datetime, end: datetime) -> Span:
    return Span(start.astimezone(UTC), end.astimezone(UTC))


def test_a_mail_on_friday_afternoon(policy: Policy, at: At) -> None:
    assert first_answer(policy, Channel.EMAIL, at("Fri 2026-11-20 16:00"), 3) == (
        "initial response, severity 3 (Standard): 2 business hours",
        "received Fri 20 Nov 2026 16:00 (Europe/Bratislava), in office hours; "
        "e-mail starts at once",
        "Fri 16:00-17:00 1 h",
        "weekend",
        "Mon 09:00-10:00 1 h",
        "due Mon 10:00",
    )


def test_a_mail_at_closing_time(policy: Policy, at: At) -> None:
    assert first_answer(policy, Channel.EMAIL, at("Fri 2026-11-20 17:00"), 3)[1:] == (
        "received Fri 20 Nov 2026 17:00 (Europe/Bratislava), outside office hours; "
        "e-mail starts at the next opening: Mon 09:00",
        "Mon 09:00-11:00 2 h",
        "due Mon 11:00",
    )


def test_a_chat_in_the_night_of_calendar_time(policy: Policy, at: At) -> None:
    assert first_answer(policy, Channel.CHAT, at("Sun 2026-11-22 03:00"), 1)[1:] == (
        "received Sun 22 Nov 2026 03:00 (Europe/Bratislava); chat starts at once",
        "Sun 03:00 + 1 h",
        "due Sun 04:00",
    )


@pytest.mark.parametrize(
    ("received", "change", "due"),
    [
        ("Sun 2026-03-29 01:30", "Sun 01:30 + 1 h, clocks go forward 1 h", "due Sun 03:30"),
        ("Sun 2026-10-25 02:30", "Sun 02:30 CEST + 1 h, clocks go back 1 h", "due Sun 02:30 CET"),
    ],
)
def test_a_time_change_on_the_way_is_said(
    policy: Policy, at: At, received: str, change: str, due: str
) -> None:
    assert first_answer(policy, Channel.CHAT, at(received), 2)[2:] == (change, due)


def test_the_next_answer_counts_from_our_message(policy: Policy, at: At) -> None:
    assert next_answer(policy, at("Thu 2026-11-19 15:00"), "2 business days") == (
        "follow-up response, severity 3 (Standard): 2 business days, that is 16 h of office hours",
        "counted from our message of Thu 19 Nov 2026 15:00 (Europe/Bratislava)",
        "Thu 15:00-17:00 2 h",
        "night",
        "Fri 09:00-17:00 8 h",
        "weekend",
        "Mon 09:00-15:00 6 h",
        "due Mon 15:00",
    )


def test_a_start_in_closed_time_says_why_nothing_is_used(policy: Policy, at: At) -> None:
    lines = first_answer(policy, Channel.CHAT, at("Mon 2026-11-23 07:30"), 3)
    assert lines[2:4] == ("closed Mon 07:30-09:00", "Mon 09:00-11:00 2 h")
    lines = first_answer(policy, Channel.CHAT, at("Tue 2026-11-24 20:00"), 3)
    assert lines[2:4] == ("night", "Wed 09:00-11:00 2 h")


def test_days_off_are_named_with_their_reason(changed: Changed, at: At) -> None:
    policy = policy_for(
        changed(
            ('holidays = ""', 'holidays = "SK"'),
            ("closed = []", 'closed = ["2026-12-23", "2026-12-28", "2026-12-29"]'),
            ('wednesday = ["09:00-17:00"]', ""),
            (
                "[severity.1]",
                '[[hours.special]]\ndate = "2026-12-31"\nintervals = []\n[severity.1]',
            ),
        )
    )
    lines = first_answer(policy, Channel.CHAT, at("Tue 2026-12-22 16:00"), 3, "3 business hours")
    assert lines[2:] == (
        "Tue 16:00-17:00 1 h",
        "closed Wed 23 Dec (closed day)",
        "public holiday Thu 24 Dec - Sat 26 Dec",
        "weekend",
        "closed Mon 28 Dec - Tue 29 Dec (closed day)",
        "closed Wed 30 Dec",
        "closed Thu 31 Dec (special hours)",
        "public holiday Fri 1 Jan 2027",
        "weekend",
        "Mon 4 Jan 2027 09:00-11:00 2 h",
        "due Mon 4 Jan 2027 11:00",
    )


def test_a_lunch_break_and_a_closing_at_24_are_said_as_they_are(changed: Changed, at: At) -> None:
    policy = policy_for(
        changed(('monday = ["09:00-17:00"]', 'monday = ["09:00-12:00", "13:00-24:00"]'))
    )
    lines = first_answer(
        policy, Channel.CHAT, at("Mon 2026-11-23 11:30:15"), 3, "12 business hours"
    )
    assert lines[2:] == (
        "Mon 11:30:15-12:00 29 min 45 s",
        "closed Mon 12:00-13:00",
        "Mon 13:00-24:00 11 h",
        "night",
        "Tue 09:00-09:30:15 30 min 15 s",
        "due Tue 09:30:15",
    )


def test_waiting_for_the_client_is_taken_out(policy: Policy, at: At) -> None:
    waited = pause(at("Mon 2026-11-23 16:00"), at("Wed 2026-11-25 20:00"))
    brief = pause(at("Fri 2026-11-20 10:00"), at("Fri 2026-11-20 12:00"))
    lines = next_answer(policy, at("Thu 2026-11-19 15:00"), "16 business hours", brief, waited)
    assert lines[2:] == (
        "Thu 15:00-17:00 2 h",
        "night",
        "Fri 09:00-10:00 1 h",
        "waiting for you Fri 10:00-12:00",
        "Fri 12:00-17:00 5 h",
        "weekend",
        "Mon 09:00-16:00 7 h",
        "waiting for you Mon 16:00 - Wed 20:00",
        "night",
        "Thu 26 Nov 09:00-10:00 1 h",
        "due Thu 26 Nov 10:00",
    )


def test_waiting_is_taken_out_of_calendar_time_too(policy: Policy, at: At) -> None:
    waited = pause(at("Mon 2026-11-23 16:00"), at("Wed 2026-11-25 20:00"))
    assert next_answer(policy, at("Sun 2026-11-22 15:00"), "40 hours", waited)[2:] == (
        "Sun 15:00 - Mon 16:00 25 h",
        "waiting for you Mon 16:00 - Wed 20:00",
        "Wed 20:00 - Thu 11:00 15 h",
        "due Thu 11:00",
    )


def test_a_pause_after_the_due_moment_changes_nothing(policy: Policy, at: At) -> None:
    start = at("Mon 2026-11-23 09:00")
    later = pause(at("Tue 2026-11-24 12:00"), at("Tue 2026-11-24 13:00"))
    plain = next_answer(policy, start, "2 business hours")
    assert next_answer(policy, start, "2 business hours", later) == plain


def test_a_long_span_shows_its_ends(policy: Policy, at: At) -> None:
    lines = first_answer(policy, Channel.EMAIL, at("Fri 2026-11-20 16:00"), 3, "60 business days")
    assert lines[2:] == (
        "Fri 16:00-17:00 1 h",
        "weekend",
        "Mon 09:00-17:00 8 h",
        "… 79 days, 456 h …",
        "Thu 11 Feb 2027 09:00-17:00 8 h",
        "night",
        "Fri 12 Feb 2027 09:00-16:00 7 h",
        "due Fri 12 Feb 2027 16:00",
    )


def test_many_pauses_are_shortened_as_well(policy: Policy, at: At) -> None:
    pauses = [
        pause(at(f"Mon 2026-11-23 {hour:02}:10"), at(f"Mon 2026-11-23 {hour:02}:20"))
        for hour in range(9, 17)
    ]
    lines = next_answer(policy, at("Mon 2026-11-23 09:00"), "6 business hours", *pauses)
    assert "… 7 more lines …" in lines
    assert len(lines) <= MOST_LINES
    assert lines[-2:] == ("waiting for you Mon 16:10-16:20", "due Mon 16:20")


def test_calendar_days_are_said_as_days(policy: Policy, at: At) -> None:
    lines = first_answer(policy, Channel.PHONE, at("Fri 2026-11-20 16:00"), 1, "14 days")
    assert lines[1:] == (
        "received Fri 20 Nov 2026 16:00 (Europe/Bratislava); a phone call starts at once",
        "Fri 16:00 + 14 days",
        "due Fri 4 Dec 16:00",
    )


POLICY = policy_for(shipped_policy_text())


@given(
    st.integers(0, 10**9),
    st.integers(0, 4000),
    st.sampled_from(Unit),
    st.booleans(),
    st.sampled_from([None, *Channel]),
)
def test_any_explanation_is_short_and_ends_with_the_due_moment(
    second: int, count: int, unit: Unit, business: bool, channel: Channel | None
) -> None:
    received = datetime.fromtimestamp(1_500_000_000 + second, UTC)
    target = Duration(count, unit, business)
    start = POLICY.clock_start(channel, received) if channel else received
    lines = explain(
        POLICY,
        kind="initial",
        severity=9,
        target=target,
        start=start,
        received=received if channel else None,
        channel=channel,
    )
    assert 3 <= len(lines) <= MOST_LINES
    assert all(line and line.isprintable() for line in lines)
    due = POLICY.hours.add(start, target)
    assert lines[-1].startswith(f"due {due:%a}")
    assert lines[-1].endswith((f"{due:%H:%M}", f"{due:%H:%M:%S}", "CET", "CEST"))
