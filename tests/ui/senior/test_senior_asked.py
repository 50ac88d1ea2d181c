"""What is newly asked of a senior: the cursor, the foot, and the notice of it."""

import pytest

from tests.ui.acting.stage import SIZES, Scene, until
from tests.ui.senior.stage import PAVEL, senior_sits
from vipdesk.domain.escalation_commands import Escalate, WithdrawEscalation
from vipdesk.screens.telling import SECONDS_SHOWN


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_newly_asked_takes_a_cursor_that_nobody_needs(
    asked: Scene, size: tuple[int, int]
) -> None:
    async with senior_sits(asked, size=size) as here:
        await here.keys("a")
        await here.shows("#101 is with")
        await here.keys("h")
        await here.types("full disk")
        await here.keys("ctrl+s")
        await here.shows("#101 is handed back")
        asked.do(Escalate(103, "the rules", to=PAVEL.name))
        await here.committed()
        await until(here.pilot, lambda: here.app.board_screen.number == 103)
        await here.shows("a accept  d decline")


@pytest.mark.parametrize("keys", [(), ("j",)], ids=["is worked on", "is chosen by hand"])
async def test_a_cursor_that_somebody_needs_stays(asked: Scene, keys: tuple[str, ...]) -> None:
    async with senior_sits(asked) as here:
        await here.keys("a")
        await here.shows("yours since")
        if keys:
            await here.keys("h")
            await here.types("full disk")
            await here.keys("ctrl+s")
            await here.shows("#101 is handed back")
            await here.keys(*keys)
        asked.do(Escalate(103, "the rules", to=PAVEL.name))
        await here.committed()
        await here.shows("1 asked of you: #103")
        await here.pilot.pause()
        assert here.app.board_screen.number == 101


async def test_the_foot_of_a_small_screen_has_the_acts_that_move_it_on(asked: Scene) -> None:
    async with senior_sits(asked, size=(40, 12)) as here:
        await here.keys("enter")
        await here.shows("a accept  d decline  esc back")
        await here.keys("a")
        await here.shows("h hand back  esc back")


async def test_what_is_withdrawn_is_told_no_more(asked: Scene) -> None:
    async with senior_sits(asked) as here:
        asked.do(Escalate(103, "the rules", to=PAVEL.name))
        await here.committed()
        await here.shows("1 asked of you: #103")
        asked.do(WithdrawEscalation(3))
        await here.committed()
        at_once = SECONDS_SHOWN / 3
        await until(here.pilot, lambda: "asked of you" not in here.shown, at_once)
