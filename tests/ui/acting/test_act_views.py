"""Searches under a digit: shipped ones, kept ones, and back to all rows."""

import pytest

from tests.ui.acting.stage import SIZES, Scene, sitting
from vipdesk.domain.errors import BadInput
from vipdesk.domain.saved_view import SaveView


@pytest.mark.parametrize("size", SIZES)
async def test_a_search_is_kept_under_a_digit_and_shown_by_it(
    scene: Scene, size: tuple[int, int]
) -> None:
    scene.mail("Webhook is late")
    scene.mail("Login is slow")
    async with sitting(scene, size) as desk:
        queue = desk.app.board_screen.queue
        await desk.until(lambda: len(queue.lines) == 2)
        await desk.keys("slash", *"login", "enter", "=")
        await desk.until(lambda: "under a digit" in desk.shown)
        await desk.keys("7")
        await desk.until(lambda: "kept: 7 shows it" in desk.shown)
        await desk.keys("escape")
        await desk.until(lambda: len(queue.lines) == 2)
        await desk.keys("7")
        await desk.until(lambda: [line.subject for line in queue.lines] == ["Login is slow"])
        await desk.keys("7")
        await desk.until(lambda: len(queue.lines) == 2)
    assert scene.board().views[7] == "login"


async def test_digits_show_what_is_shipped_until_something_is_kept(scene: Scene) -> None:
    scene.mail("Webhook is late")
    async with sitting(scene) as desk:
        queue = desk.app.board_screen.queue
        await desk.until(lambda: len(queue.lines) == 1)
        await desk.keys("4")
        await desk.until(lambda: not queue.lines)
        assert "is:waiting" in desk.shown
        await desk.keys("3")
        await desk.until(lambda: len(queue.lines) == 1)
        assert "is:unanswered" in desk.shown


async def test_leaving_keeps_nothing(scene: Scene) -> None:
    scene.mail("Webhook is late")
    before = scene.board().views
    async with sitting(scene) as desk:
        await desk.keys("slash", *"web", "enter", "=", "escape")
        await desk.until(lambda: "under a digit" not in desk.shown)
    assert scene.board().views == before


async def test_an_empty_search_frees_the_digit_and_a_wrong_one_is_refused(scene: Scene) -> None:
    scene.do(SaveView(1, ""))
    assert 1 not in scene.board().views
    for wrong in (SaveView(0, "x"), SaveView(2, "band:red")):
        with pytest.raises(BadInput):
            scene.do(wrong)
