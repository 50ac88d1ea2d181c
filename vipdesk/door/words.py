"""The languages of the door's pages: each visitor reads theirs, so nothing here is the process's.

What is said stands in the templates, and in `texts.py` for what is said from elsewhere.
"""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations

from vipdesk.data import data_path

LANGUAGES: Mapping[str, str] = {"en": "English", "it": "Italiano", "de": "Deutsch"}
ORIGINAL = "en"
LONGEST_HEADER = 200


@cache
def translations(language: str) -> NullTranslations:
    """What the pages say in a language; everything stays in English where no catalogue is."""
    if language == ORIGINAL:
        return NullTranslations()
    try:
        with data_path("locale", language, "LC_MESSAGES", "door.mo").open("rb") as file:
            return GNUTranslations(file)
    except OSError:
        return NullTranslations()


def language_for(known: str, accepted: str) -> str:
    """The contact's own language, else what the browser would rather have (RFC 9110, 12.5.4)."""
    if known in LANGUAGES:
        return known
    asked = [_weighed(each) for each in accepted[:LONGEST_HEADER].split(",")]
    wanted = sorted((each for each in asked if each[1] in LANGUAGES), key=lambda each: -each[0])
    return wanted[0][1] if wanted and wanted[0][0] > 0 else ORIGINAL


def _weighed(said: str) -> tuple[float, str]:
    language, _, rest = said.strip().partition(";")
    try:
        weight = float(rest.strip().removeprefix("q=")) if rest else 1.0
    except ValueError:
        weight = 0.0
    return weight, language.strip().partition("-")[0].lower()
