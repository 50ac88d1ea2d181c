"""The moments at which the agent is reminded, reckoned from the desk as it stands.

Source: spec, clock: bands, callbacks. Business time stands still while the desk is closed, and so
do its reminders; a promise waits for the opening too, unless the ticket is of severity 1 or 2.
Instants are aware UTC.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from msgspec import Struct

from vipdesk.domain.calendar import Booking
from vipdesk.domain.callback import Callback
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import PROMISE, QueueLine, microseconds
from vipdesk.domain.reminder import About, Key, Occasion
from vipdesk.domain.target import Band, Countdown
from vipdesk.domain.text import clean_line

BEFORE_CALL = timedelta(minutes=10)
BEFORE_CLOSING = timedelta(minutes=15)
AT_ANY_HOUR = 2
"""Severities up to this one are told while the desk is closed."""

BANDS = {
    Band.WARN: Occasion.WARN,
    Band.URGENT: Occasion.URGENT,
    Band.BREACHED: Occasion.BREACHED,
}
MOMENT = timedelta(microseconds=1)


class Due(Struct, frozen=True):
    """A reminder whose moment may have come: from `at` on it is told."""

    at: datetime
    key: Key
    text: str


def of_ticket(
    line: QueueLine, policy: Policy, now: datetime, *, explained: bool = False
) -> Iterator[Due]:
    """The band that a ticket is in, and the moment of the next one; a breach asks for its cause.

    Not where it is `explained` already, nor of a promise of our own.
    """
    running = line.countdown
    if running is None:
        return
    band, name = line.band(policy, now), f"#{line.number} {clean_line(line.subject, 60)}"
    if band in BANDS:
        at = now if _may_tell(line, policy, now) else policy.hours.next_opening(now)
        yield _due(line, running, BANDS[band], at, f"{name}: {_said(band)}")
        if band is Band.BREACHED and line.due_kind != PROMISE and not explained:
            key = Key(About.BREACH, line.number, Occasion.CAUSE, running.due)
            yield Due(at.astimezone(UTC), key, f"{name}: say why it was missed")
    following = _following(band, running, policy)
    if following is not None:
        at = max(following[1], now + MOMENT)
        yield _due(line, running, following[0], at, name)


def of_callback(callback: Callback, policy: Policy, now: datetime) -> Iterator[Due]:
    """When to call: the planned next try, or else the aim."""
    who = clean_line(callback.called, 60)
    number = callback.number
    if callback.next_try is not None:
        key = Key(About.CALLBACK, number, Occasion.NEXT_TRY, callback.next_try)
        yield Due(callback.next_try, key, f"call {who} again now")
    elif not callback.attempts:
        due, hours = callback.aim(policy).due, policy.hours
        at = due if due > now or hours.is_open(now) else hours.next_opening(now)
        yield Due(
            at.astimezone(UTC),
            Key(About.CALLBACK, number, Occasion.AIM, due),
            f"call {who} back now",
        )


def of_booking(booking: Booking, now: datetime) -> Iterator[Due]:
    """Ten minutes before a call; not for one that has begun."""
    if booking.start > now:
        key = Key(About.BOOKING, booking.number, Occasion.CALL_SOON, booking.start)
        what = f"in 10 minutes: {booking.kind} with {clean_line(booking.guest.called, 60)}"
        yield Due(booking.start - BEFORE_CALL, key, what)


def of_day(lines: Sequence[QueueLine], policy: Policy, now: datetime) -> Iterator[Due]:
    """At opening what came in since the last closing, before closing what runs on or is due next.

    Each is told while its stretch of office hours lasts, and no later.
    """
    hours = policy.hours
    opening, closing = _stretch(hours, now)
    if opening is None or closing is None:
        return
    key = Key(About.DESK, 0, Occasion.OPENING, opening)
    yield Due(opening, key, _opening_words(lines, policy, opening))
    last = closing - BEFORE_CLOSING
    key = Key(About.DESK, 0, Occasion.CLOSING, closing)
    yield Due(last, key, _closing_words(lines, policy, closing))


def _due(line: QueueLine, running: Countdown, occasion: Occasion, at: datetime, text: str) -> Due:
    return Due(at.astimezone(UTC), Key(About.TICKET, line.number, occasion, running.due), text)


def _may_tell(line: QueueLine, policy: Policy, now: datetime) -> bool:
    return line.severity <= AT_ANY_HOUR or policy.hours.is_open(now)


def _said(band: Band) -> str:
    return {Band.WARN: "half of its time is used", Band.URGENT: "most of its time is used"}.get(
        band, "breached"
    )


def _following(band: Band, running: Countdown, policy: Policy) -> tuple[Occasion, datetime] | None:
    """The next band and when it begins; None once breached."""
    if band is Band.CALM:
        return Occasion.WARN, _at_share(running, policy, policy.warn)
    if band is Band.WARN:
        return Occasion.URGENT, _at_share(running, policy, policy.urgent)
    if band is Band.URGENT:
        return Occasion.BREACHED, _breach(running, policy.hours)
    return None


def _breach(running: Countdown, hours: OfficeHours) -> datetime:
    """When more is used than was promised: for business time never while the desk is closed."""
    at = hours.add_length(running.due, running.paused, business=running.business)
    return (hours.next_opening(at) if running.business else at) + MOMENT


def _at_share(running: Countdown, policy: Policy, share: float) -> datetime:
    left = running.length * (1 - share)
    return before(policy.hours, running.due, left, business=running.business)


@lru_cache(maxsize=20_000)
def before(hours: OfficeHours, due: datetime, left: timedelta, *, business: bool) -> datetime:
    """When `left` of its kind of time is still to go until `due`."""
    if not business:
        return due - left
    for span in hours.spans(due - timedelta(days=3650), due, backwards=True):
        length = span.end - span.start
        if length >= left:
            return span.end - left
        left -= length
    return due


def _stretch(hours: OfficeHours, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The day's hours that `now` lies in, or the next ones, from opening to closing."""
    closing = hours.next_closing(now)
    if closing is None:
        return None, None
    day = closing.date()
    spans = hours.spans(closing - timedelta(days=1), closing)
    first = next((s for s in spans if hours.local(s.start).date() == day), None)
    return (first.start if first else None), closing.astimezone(UTC)


