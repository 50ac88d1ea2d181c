"""What the screens are told of the person before them, from the settings."""

from vipdesk.config import Settings
from vipdesk.domain.language import speak
from vipdesk.languages import translations
from vipdesk.personal import Personal


def viewer(settings: Settings) -> Personal:
    """Somebody whose choices hold until they leave: a watcher writes no file, not even that.

    From here on everything is said in their language.
    """
    speak(translations(settings.language))
    return Personal(
        preferences=settings.preferences, shows=settings.shows, complaints=settings.complaints
    )
