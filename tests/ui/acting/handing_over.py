"""A desk that is about to be handed over, and ways to go on with that."""

from datetime import datetime

from tests.ui.acting.stage import PAOLO, Scene, Sitting
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar_commands import AddBusy
from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.domain.handover_commands import MakeSheet, SignSheet

PETRA, OTTO = "Petra Nová", "Otto Weiss"
PAOLO_WROTE = "They still do."


def about_to_leave(scene: Scene) -> Scene:
    """A desk with two tickets, whose agent is off from tomorrow to Friday."""
    scene.do(SetColleague(PETRA, Role.COVER))
    off = Busy(
        number=0,
        title="Holiday",
        begins=datetime.fromisoformat("2026-11-24"),
        ends=datetime.fromisoformat("2026-11-28"),
        zone="Europe/Bratislava",
        all_day=True,
        away=True,
        cover=PETRA,
    )
    scene.do(AddBusy(off))
    scene.mail()
    scene.mail("Rules ignore umlauts", sender=PAOLO)
    return scene


async def opened(desk: Sitting, words: str) -> None:
    """Open the sheet, and go on once it says so."""
    await desk.keys("D")
    await desk.until(lambda: words in desk.shown)


async def elsewhere(desk: Sitting, *commands: MakeSheet | SignSheet) -> None:
    """Somebody else does it, and the desk hears of it."""
    for command in commands:
        desk.scene.do(command)
    desk.bell.ring()
