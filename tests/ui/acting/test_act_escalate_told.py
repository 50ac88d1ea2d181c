"""What an agent is told of seniors: who is the best, who said no, what one handed back."""

import pytest

from tests.ui.acting.stage import SIZES, Scene, sitting
from tests.ui.acting.test_act_escalate import EVA, PAVEL, elsewhere, manned
from vipdesk.domain.commands import Reply
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    HandBack,
    WithdrawEscalation,
)

__all__ = ["manned"]


@pytest.mark.parametrize("size", SIZES)
async def test_the_best_is_called_so_and_who_declined_goes_last(
    manned: Scene, size: tuple[int, int]
) -> None:
    number = manned.mail()
    async with sitting(manned, size) as desk:
        await desk.keys("e", *"the proxy")
        await desk.until(lambda: f"● {PAVEL}  best  in" in desk.shown)
        assert f"● {EVA}  best" not in desk.shown
        await desk.keys("enter")
        await desk.says(f"#{number} is escalated to {PAVEL}")
        desk.scene.clock.on(minutes=2)
        await elsewhere(desk, DeclineEscalation(1, "on a call", PAVEL), WithdrawEscalation(1))
        screen = desk.app.board_screen
        await desk.until(lambda: screen.view is not None and screen.view.escalation is None)
        await desk.keys("e", *"the proxy")
        await desk.until(lambda: f"● {PAVEL}  declined 10:44" in desk.shown)
        assert desk.shown.index(f"{EVA}  best") < desk.shown.index(PAVEL)


@pytest.mark.parametrize("size", SIZES)
async def test_what_came_of_it_stands_in_the_head_until_the_client_is_answered(
    manned: Scene, size: tuple[int, int]
) -> None:
    number = manned.mail(text="word after word\n" * 60)
    manned.do(Escalate(number, "the proxy"))
    manned.do(AcceptEscalation(1, by=PAVEL))
    async with sitting(manned, size) as desk:
        await elsewhere(desk, HandBack(1, "full disk, now mended", by=PAVEL))
        await desk.keys("enter")
        told = f"senior     ⇓ {PAVEL} handed it back 10:42: full disk, now mended"
        shown = told if size[0] > 40 else "⇓ full disk, now mended"
        await desk.until(lambda: shown in desk.shown)
        await elsewhere(desk, Reply(number, "It is mended."))
        await desk.until(lambda: "⇓" not in desk.shown)
