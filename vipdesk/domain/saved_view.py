"""Searches that are kept under a digit, so that one key shows them again."""

from collections.abc import Mapping

from msgspec import Struct

PLACES = range(1, 10)
LONGEST_WORDS = 200

SHIPPED: Mapping[int, str] = {
    1: "band:breached",
    2: "band:urgent",
    3: "is:unanswered",
    4: "is:waiting",
    5: "is:untriaged",
}
"""What the digits show until something else is kept under them."""


class SaveView(Struct, frozen=True):
    """Keep a search under a digit from 1 to 9; without words the digit shows nothing."""

    place: int
    words: str
