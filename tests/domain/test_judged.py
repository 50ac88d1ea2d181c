"""A verdict says line by line how much of its target was used."""

from collections.abc import Callable
from datetime import UTC, datetime

from vipdesk.domain.cycle import Cycle
from vipdesk.domain.duration import parse_duration
from vipdesk.domain.explanation import judged
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Target, TargetKind

At = Callable[[str], datetime]


def verdict_lines(policy: Policy, start: datetime, ended: datetime, within: str) -> tuple[str, ...]:
    target = Target(TargetKind.INITIAL, start.astimezone(UTC), parse_duration(within))
    return judged(policy, severity=3, target=target, ended=ended)


def test_a_verdict_says_how_much_was_used(policy: Policy, at: At) -> None:
    friday = at("Fri 2026-11-20 16:00")
    lines = verdict_lines(policy, friday, at("Mon 2026-11-23 09:30"), "2 business hours")
    assert lines == (
        "initial response, severity 3 (Standard): 2 business hours",
        "the clock started Fri 20 Nov 2026 16:00 (Europe/Bratislava)",
        "Fri 16:00-17:00 1 h",
        "weekend",
        "Mon 09:00-09:30 30 min",
        "ended Mon 09:30: used 1 h 30 min of 2 h",
    )


def test_a_breach_says_by_how_much(policy: Policy, at: At) -> None:
    friday = at("Fri 2026-11-20 16:00")
    late = at("Mon 2026-11-23 10:12")
    assert verdict_lines(policy, friday, late, "2 business hours")[-1] == (
        "ended Mon 10:12: used 2 h 12 min of 2 h, 12 min too much; due Mon 10:00"
    )
    hairsbreadth = at("Mon 2026-11-23 10:00:00.250000")
    assert verdict_lines(policy, friday, hairsbreadth, "2 business hours")[-1] == (
        "ended Mon 10:00: used 2 h of 2 h, 0.25 s too much; due Mon 10:00"
    )


def test_an_answer_before_the_clock_started_used_nothing(policy: Policy, at: At) -> None:
    opening, night = at("Mon 2026-11-23 09:00"), at("Sun 2026-11-22 22:00")
    assert verdict_lines(policy, opening, night, "1 hour")[2:] == (
        "ended Sun 22:00: used 0 s of 1 h",
    )


def test_a_verdict_of_a_target_beyond_any_calendar_can_be_said(policy: Policy, at: At) -> None:
    start = at("Mon 2026-11-23 09:00")
    lines = verdict_lines(policy, start, at("Mon 2026-11-23 10:00"), "900000 business days")
    assert lines[-1] == "ended Mon 10:00: used 1 h of 7200000 h"


def test_a_closed_target_keeps_the_arithmetic_it_was_judged_by(policy: Policy, at: At) -> None:
    cycle = Cycle(TargetKind.FOLLOW_UP, 1, at("Thu 2026-11-19 15:00").astimezone(UTC))
    cycle.hold(at("Fri 2026-11-20 10:00").astimezone(UTC))
    cycle.resume(at("Fri 2026-11-20 12:00").astimezone(UTC))
    verdict = cycle.verdict(policy, 3, at("Fri 2026-11-20 14:00"), 4, answered=True)
    assert verdict is not None
    assert verdict.arithmetic == (
        "follow-up response, severity 3 (Standard): 2 business days, that is 16 h of office hours",
        "the clock started Thu 19 Nov 2026 15:00 (Europe/Bratislava)",
        "Thu 15:00-17:00 2 h",
        "night",
        "Fri 09:00-10:00 1 h",
        "waiting for you Fri 10:00-12:00",
        "Fri 12:00-14:00 2 h",
        "ended Fri 14:00: used 5 h of 16 h",
    )


def test_what_was_neither_kept_nor_missed_has_no_arithmetic(policy: Policy, at: At) -> None:
    cycle = Cycle(TargetKind.INITIAL, 1, at("Thu 2026-11-19 15:00").astimezone(UTC))
    verdict = cycle.verdict(policy, 3, at("Thu 2026-11-19 15:30"), 2, answered=False)
    assert verdict is not None
    assert verdict.arithmetic == ()
