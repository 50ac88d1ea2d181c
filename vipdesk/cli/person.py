"""What the screens are told of the person before them, from the settings."""

from contextlib import suppress
from pathlib import Path

from vipdesk.config import Settings
from vipdesk.domain.language import speak
from vipdesk.domain.text import clean_line
from vipdesk.languages import translations
from vipdesk.personal import Personal
from vipdesk.preferences import read_preferences


def viewer(settings: Settings) -> Personal:
    """Somebody whose choices hold until they leave: a watcher writes no file unless asked to.

    From here on everything is said in their language.
    """
    speak(translations(settings.language))
    return Personal(
        preferences=settings.preferences,
        shows=settings.shows,
        complaints=_complaints(settings),
        save=_save,
    )


def _save(name: str, content: bytes) -> str:
    from vipdesk.downloads import save_download  # nobody waits for it with the first picture

    return shown_file(save_download(name, content))


def shown_file(path: Path) -> str:
    """A file of theirs, cleaned, as they would write it."""
    with suppress(ValueError, RuntimeError):  # not theirs, or nobody's home is known
        path = Path("~") / path.relative_to(Path.home())
    return clean_line(str(path), 200)


def _complaints(settings: Settings) -> tuple[str, ...]:
    """What is wrong with their file, which was read before their language was known."""
    return read_preferences(settings.own_file)[1] if settings.complaints else ()
