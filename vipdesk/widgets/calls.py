"""A callback as rows and screens show it."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from rich.cells import set_cell_size
from textual.content import Content

from vipdesk.domain.callback import Callback
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.widgets.countdown import ZERO, full_moment, moment, remaining, timestamp, two_units
from vipdesk.widgets.signs import BAND, CHANNEL, STRANGER

MOST_SIGNS = 16_000
LOOKS = {"breached": "$error", "urgent": "$warning", "warn": "$accent", "calm": "$success"}
NEW, URGENT = "●", "!"
WHO_WIDE, WHO_WIDE_SHORT, WHO_WIDE_NARROW, NUMBER_WIDE = 18, 15, 13, 17


def call_rows(callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None) -> Content:
    """Two lines for a narrow screen: how near the aim is, who, by when; number and when below."""
    number = clean_line(callback.shown, NUMBER_WIDE) or "withheld"
    who = set_cell_size(_called(callback, WHO_WIDE_NARROW), WHO_WIDE_NARROW)
    by = call_by(callback, policy, now, zone).partition(",")[0]
    told = (number, moment(callback.received, now, zone), play_length(callback.length))
    return Content.assemble(
        _signs(callback, policy, now),
        (f"{URGENT if callback.urgent else ' '}{who}", "bold"),
        f" {by}\n     {' · '.join(filter(None, told))}",
    )


def call_row(
    callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None, *, short: bool = False
) -> Content:
    """One line: how near the aim is, who, the number, when, how long, what was tried."""
    wide = WHO_WIDE_SHORT if short else WHO_WIDE
    who = _called(callback, wide)
    number = clean_line(callback.shown, NUMBER_WIDE) or "withheld"
    when = moment(callback.received, now, zone)
    when = when if short else f"{when:9}"
    return Content.assemble(
        _signs(callback, policy, now),
        (f"{URGENT if callback.urgent else ' '}{set_cell_size(who, wide)}", "bold"),
        f" {set_cell_size(number, NUMBER_WIDE)} {when} ",
        "" if short else f"{play_length(callback.length):7} ",
        "  ".join(_rest(callback, policy, now, zone, short)),
    )


def _signs(callback: Callback, policy: Policy, now: datetime) -> Content:
    band = callback.band(policy, now)
    unheard = NEW if callback.recordings and callback.heard is None else " "
    look = f"bold {LOOKS.get(band.value, '')}".strip()
    return Content.assemble((f"{BAND[band]} ", look), f"{CHANNEL[callback.channel]}{unheard}")


def _called(callback: Callback, wide: int) -> str:
    return f"{'' if callback.known else STRANGER}{clean_line(callback.called, wide - 1)}"


def _rest(
    callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None, short: bool
) -> Iterator[str]:
    if short:
        yield call_by(callback, policy, now, zone).partition(",")[0]
        return
    yield call_by(callback, policy, now, zone)
    if callback.attempts:
        yield tries(callback)
    if callback.ticket:
        yield f"on #{callback.ticket}"


def call_by(callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None) -> str:
    """`aim 10:00, 0h 12m left`, `aim 10:00 passed`, or the planned `try 14:10`."""
    if callback.next_try is not None:
        overdue = " is due" if callback.next_try <= now else ""
        return f"try {moment(callback.next_try, now, zone)}{overdue}"
    aim = callback.aim(policy)
    said = f"aim {moment(aim.due, now, zone)}"
    if aim.remaining(policy.hours, now) < ZERO:
        return f"{said} passed"
    return f"{said}, {remaining(aim, policy, now)} left"


def play_length(length: timedelta | None) -> str:
    """`1m 12s`; nothing where it is not known."""
    return "" if length is None else two_units(length)


def tries(callback: Callback) -> str:
    """`2 tries, no answer`, or nothing."""
    if not callback.attempts:
        return ""
    count = len(callback.attempts)
    return f"{count} {'try' if count == 1 else 'tries'}, {callback.attempts[-1].outcome.words}"


def told_whole(callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None) -> Content:
    """All that is known of it, below one another."""
    return Content("\n").join(_whole(callback, policy, now, zone))


def _whole(
    callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None
) -> Iterator[Content]:
    what = "missed call" if callback.channel is Channel.PHONE else "voicemail"
    length = play_length(callback.length)
    parts = (
        what,
        full_moment(callback.received, zone),
        length,
        call_by(callback, policy, now, zone),
    )
    yield Content(" · ".join(part for part in parts if part))
    yield Content.styled(_who(callback), "bold")
    if callback.urgent:
        yield Content.styled("the caller marked it as urgent", "bold")
    if callback.remark:
        yield Content.styled(clean_line(callback.remark, 300), "$warning")
    if callback.ticket:
        yield Content(f"on ticket #{callback.ticket}")
    for attempt in callback.attempts:
        note = f": {clean_line(attempt.note, 300)}" if attempt.note else ""
        when = timestamp(attempt.at, now, zone)
        yield Content(f"{when} {clean_line(attempt.who, 60)}, {attempt.outcome.words}{note}")
    if callback.transcript:
        yield Content("")
        yield Content(clean_block(callback.transcript[:MOST_SIGNS]))


def _who(callback: Callback) -> str:
    if callback.known:
        return f"{clean_line(callback.called, 120)} <{clean_line(callback.caller.address, 254)}>"
    named = clean_line(callback.caller.name, 120)
    return f"{named}, no contact yet" if named else "unknown caller"
