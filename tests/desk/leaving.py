"""A desk whose agent goes away, with who stands in."""

from pathlib import Path

from tests.desk.conftest import PETRA, RealDesk
from vipdesk.domain.handover import Handover
from vipdesk.domain.handover_commands import MakeSheet, SignSheet
from vipdesk.introduction_files import read_introductions

JANA = "Jana Nováková"
TEMPLATES, _ = read_introductions(Path("/nowhere/answers"))


def made(real: RealDesk, to: str = "") -> Handover:
    """A sheet that is made now."""
    return real.do(MakeSheet(to)).change.handovers[-1]


def handed_over(real: RealDesk) -> RealDesk:
    """The same desk, with the cover at it."""
    made(real)
    real.do(SignSheet(1, PETRA, TEMPLATES))
    return real


def deliveries(real: RealDesk) -> list[str]:
    """How far the mails to the client have come."""
    with real.writer.transaction() as transaction:
        rows = transaction.fetch("SELECT delivery FROM introduction ORDER BY number", ())
    return [row[0] for row in rows]
