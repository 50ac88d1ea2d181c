"""Keeps what somebody at a desk of their own chooses; whoever only watches writes no file.

Who comes by a key on somebody else's account has the desk and not the account: nothing of it is
written, started, or read but for one folder.
"""

from functools import partial

from msgspec.structs import replace

from vipdesk.config import Settings
from vipdesk.domain.actor import Actor
from vipdesk.personal import Personal
from vipdesk.preferences import Preferences


def keeps_own(viewer: Personal, settings: Settings, actor: Actor) -> Personal:
    """Somebody whose choices are kept in their own file: not in that of whose account it is."""
    if settings.acting_as and not actor.at_own_desk:
        from platformdirs import user_downloads_path  # for these alone

        return replace(viewer, below=user_downloads_path())
    return replace(viewer, keep=partial(_keep, settings))


def _keep(settings: Settings, before: Preferences, after: Preferences) -> None:
    from vipdesk.preferences_file import keep_preferences  # seldom needed, and not before the paint

    keep_preferences(settings.own_file, before, after)
