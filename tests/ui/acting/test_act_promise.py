"""A promise by one key: what it means is shown before, counted at once, and can be taken back."""

from datetime import timedelta

import pytest

from tests.ui.acting.stage import SAM, SIZES, Scene, sitting, text_of
from vipdesk.domain.commands import Promise, SetStatus
from vipdesk.domain.facts import Status


async def test_a_promise_is_counted_and_taken_back(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("p", *"11:30")
        await desk.until(lambda: "by Mon 23 Nov 11:30" in desk.shown)
        assert "now due: initial" in desk.shown
        await desk.keys("enter")
        await desk.says(f"#{number}: promised to write by Mon 23 Nov 11:30 · u undoes it")
        await desk.until(lambda: "promise    ● due 11:30" in desk.shown)
        assert "initial    ● due" in desk.shown, "the target can still be seen"
        assert "⚑ Login page" in desk.shown
        assert scene.view(number).line.due_kind == "promise"
        await desk.keys("u")
        await desk.says(f"#{number}: undone: promise to write by Mon 23 Nov 11:30")
    view = scene.view(number)
    assert view.line.due_kind == "initial"
    assert [event.what.value for event in view.events[-2:]] == ["promised", "undone"]


async def test_an_answer_keeps_it_and_the_history_says_so(scene: Scene) -> None:
    number = scene.mail()
    scene.do(Promise(number, scene.clock.at + timedelta(hours=1)))
    async with sitting(scene) as desk:
        await desk.keys("a", *"ok", "ctrl+s")
        await desk.says("answer to Marta Rossi queued")
        await desk.until(lambda: "promise kept: to write by" in desk.shown)


async def test_what_is_no_moment_or_has_passed_is_told_and_stays(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("p", *"soon", "enter")
        await desk.until(lambda: "is no moment to come" in desk.shown)
        await desk.keys(*["backspace"] * 4, *"1:00", "enter")
        await desk.until(lambda: "has passed: promise a moment to" in desk.shown)
        await desk.keys("escape")
    assert scene.view(number).line.due_kind == "initial"


async def test_where_nothing_can_be_promised_the_key_says_why(scene: Scene) -> None:
    scene.mail(sender=SAM)
    async with sitting(scene) as desk:
        await desk.keys("p")
        await desk.says("it is resolved, or its sender is unknown")


@pytest.mark.parametrize("size", SIZES)
async def test_it_can_be_given_at_every_size(scene: Scene, size: tuple[int, int]) -> None:
    number = scene.mail()
    async with sitting(scene, size) as desk:
        await desk.keys("p", *"fri 9:00")
        await desk.until(lambda: "by Fri 27 Nov 09:00" in desk.shown)
        assert "esc leave" in text_of(desk.app)
        await desk.keys("enter")
        await desk.says(f"#{number}: promised")


async def test_a_looser_promise_stays_in_sight_beside_the_target(scene: Scene) -> None:
    number = scene.mail()
    scene.do(Promise(number, scene.clock.at + timedelta(days=2)))
    scene.do(SetStatus(number, Status.WAITING))
    async with sitting(scene) as desk:
        await desk.until(lambda: "promise    ● due Wed" in desk.shown)
        assert "initial    ● due" in desk.shown
