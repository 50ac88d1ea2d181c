"""A callback as rows and screens show it."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from rich.cells import set_cell_size
from textual.content import Content

from vipdesk.domain.callback import Callback
from vipdesk.domain.language import _, counted
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.retold import retold
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.widgets.countdown import (
    ZERO,
    full_moment,
    left_said,
    moment,
    remaining,
    timestamp,
    two_units,
)
from vipdesk.widgets.signs import BAND, CHANNEL, STRANGER

MOST_SIGNS = 16_000
LOOKS = {"breached": "$error", "urgent": "$warning", "warn": "$accent", "calm": "$success"}
NEW, URGENT = "●", "!"
WHO_WIDE, WHO_WIDE_SHORT, WHO_WIDE_NARROW, NUMBER_WIDE = 18, 15, 13, 17


def call_rows(callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None) -> Content:
    """Two lines for a narrow screen: how near the aim is, who, by when; number and when below."""
    number = _number(callback)
    who = set_cell_size(_called(callback, WHO_WIDE_NARROW), WHO_WIDE_NARROW)
    by = _by(callback, policy, now, zone)
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
    number = _number(callback)
    when = moment(callback.received, now, zone)
    when = when if short else f"{when:9}"
    return Content.assemble(
        _signs(callback, policy, now),
        (f"{URGENT if callback.urgent else ' '}{set_cell_size(who, wide)}", "bold"),
        f" {set_cell_size(number, NUMBER_WIDE)} {when} ",
        "" if short else f"{play_length(callback.length):7} ",
        "  ".join(_rest(callback, policy, now, zone, short)),
    )


def _number(callback: Callback) -> str:
    return clean_line(callback.shown, NUMBER_WIDE) or _("withheld")


def _signs(callback: Callback, policy: Policy, now: datetime) -> Content:
    band = callback.band(policy, now)
    unheard = NEW if callback.recordings and callback.heard is None else " "
    look = f"bold {LOOKS.get(band.value, '')}".strip()
    return Content.assemble((f"{BAND[band]} ", look), f"{CHANNEL[callback.channel]}{unheard}")


def _called(callback: Callback, wide: int) -> str:
    return f"{'' if callback.known else STRANGER}{clean_line(callback.spoken, wide - 1)}"


def _rest(
    callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None, short: bool
) -> Iterator[str]:
    if short:
        yield _by(callback, policy, now, zone)
        return
    yield call_by(callback, policy, now, zone)
    if callback.attempts:
        yield tries(callback)
    if callback.ticket:
        yield _("on #{number}").format(number=callback.ticket)


def call_by(callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None) -> str:
    """`aim 10:00, 0h 12m left`, `aim 10:00 passed`, or the planned `try 14:10`."""
    said, aim = _by(callback, policy, now, zone), callback.aim(policy)
    if callback.next_try is not None or aim.remaining(policy.hours, now) < ZERO:
        return said
    return f"{said}, {left_said(remaining(aim, policy, now))}"


def _by(callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None) -> str:
    """The same without what is left."""
    if callback.next_try is not None:
        planned = moment(callback.next_try, now, zone)
        due = callback.next_try <= now
        return (_("try {moment} is due") if due else _("try {moment}")).format(moment=planned)
    aim = callback.aim(policy)
    passed = aim.remaining(policy.hours, now) < ZERO
    said = _("aim {moment} passed") if passed else _("aim {moment}")
    return said.format(moment=moment(aim.due, now, zone))


def play_length(length: timedelta | None) -> str:
    """`1m 12s`; nothing where it is not known."""
    return "" if length is None else two_units(length)


def tries(callback: Callback) -> str:
    """`2 tries, no answer`, or nothing."""
    if not callback.attempts:
        return ""
    return counted(
        "{count} try, {outcome}",
        "{count} tries, {outcome}",
        len(callback.attempts),
        outcome=_(callback.attempts[-1].outcome.words),
    )


def told_whole(callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None) -> Content:
    """All that is known of it, below one another."""
    return Content("\n").join(_whole(callback, policy, now, zone))


def _whole(
    callback: Callback, policy: Policy, now: datetime, zone: tzinfo | None
) -> Iterator[Content]:
    what = _("missed call") if callback.channel is Channel.PHONE else _("voicemail")
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
        yield Content.styled(_("the caller marked it as urgent"), "bold")
    if callback.remark:
        yield Content.styled(clean_line(retold(callback.remark), 300), "$warning")
    if callback.ticket:
        yield Content(_("on ticket #{number}").format(number=callback.ticket))
    for attempt in callback.attempts:
        note = f": {clean_line(attempt.note, 300)}" if attempt.note else ""
        when = timestamp(attempt.at, now, zone)
        yield Content(f"{when} {clean_line(attempt.who, 60)}, {_(attempt.outcome.words)}{note}")
    if callback.transcript:
        yield Content("")
        yield Content(clean_block(callback.transcript[:MOST_SIGNS]))


def _who(callback: Callback) -> str:
    if callback.known:
        return f"{clean_line(callback.called, 120)} <{clean_line(callback.caller.address, 254)}>"
    named = clean_line(callback.caller.name, 120)
    return _("{name}, no contact yet").format(name=named) if named else _("unknown caller")
