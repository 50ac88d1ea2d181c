"""What the screens are told of the person before them, from the settings."""

from vipdesk.config import Settings
from vipdesk.domain.language import speak
from vipdesk.languages import translations
from vipdesk.personal import Personal
from vipdesk.preferences import read_preferences


def viewer(settings: Settings) -> Personal:
    """Somebody whose choices hold until they leave: a watcher writes no file, not even that.

    From here on everything is said in their language.
    """
    speak(translations(settings.language))
    return Personal(
        preferences=settings.preferences, shows=settings.shows, complaints=_complaints(settings)
    )


def _complaints(settings: Settings) -> tuple[str, ...]:
    """What is wrong with their file, which was read before their language was known."""
    return read_preferences(settings.own_file)[1] if settings.complaints else ()
