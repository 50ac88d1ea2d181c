"""What finds room at each size, and what is never covered."""

from datetime import timedelta

import pytest
from textual.widgets._toast import Toast

from tests.ui.acting.planning import booked, busy
from tests.ui.acting.stage import SIZES, Scene, sitting
from vipdesk.domain.commands import ReceiveCall
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.screens.composer import Composer
from vipdesk.screens.desk_callbacks import DeskCallbacks


def rang(scene: Scene) -> None:
    call = InboundCall(
        channel=Channel.VOICEMAIL,
        external_id="call-1",
        received=scene.clock.at - timedelta(minutes=50),
        phone="+39025550123",
        name="",
        shown="+39 02 555 0123",
    )
    scene.do(ReceiveCall(call))


@pytest.mark.parametrize("size", SIZES)
async def test_a_reminder_covers_neither_keys_nor_what_is_typed(
    scene: Scene, size: tuple[int, int]
) -> None:
    scene.mail()
    async with sitting(scene, size) as desk:
        scene.clock.on(minutes=61)
        scene.do(Sweep())
        desk.bell.ring()
        await desk.until(lambda: "half of its" in desk.shown or "◔ #101" in desk.shown)
        rows = desk.shown.split("\n")
        assert "#101" not in rows[0]
        assert any("answer" in row for row in rows[-2:])
        await desk.keys("a", *"hello there")
        await desk.until(lambda: isinstance(desk.app.screen, Composer))
        await desk.until(lambda: "hello there" in desk.shown)
        notices = desk.app.screen.query(Toast)
        await desk.until(lambda: any(one.region.y > 4 for one in notices))
        assert "hello there" in desk.shown
        assert "^s " in desk.shown


@pytest.mark.parametrize("size", SIZES)
async def test_a_callback_shows_number_and_aim_at_any_size(
    scene: Scene, size: tuple[int, int]
) -> None:
    rang(scene)
    async with sitting(scene, size) as desk:
        await desk.keys("v")
        await desk.until(lambda: isinstance(desk.app.screen, DeskCallbacks))
        await desk.until(lambda: "+39 02 555 0123" in desk.shown.split("╰")[0])
        listed = "\n".join(desk.shown.split("\n")[1:4])
        assert "+39 02 555 0123" in listed
        assert "aim 10:52" in listed


async def test_a_promise_says_how_long_a_target_is_over(scene: Scene) -> None:
    scene.mail()
    scene.clock.on(hours=3)
    async with sitting(scene) as desk:
        await desk.keys("p")
        await desk.until(lambda: "1h 00m over" in desk.shown)
        assert "left" not in desk.shown.split("now due")[1].split("\n")[0]


async def test_a_wide_screen_shows_the_week(scene: Scene) -> None:
    busy(scene)
    booked(scene, "25 10:00")
    scene.mail()
    async with sitting(scene, (200, 50)) as desk:
        await desk.until(lambda: "Calendar · Mon 23 Nov to Fri 27 Nov" in desk.shown)
        days = next(row for row in desk.shown.split("\n") if "Mon 23 ◂" in row)
        below = desk.shown.split("\n")[desk.shown.split("\n").index(days) + 1]
        assert below.index("10:00 ◷ Marta Ross") == days.index("Wed 25")
        assert below.index("12:30 ▒ Lunch") == days.index("Mon 23")


async def test_a_screen_that_is_not_wide_shows_the_day(scene: Scene) -> None:
    busy(scene)
    async with sitting(scene, (160, 50)) as desk:
        await desk.until(lambda: "Calendar · Mon 23 Nov · C" in desk.shown)
        assert "12:30-13:00 ▒ Lunch" in desk.shown


async def test_a_weekend_shows_where_something_is_on_it(scene: Scene) -> None:
    scene.mail()
    for _ in range(2):
        booked(scene, "26 10:00") if _ == 0 else busy(scene)
    async with sitting(scene, (200, 50)) as desk:
        await desk.until(lambda: "to Fri 27 Nov" in desk.shown)
    scene.clock.on(days=5)
    async with sitting(scene, (200, 50)) as desk:
        await desk.until(lambda: "to Sat 28 Nov" in desk.shown)
        assert "Sat 28 ◂" in desk.shown
