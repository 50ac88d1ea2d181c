"""What tests of merging, splitting and taking back look at."""

from collections.abc import Sequence
from datetime import datetime

from tests.desk.conftest import RealDesk
from vipdesk.domain.queue import instant
from vipdesk.domain.recutting import WayBack

NINE, TEN, ELEVEN = (f"Mon 2026-11-23 {hour:02}:00" for hour in (9, 10, 11))


def due(real: RealDesk, number: int) -> datetime | None:
    """When the ticket is due."""
    stamp = real.ticket(number).line.due
    return instant(stamp) if stamp is not None else None


def standing(real: RealDesk, number: int) -> tuple[object, ...]:
    """All that a row shows but when it was last touched."""
    line = real.ticket(number).line
    return line._replace(last_activity=0)


def verdicts(real: RealDesk, number: int) -> list[tuple[str, str]]:
    """How its closed targets were judged."""
    return [(v.kind.value, v.outcome.value) for v in real.ticket(number).ticket.verdicts.values()]


def undo(real: RealDesk, back: Sequence[WayBack]) -> None:
    """Do what takes an act back."""
    assert back
    for command in back:
        real.do(command)
