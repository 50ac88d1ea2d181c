"""Where somebody sits at the desk: what they look at, so that another desk can go on from there."""

from msgspec import Struct


class Seat(Struct, frozen=True):
    """The ticket in hand, whether it is read alone, how far down, and what is searched for.

    `entry` and `row` are the entry of the timeline at the top, and how far it is scrolled into.
    """

    ticket: int | None = None
    reading: bool = False
    entry: int = 0
    row: int = 0
    search: str = ""
