"""Time as a row shows it (spec: clock, what a person sees).

What is left is reckoned from the full minute of the clock beside it, so that clock, rest and due
moment agree and a row changes once a minute; in the last ten minutes it is reckoned to the second.
A day of calendar time is 24 h, a day of business time a business day.
"""

from datetime import datetime, timedelta, tzinfo

from vipdesk.domain.facts import Status
from vipdesk.domain.language import _, dated
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, instant
from vipdesk.domain.target import Countdown

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SECOND, ZERO = timedelta(seconds=1), timedelta(0)
IN_SECONDS = 10 * MINUTE
WEEK = timedelta(days=6)


def two_units(length: timedelta, day: timedelta = DAY, *, seconds: bool = True) -> str:
    """A length (not negative) in two units: `1d 03h`, `2h 05m`, `4m 30s`, `0h 21m`."""
    if length >= day > ZERO:
        return _("{days}d {hours}h").format(days=length // day, hours=_two(length % day // HOUR))
    if seconds and length <= IN_SECONDS:
        return f"{length // MINUTE}m {_two(length % MINUTE // SECOND)}s"
    return f"{length // HOUR}h {_two(length % HOUR // MINUTE)}m"


def _two(number: int) -> str:
    return f"{number:02}"


def left(line: QueueLine, policy: Policy, now: datetime) -> str:
    """What is left in a row: `2h 05m`, `-0h 12m`, `paused`, `waits 3h 10m`, or nothing."""
    if (running := line.countdown) is not None:
        return remaining(running, policy, now)
    if line.status == Status.WAITING:
        return _("paused")
    if line.client_waits_since is not None:
        return _("waits {time}").format(time=waited(line, now))
    return ""


def remaining(running: Countdown, policy: Policy, now: datetime) -> str:
    """What is left of a target; negative, and without seconds, once more is used."""
    hours = policy.hours
    day = hours.business_day if running.business else DAY
    exact = running.remaining(hours, now)
    if ZERO <= exact <= IN_SECONDS:
        return two_units(exact, day)
    even = running.remaining(hours, _full_minute(now))
    if exact < ZERO:
        return f"-{two_units(max(-even, ZERO), day, seconds=False)}"
    return two_units(even, day, seconds=False)


def left_said(left: str) -> str:
    """What `remaining` says, as a sentence has it: `0h 12m left`, `0h 12m over`."""
    if left.startswith("-"):
        return _("{time} over").format(time=left[1:])
    return _("{time} left").format(time=left)


def waited(line: QueueLine, now: datetime) -> str:
    """How long the client has waited, in calendar time."""
    since = instant(line.client_waits_since or line.received)
    return two_units(max(_full_minute(now) - since, ZERO), seconds=False)


def stands_still(line: QueueLine, policy: Policy, now: datetime) -> bool:
    """Whether the row's countdown is a business one and the desk is closed."""
    return line.due is not None and line.business and not policy.hours.is_open(now)


def moment(at: datetime, now: datetime, zone: tzinfo | None) -> str:
    """The instant `at` as short as it can be: `10:30` today, `Mon 11:46`, `27 Nov`, `Nov 2028`."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    away = abs(here.date() - today.date())
    if away < DAY:
        return f"{here:%H:%M}"
    if away <= WEEK:
        return dated(here, "%a %H:%M")
    return dated(here, f"{here.day} %b" if here.year == today.year else "%b %Y")


def timestamp(at: datetime, now: datetime, zone: tzinfo | None) -> str:
    """The instant `at` for a history: `09:30` today, else with its day, `Fri 20 Nov 16:00`."""
    here, today = at.astimezone(zone), now.astimezone(zone)
    if here.date() == today.date():
        return f"{here:%H:%M}"
    year = "" if here.year == today.year else f" {here.year}"
    return dated(here, f"%a {here.day} %b{year} %H:%M")


def full_moment(at: datetime, zone: tzinfo | None) -> str:
    """The instant `at` with day and zone: `Mon 23 Nov 2026 10:30 CET`."""
    here = at.astimezone(zone)
    return dated(here, f"%a {here.day} %b %Y %H:%M %Z")


def _full_minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)
