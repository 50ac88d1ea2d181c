"""The wallboard from the desk: a key, the palette, and a cause that is given shows there."""

import pytest
from textual.command import CommandPalette

from tests.ui.acting.stage import SIZES, Scene, sitting
from vipdesk.domain.cause import GiveCause
from vipdesk.domain.target import TargetKind
from vipdesk.screens.wallboard import WallboardScreen


@pytest.fixture
def late(scene: Scene) -> Scene:
    """A desk with one ticket that is late."""
    scene.mail()
    scene.clock.on(hours=2, minutes=20)
    return scene


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_from_the_desk_and_leads_back_to_a_ticket(
    late: Scene, size: tuple[int, int]
) -> None:
    async with sitting(late, size) as desk:
        await desk.keys("B")
        await desk.until(lambda: "0 of 1" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "#101 Login" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: desk.app.screen is desk.app.board_screen)
        await desk.reads(101)
        assert desk.app.board_screen.reading


async def test_what_is_given_as_a_cause_shows_there(late: Scene) -> None:
    async with sitting(late) as desk:
        await desk.keys("B")
        await desk.until(lambda: "∵? no cause yet" in desk.shown)
        late.do(GiveCause(101, TargetKind.INITIAL, "power cut"))
        desk.bell.ring()
        await desk.until(lambda: "∵ power cut" in desk.shown)


async def test_it_is_in_the_palette(late: Scene) -> None:
    async with sitting(late) as desk:
        await desk.keys("ctrl+p")
        await desk.until(lambda: isinstance(desk.app.screen, CommandPalette))
        await desk.keys(*"how the month stands")
        await desk.until(lambda: "Show how the month stands" in desk.shown)
        await desk.keys("enter", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, WallboardScreen))
