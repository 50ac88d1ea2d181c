"""What the screens are told of the person before them, from the settings."""

from functools import partial

from vipdesk.config import Settings
from vipdesk.personal import Personal
from vipdesk.preferences import Preferences


def viewer(settings: Settings) -> Personal:
    """Somebody whose choices hold until they leave."""
    return Personal(
        preferences=settings.preferences, shows=settings.shows, complaints=settings.complaints
    )


def personal(settings: Settings) -> Personal:
    """Somebody whose choices are kept in their own file."""
    return Personal(
        preferences=settings.preferences,
        shows=settings.shows,
        complaints=settings.complaints,
        keep=partial(_keep, settings),
    )


def _keep(settings: Settings, before: Preferences, after: Preferences) -> None:
    from vipdesk.preferences_file import keep_preferences  # seldom needed, and not before the paint

    keep_preferences(settings.own_file, before, after)
