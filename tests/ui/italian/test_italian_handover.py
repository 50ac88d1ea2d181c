"""Handing the desk over in Italian: nothing of the original is left."""

from datetime import datetime

import pytest

from tests.ui.acting.stage import MARTA, SIZES, Scene, sitting
from tests.ui.italian.reading import left_over
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar_commands import AddBusy
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import SetContact
from vipdesk.domain.escalation_commands import Escalate, SetColleague
from vipdesk.domain.handover_commands import WriteForSheet

pytestmark = pytest.mark.usefixtures("italian")
PETRA = "Petra Nová"


@pytest.fixture
def leaving(scene: Scene) -> Scene:
    """A desk whose agent is off from tomorrow, with something of everything."""
    scene.do(SetColleague(PETRA, Role.COVER))
    scene.do(SetColleague("Pavel Horák", Role.SENIOR))
    off = Busy(
        number=0,
        title="Ferie",
        begins=datetime.fromisoformat("2026-11-24"),
        ends=datetime.fromisoformat("2026-11-28"),
        zone="Europe/Bratislava",
        all_day=True,
        away=True,
        cover=PETRA,
    )
    scene.do(AddBusy(off))
    scene.do(SetContact(MARTA.address, language="it"))
    scene.mail("Accesso", "Nessuno riesce a entrare.")
    scene.do(Escalate(101, "nodo"))
    scene.do(WriteForSheet(0, "Tutto tranquillo."))
    return scene


@pytest.mark.parametrize("size", SIZES)
async def test_the_sheet_speaks_italian(leaving: Scene, size: tuple[int, int]) -> None:
    async with sitting(leaving, size) as desk:
        await desk.keys("D")
        await desk.until(lambda: "Non ancora fatto: per Petra" in desk.shown)
        assert left_over(desk.shown) == []
        assert "gravità 3 · aperto ·" in desk.shown
        await desk.keys("m")
        await desk.until(lambda: "Foglio 1: da Jana" in desk.shown)
        assert left_over(desk.shown) == []
        await desk.keys("s")
        await desk.until(lambda: "1 mail avvisa il cliente:" in desk.shown)
        assert left_over(desk.shown) == []
        await desk.keys("t")
        await desk.until(lambda: "NON è avvisato" in desk.shown)
        assert left_over(desk.shown) == []
        await desk.keys("s")
        await desk.until(lambda: "il posto è di Petra" in desk.shown)
        assert left_over(desk.shown, but={"escalated"}) == [], "a record stays as it was written"


async def test_what_is_written_for_it_is_asked_in_italian(leaving: Scene) -> None:
    async with sitting(leaving) as desk:
        await desk.keys("D")
        await desk.until(lambda: "Non ancora fatto" in desk.shown)
        await desk.keys("N")
        await desk.until(lambda: "Per il foglio: tutto" in desk.shown)
        assert left_over(desk.shown) == []
