"""Durations as the policy has them, said in the language of the screen."""

from vipdesk.domain.duration import Duration, Unit
from vipdesk.domain.language import counted


def duration_said(length: Duration) -> str:
    """`4 hours`, `1 business day`."""
    return _business(length) if length.business else _calendar(length)


def _calendar(length: Duration) -> str:
    match length.unit:
        case Unit.SECOND:
            return counted("{count} second", "{count} seconds", length.count)
        case Unit.MINUTE:
            return counted("{count} minute", "{count} minutes", length.count)
        case Unit.HOUR:
            return counted("{count} hour", "{count} hours", length.count)
        case Unit.DAY:
            return counted("{count} day", "{count} days", length.count)


def _business(length: Duration) -> str:
    match length.unit:
        case Unit.SECOND:
            return counted("{count} business second", "{count} business seconds", length.count)
        case Unit.MINUTE:
            return counted("{count} business minute", "{count} business minutes", length.count)
        case Unit.HOUR:
            return counted("{count} business hour", "{count} business hours", length.count)
        case Unit.DAY:
            return counted("{count} business day", "{count} business days", length.count)