def _opening_words(lines: Sequence[QueueLine], policy: Policy, opening: datetime) -> str:
    """What came in while the desk was closed, least slack first: the order of the queue."""
    closed_since = _last_closing(policy.hours, opening)
    since, until = microseconds(closed_since), microseconds(opening)
    came = [f"#{line.number}" for line in lines if since <= line.received < until]
    if not came:
        return "the desk is open: nothing came in while it was closed"
    more = f" and {len(came) - 8} more" if len(came) > 8 else ""
    return f"the desk is open: {', '.join(came[:8])}{more} came in while it was closed"


def _closing_words(lines: Sequence[QueueLine], policy: Policy, closing: datetime) -> str:
    """Clocks that run overnight, and what is due right after opening."""
    hours = policy.hours
    morning = hours.next_opening(closing) + timedelta(hours=1)
    runs: list[str] = []
    early: list[str] = []
    for line in lines:
        running = line.countdown
        if running is None or running.due <= closing:
            continue
        if not running.business:
            runs.append(f"#{line.number}")
        elif running.due <= morning:
            early.append(f"#{line.number}")
    parts = [f"{', '.join(runs[:8])} run overnight"] if runs else []
    parts += [f"{', '.join(early[:8])} due right after opening"] if early else []
    return f"the desk closes soon: {'; '.join(parts) or 'nothing runs overnight'}"


def _last_closing(hours: OfficeHours, opening: datetime) -> datetime:
    spans = hours.spans(opening - timedelta(days=31), opening, backwards=True)
    return next((span.end for span in spans), opening - timedelta(days=1))
