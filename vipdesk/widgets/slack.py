"""How the day stands, in as few words as there is room for."""

from datetime import datetime, timedelta, tzinfo

from vipdesk.domain.language import _, counted, day_said
from vipdesk.domain.policy import Policy
from vipdesk.domain.slack import Crowd, Slack
from vipdesk.widgets.countdown import DAY, HOUR, MINUTE, moment, two_units

_INSTANT = timedelta(microseconds=1)


def day_forms(slack: Slack, policy: Policy, now: datetime) -> tuple[str, ...]:
    """`6 due today, 4h 10m left`, then shorter: `6 due, 4h 10m`."""
    # A day that ends at midnight is not the next one.
    day = (slack.closing - _INSTANT).date()
    is_today = day == policy.hours.local(now).date()
    when = _("today") if is_today else day_said(day.weekday())
    told = {"count": slack.due, "day": when, "left": _short(slack.left)}
    whole, short = _("{count} due {day}, {left} left"), _("{count} due, {left}")
    return tuple(form.format(**told) for form in ((whole, short) if is_today else (whole,)))


def crowd_forms(
    crowd: Crowd, policy: Policy, now: datetime, zone: tzinfo | None
) -> tuple[str, ...]:
    """`tightest: 3 by 11:46, 21m each`, then shorter."""
    each = _short(crowd.each, policy.hours.business_day if crowd.business else DAY)
    by = moment(crowd.by, now, zone)
    short = counted(
        "{count} by {by}, {each}", "{count} by {by}, {each} each", crowd.count, by=by, each=each
    )
    return _("tightest: {crowd}").format(crowd=short), short


def fitting(forms: tuple[str, ...], room: int) -> str:
    """The first of them that fits into so many cells; nothing where none does."""
    return next((form for form in forms if len(form) <= room), "")


def _short(length: timedelta, day: timedelta = DAY) -> str:
    return f"{length // MINUTE}m" if length < HOUR else two_units(length, day, seconds=False)
