"""A policy as it is read aloud: what it is about, and what it says of that."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from vipdesk.domain.policy import Channel, Policy, Severity, Starts
from vipdesk.domain.text import clean_line
from vipdesk.domain.timetable import DayHours, Timetable

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SPOKEN = {
    Channel.EMAIL: "e-mail",
    Channel.VOICEMAIL: "voicemail",
    Channel.CHAT: "chat",
    Channel.PHONE: "phone",
    Channel.BOOKING: "booked call",
    Channel.MANUAL: "by hand",
}
STARTS = {
    Starts.IMMEDIATE: "the clock starts at once",
    Starts.NEXT_OPENING: "the clock starts at the next opening",
}
LONGEST = 200


def policy_words(policy: Policy) -> Mapping[str, str]:
    """Each thing that the policy settles, with what it settles; cleaned, ready to show."""
    told = {
        "service": f"{policy.service}, on {policy.plan}, {policy.fee_eur_per_month} EUR a month",
        **dict(_hours(policy.hours.timetable)),
        **{f"severity {level}": _severity(one) for level, one in policy.severities.items()},
        **{f"{level} is for": one.meaning for level, one in policy.severities.items()},
        **{SPOKEN[way]: STARTS[policy.starts[way]] for way in Channel},
        "until confirmed": f"severity {policy.default_severity}",
        "reopened": f"by a message within {policy.reopen_within}",
        "an answer": f"is held for {policy.send_hold}",
        "bands": f"warn from {policy.warn:.0%} of a target, urgent from {policy.urgent:.0%}",
        "callbacks": f"aim at {policy.callback_aim}",
        **dict(_bookings(policy)),
        "escalation": f"to be accepted within {policy.accept_within}",
    }
    return {name: clean_line(words, LONGEST) for name, words in told.items()}


def _hours(timetable: Timetable) -> Iterator[tuple[str, str]]:
    yield "zone", timetable.zone.key
    for name, hours in zip(DAYS, timetable.week, strict=True):
        yield name, _intervals(hours)
    if timetable.closed:
        yield "days off", ", ".join(day.isoformat() for day in sorted(timetable.closed))
    for day, hours in sorted(timetable.special.items()):
        yield f"on {day}", _intervals(hours)


def _intervals(hours: DayHours) -> str:
    return ", ".join(f"{_wall(one.start)}-{_wall(one.end)}" for one in hours) or "closed"


def _wall(at: timedelta) -> str:
    seconds = int(at.total_seconds())
    shown = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{shown}:{seconds % 60:02}" if seconds % 60 else shown


def _severity(one: Severity) -> str:
    then = f", then every {one.follow_up}" if one.follow_up else ", no follow-up"
    return f"{one.name}: first word within {one.initial}{then}"


def _bookings(policy: Policy) -> Iterator[tuple[str, str]]:
    bookings = policy.bookings
    for kind, length in bookings.kinds.items():
        yield f"{clean_line(kind, 40)} call", str(length)
    yield "booked", f"{bookings.notice} ahead at least, {bookings.horizon} at most"
    yield "between calls", f"{bookings.buffer} free; confirmed: {bookings.confirm.value}"
