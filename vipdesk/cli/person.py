"""What the screens are told of the person before them, from the settings."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from vipdesk.config import Settings
from vipdesk.domain.actor import Actor
from vipdesk.domain.language import speak
from vipdesk.domain.text import clean_line
from vipdesk.languages import translations
from vipdesk.personal import Personal
from vipdesk.preferences import Preferences, read_preferences


def viewer(settings: Settings) -> Personal:
    """Somebody whose choices hold until they leave: a watcher writes no file, not even that.

    From here on everything is said in their language.
    """
    speak(translations(settings.language))
    return Personal(
        preferences=settings.preferences, shows=settings.shows, complaints=_complaints(settings)
    )


def keeps_own(viewer: Personal, settings: Settings, actor: Actor) -> Personal:
    """Somebody whose choices are kept in their own file: not in that of whose account it is."""
    if settings.acting_as and not actor.at_own_desk:
        return viewer
    return replace(viewer, keep=partial(_keep, settings))


def _keep(settings: Settings, before: Preferences, after: Preferences) -> None:
    from vipdesk.preferences_file import keep_preferences  # seldom needed, and not before the paint

    keep_preferences(settings.own_file, before, after)


def shown_file(path: Path) -> str:
    """A file of theirs, cleaned, as they would write it."""
    with suppress(ValueError, RuntimeError):  # not theirs, or nobody's home is known
        path = Path("~") / path.relative_to(Path.home())
    return clean_line(str(path), 200)


def _complaints(settings: Settings) -> tuple[str, ...]:
    """What is wrong with their file, which was read before their language was known."""
    return read_preferences(settings.own_file)[1] if settings.complaints else ()
