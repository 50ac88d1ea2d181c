"""A policy as it is read aloud: what it is about, and what it says of that."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from vipdesk.domain.duration import duration_words
from vipdesk.domain.language import N_, _
from vipdesk.domain.policy import CHANNEL_WORDS, Channel, Policy, Severity, Starts
from vipdesk.domain.text import clean_line
from vipdesk.domain.timetable import DayHours, Timetable

DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
STARTS = {
    Starts.IMMEDIATE: N_("the clock starts at once"),
    Starts.NEXT_OPENING: N_("the clock starts at the next opening"),
}
LONGEST = 200


def policy_words(policy: Policy) -> Mapping[str, str]:
    """Each thing that the policy settles, with what it settles; cleaned, ready to show."""
    told = {
        _("service"): _("{service}, on {plan}, {fee} EUR a month").format(
            service=policy.service, plan=policy.plan, fee=policy.fee_eur_per_month
        ),
        **dict(_hours(policy.hours.timetable)),
        **{
            _("severity {level}").format(level=level): _severity(one)
            for level, one in policy.severities.items()
        },
        **{
            _("{level} is for").format(level=level): one.meaning
            for level, one in policy.severities.items()
        },
        **{_(CHANNEL_WORDS[way]): _(STARTS[policy.starts[way]]) for way in Channel},
        _("until confirmed"): _("severity {level}").format(level=policy.default_severity),
        _("reopened"): _("by a message within {length}").format(
            length=duration_words(policy.reopen_within)
        ),
        _("an answer"): _("is held for {length}").format(length=duration_words(policy.send_hold)),
        _("bands"): _("warn from {warn:.0%} of a target, urgent from {urgent:.0%}").format(
            warn=policy.warn, urgent=policy.urgent
        ),
        _("callbacks"): _("aim at {length}").format(length=duration_words(policy.callback_aim)),
        **dict(_bookings(policy)),
        _("escalation"): _("to be accepted within {length}").format(
            length=duration_words(policy.accept_within)
        ),
        _("mail"): _("{most} of one sender an hour are taken, more are only kept").format(
            most=policy.most_an_hour
        ),
    }
    return {name: clean_line(words, LONGEST) for name, words in told.items()}


def _hours(timetable: Timetable) -> Iterator[tuple[str, str]]:
    yield _("zone"), timetable.zone.key
    for name, hours in zip(DAYS, timetable.week, strict=True):
        yield _(name), _intervals(hours)
    if timetable.closed:
        yield _("days off"), ", ".join(day.isoformat() for day in sorted(timetable.closed))
    for day, hours in sorted(timetable.special.items()):
        yield _("on {day}").format(day=day), _intervals(hours)


def _intervals(hours: DayHours) -> str:
    return ", ".join(f"{_wall(one.start)}-{_wall(one.end)}" for one in hours) or _("closed")


def _wall(at: timedelta) -> str:
    seconds = int(at.total_seconds())
    shown = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{shown}:{seconds % 60:02}" if seconds % 60 else shown


def _severity(one: Severity) -> str:
    initial = duration_words(one.initial)
    if one.follow_up is None:
        told = _("{name}: first word within {initial}, no follow-up")
        return told.format(name=one.name, initial=initial)
    told = _("{name}: first word within {initial}, then every {length}")
    return told.format(name=one.name, initial=initial, length=duration_words(one.follow_up))


def _bookings(policy: Policy) -> Iterator[tuple[str, str]]:
    bookings = policy.bookings
    for kind, length in bookings.kinds.items():
        yield _("{kind} call").format(kind=clean_line(kind, 40)), duration_words(length)
    yield (
        _("booked"),
        _("{notice} ahead at least, {horizon} at most").format(
            notice=duration_words(bookings.notice), horizon=duration_words(bookings.horizon)
        ),
    )
    yield (
        _("between calls"),
        _("{length} free; confirmed: {by}").format(
            length=duration_words(bookings.buffer), by=_(bookings.confirm.value)
        ),
    )
    yield _("guests"), _("{count} besides who books").format(count=bookings.guests)
