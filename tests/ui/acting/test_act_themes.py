"""Every theme can be read, and told apart without red or green."""

from datetime import timedelta
from itertools import combinations

import pytest

from tests.ui.acting.planning import booked, busy
from tests.ui.acting.stage import SAM, Scene, Sitting, sitting
from tests.ui.contrast import contrast, distance, too_pale
from vipdesk.appearance import Appearance
from vipdesk.domain.commands import Note, ReceiveCall
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.policy import Channel
from vipdesk.personal import Personal
from vipdesk.preferences import Preferences
from vipdesk.terminal.theme import OWN

LEAST = {each: 7.0 if each is Appearance.HIGH_CONTRAST else 4.5 for each in OWN}
WAYS: tuple[list[str], ...] = (
    [],
    ["enter"],
    ["question_mark"],
    ["slash", *"band:x"],
    ["x"],
    ["v"],
    ["C", "w"],
    ["C", "d"],
    ["D"],
    ["a", *"hello", "shift+home"],
    ["s"],
    ["p", *"15:00"],
    ["N"],
    ["b"],
    ["c"],
    ["number_sign"],
    ["ctrl+p"],
    ["t"],
    ["w"],
)


def in_theme(appearance: Appearance) -> Personal:
    return Personal(preferences=Preferences(theme=appearance))


def filled(scene: Scene) -> None:
    """Something of everything."""
    late = scene.mail()
    scene.do(Note(late, "asked Pavel about the proxy"))
    scene.clock.on(hours=1, minutes=40)
    scene.mail("Inbox crawls")
    scene.mail("An offer", sender=SAM)
    scene.clock.on(minutes=30)
    scene.mail("Rules ignore umlauts")
    booked(scene, "24 10:00")
    busy(scene)
    call = InboundCall(
        channel=Channel.VOICEMAIL,
        external_id="call-1",
        received=scene.clock.at - timedelta(minutes=5),
        phone="+39025550123",
        name="",
        shown="+39 02 555 0123",
    )
    scene.do(ReceiveCall(call))


async def once_painted(desk: Sitting, appearance: Appearance) -> None:
    await desk.until(lambda: desk.app.theme == appearance.value)
    await desk.pilot.pause()


@pytest.mark.parametrize("appearance", OWN)
async def test_all_that_is_shown_can_be_read(scene: Scene, appearance: Appearance) -> None:
    filled(scene)
    pale: dict[str, list[str]] = {}
    for keys in WAYS:
        async with sitting(scene, personal=in_theme(appearance)) as desk:
            await once_painted(desk, appearance)
            await desk.keys(*keys)
            await desk.pilot.pause()
            if found := too_pale(desk.app, LEAST[appearance]):
                pale[" ".join(keys) or "board"] = found
    assert pale == {}


@pytest.mark.parametrize("appearance", OWN)
def test_every_colour_can_be_read_on_every_ground(appearance: Appearance) -> None:
    colours = OWN[appearance]
    grounds = (colours.background, colours.surface, colours.panel)
    told = [colours.error, colours.warning, colours.accent, colours.success]
    signs = [colours.text, colours.muted, colours.primary, *told]
    least = min(contrast(sign, ground) for sign in signs for ground in grounds)
    assert least >= LEAST[appearance]
    assert contrast(colours.on_selected, colours.selected) >= LEAST[appearance]


@pytest.mark.parametrize("without", ["protan", "deutan"])
def test_the_bands_stay_apart_without_red_or_green(without: str) -> None:
    def nearest(appearance: Appearance) -> float:
        colours = OWN[appearance]
        bands = (colours.error, colours.warning, colours.accent, colours.success)
        return min(distance(one, other, without) for one, other in combinations(bands, 2))

    assert nearest(Appearance.COLOUR_BLIND) >= 25
    assert nearest(Appearance.DARK) < 25
