"""The rows of a wallboard that are about the moment: risks, seniors, callbacks, people."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from vipdesk.domain import definitions
from vipdesk.domain.callback import Callback
from vipdesk.domain.escalation import Escalation, EscalationStatus
from vipdesk.domain.language import N_, _, counted, in_context, month_said
from vipdesk.domain.queue import PROMISE, QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.domain.wall import OnDuty, at_risk, by_age, on_duty, waiting_first
from vipdesk.widgets import signs
from vipdesk.widgets.countdown import DAY, moment, two_units
from vipdesk.widgets.layout import wrapped
from vipdesk.widgets.lines import joined
from vipdesk.widgets.wall_rows import Seen, ToCallback, ToTicket, WallRow, cells, nothing

ROLES = (N_("dedicated"), N_("cover"), N_("senior"), N_("supervisor"))
IN, OUT, HAS = "●", "○", "▸"


def of_risk(seen: Seen) -> Iterator[WallRow]:
    """What falls due soon."""
    found = at_risk(seen.board, seen.counted)
    if not found:
        yield nothing(_("nothing falls due so soon"))
    for one in found:
        yield WallRow(_risk(one, seen), ToTicket(one.number), (definitions.RISK,))


def next_due(seen: Seen) -> datetime | None:
    """When the first of it falls due, and may be missed: another moment to count."""
    running = (one.countdown for one in at_risk(seen.board, seen.counted))
    return next((one.due for one in running if one and one.due >= seen.counted), None)


def of_escalations(seen: Seen) -> Iterator[WallRow]:
    """What is with the seniors, or waits for one, and how long they took in the month."""
    for told in wrapped(joined(("  ", "plain"), *_took(seen)), seen.wide):
        yield WallRow(told, means=(definitions.ESCALATIONS,))
    found = waiting_first(seen.board.escalations)
    if not found:
        yield nothing(_("nothing is with a senior"))
    for one in found:
        means = (definitions.WAITING, definitions.ESCALATIONS)
        yield WallRow(_escalation(one, seen), ToTicket(one.ticket), means)


def of_callbacks(seen: Seen) -> Iterator[WallRow]:
    """Who is to be called, the oldest first."""
    found = by_age(seen.board.callbacks)
    if not found:
        yield nothing(_("nobody waits for a call"))
    for one in found:
        yield WallRow(_callback(one, seen), ToCallback(one.number), (definitions.AGE,))


def of_duty(seen: Seen) -> Iterator[WallRow]:
    """Who has the desk; who is in, and when the others come."""
    yield WallRow(_holder(seen), means=(definitions.DUTY,))
    for one in on_duty(seen.board, seen.now):
        yield WallRow(_duty(one, seen), means=(definitions.DUTY,))


def _risk(one: QueueLine, seen: Seen) -> tuple[tuple[str, str], ...]:
    band, running = one.band(seen.policy, seen.counted), one.countdown
    even, hours = seen.now.replace(second=0, microsecond=0), seen.policy.hours
    day = hours.business_day if running and running.business else DAY
    left = two_units(running.remaining(hours, even), day, seconds=False) if running else ""
    due = moment(running.due, seen.now, seen.zone) if running and seen.is_roomy else ""
    name, wide = clean_line(one.subject, 200), 10 if seen.is_roomy else 0
    if one.due_kind == PROMISE:
        promise = in_context("target", "promise")
        name = f"{signs.PROMISED} {promise} · {name}"
    return cells(
        (f" {signs.BAND[band]}", 3, band.value),
        (left, -9, band.value),
        *([(due, wide, "muted")] if wide else []),
        (str(one.severity), 2, "muted"),
        (f"#{one.number} {name}", seen.wide - 14 - wide, "plain"),
    )


def _escalation(one: Escalation, seen: Seen) -> tuple[tuple[str, str], ...]:
    waits = one.status is not EscalationStatus.ACCEPTED
    who = clean_line(one.with_whom, 60)
    said = {
        EscalationStatus.ASKED: _("asked {name}"),
        EscalationStatus.UNTAKEN: _("nobody left to ask"),
    }.get(one.status, _("with {name}"))
    since = one.at if one.current is None else one.current.answered or one.since
    return cells(
        (f" {signs.SENIOR[one.status]}", 4, "warn" if waits else "plain"),
        (_age(seen, since), -9, "warn" if waits else "plain"),
        (f"#{one.ticket} {said.format(name=who)}", seen.wide - 13, "plain"),
    )


def _took(seen: Seen) -> Iterator[tuple[str, str]]:
    count = len(seen.figures.escalations)
    month = f"{month_said(seen.figures.month.number)} {seen.figures.month.year}"
    told = counted("{count} in {month}", "{count} in {month}", count, month=month)
    yield told, "plain"
    for words, took in (
        (_(" · to accept {median}, worst {worst}"), seen.figures.to_accept),
        (_(" · to hand back {median}, worst {worst}"), seen.figures.to_hand_back),
    ):
        if took:
            half, worst = (
                two_units(each, seconds=False) for each in (took[(len(took) - 1) // 2], took[-1])
            )
            yield words.format(median=half, worst=worst), "muted"


def _callback(one: Callback, seen: Seen) -> tuple[tuple[str, str], ...]:
    band = one.band(seen.policy, seen.now)
    who = clean_line(one.spoken, 60)
    phone = f"  {clean_line(one.shown, 40)}" if one.shown and seen.is_roomy else ""
    return cells(
        (f" {signs.BAND[band]}", 3, band.value),
        (_age(seen, one.received), -9, "plain"),
        (f"{signs.CHANNEL[one.channel]} {who}{phone}", seen.wide - 12, "plain"),
    )


def _holder(seen: Seen) -> tuple[tuple[str, str], ...]:
    who, agent = clean_line(seen.board.holder, 60), clean_line(seen.board.agent.name, 60)
    told = _("{who} has the desk").format(who=who)
    if seen.board.cover is not None:
        told = _("{who} has the desk for {agent}").format(who=who, agent=agent)
    return cells((f" {HAS}", 3, "met"), (told, seen.wide - 3, "plain"))


def _duty(one: OnDuty, seen: Seen) -> tuple[tuple[str, str], ...]:
    there = one.since is None
    told = in_context("duty", "in")
    if one.since is not None:
        told = _("from {moment}").format(moment=moment(one.since, seen.now, seen.zone))
    wide = 14 if seen.is_roomy else 0
    return cells(
        (f" {IN if there else OUT}", 3, "met" if there else "muted"),
        (clean_line(one.name, 60), max(seen.wide - 3 - wide - 16, 10), "plain"),
        *([(_(one.role), wide, "muted")] if wide else []),
        (told, 16, "plain" if there else "muted"),
    )


def _age(seen: Seen, since: datetime) -> str:
    """How long it is since then, in calendar time, to the minute."""
    even = seen.now.replace(second=0, microsecond=0)
    return two_units(max(even - since, timedelta(0)), seconds=False)
