"""Telephone numbers as people and telephone systems write them, brought to one form (E.164)."""

from collections import Counter
from collections.abc import Iterable
from importlib.resources import files

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from vipdesk.domain.text import clean_line

LONGEST_NUMBER = 60
WITHHELD = frozenset(
    {"", "anonymous", "unknown", "unavailable", "private", "restricted", "withheld", "asterisk"}
)
"""What telephone systems put in place of a number that they don't have."""


class PhoneBook:
    """Reads numbers as they are dialled in `region`, a country by its two letters."""

    def __init__(self, region: str) -> None:
        self.region = region

    def read(self, said: str) -> tuple[str, str]:
        """The number as E.164 and fit to read; as it was said, twice, where it is no such number.

        Both are empty for a withheld number.
        """
        line = clean_line(said, LONGEST_NUMBER)
        if line.casefold() in WITHHELD:
            return "", ""
        try:
            number = phonenumbers.parse(line, self.region or None)
        except NumberParseException:
            return line, line
        if not phonenumbers.is_possible_number(number) or number.extension:
            return line, line
        written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        return written, phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def home_region(numbers: Iterable[str], zone: str) -> str:
    """Where most of these E.164 numbers are from, else the country of the time zone; or nothing."""
    regions = Counter(filter(None, map(_region, numbers)))
    if regions:
        return regions.most_common(1)[0][0]
    return _country(zone)


def _region(number: str) -> str | None:
    try:
        found = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except NumberParseException:
        return None
    return str(found) if found else None


def _country(zone: str) -> str:
    """The country that the zone's city lies in, from the table of the time zone database."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return next((row[0] for row in rows if len(row) > 2 and row[2] == zone), "")
