"""The languages that the screens can be in, and which of them somebody reads."""

from collections.abc import Mapping

from vipdesk.data import data_path
from vipdesk.domain.language import ORIGINAL, Catalogue, Original

__all__ = ["LANGUAGES", "ORIGINAL", "language_of", "translations"]

LANGUAGES: Mapping[str, str] = {"en": "English", "it": "Italiano"}
"""Each language that the screens are translated into, as its speakers call it."""

ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> str:
    """The language that a terminal's environment asks for, the original where we have no other.

    Source: POSIX, the order of the locale's variables.
    """
    said = next((environment[name] for name in ASKED if environment.get(name)), "")
    spoken = said.partition(".")[0].partition("_")[0].lower()
    return spoken if spoken in LANGUAGES else ORIGINAL


def translations(language: str) -> Catalogue:
    """What is said in a language; everything stays in the original where no catalogue is."""
    if language == ORIGINAL:
        return Original()
    from gettext import GNUTranslations  # slow to import, for who reads the original

    try:
        with data_path("locale", language, "LC_MESSAGES", "vipdesk.mo").open("rb") as file:
            return GNUTranslations(file)
    except OSError:
        return Original()
