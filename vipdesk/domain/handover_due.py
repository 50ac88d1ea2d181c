"""When both sides are reminded of a sheet: the time comes, and nobody has signed it."""

from collections.abc import Iterator

from vipdesk.domain.handover import Passing
from vipdesk.domain.occasions import Due
from vipdesk.domain.reminder import About, Key, Occasion
from vipdesk.domain.text import clean_line


def of_handover(unsigned: Passing | None, cover: Passing | None) -> Iterator[Due]:
    """The moment that the time off begins, or is over; none where nobody knows when."""
    if unsigned is None:
        return
    ended = cover.until if cover is not None else None
    at = ended if unsigned.back else unsigned.begins
    if at is not None:
        giver, taker = clean_line(unsigned.giver, 60), clean_line(unsigned.taker, 60)
        text = f"{giver} goes: {taker} has not signed sheet {unsigned.number}"
        key = Key(About.HANDOVER, unsigned.number, Occasion.NOT_SIGNED, at)
        yield Due(at, key, text)
