"""Keys among the callbacks: what they keep, what they say where they do nothing."""

from pathlib import Path

from tests.ui.acting.stage import Scene, sitting
from tests.ui.acting.test_act_callbacks import known, opened, rang, stored
from vipdesk.domain.callback import Outcome
from vipdesk.domain.commands import LogAttempt


async def test_what_was_said_is_there_again_after_esc(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("r")
        await desk.until(lambda: "esc keep for later" in desk.shown)
        await desk.keys("tab", "tab", "tab", *"proxy", "escape", "escape", "v")
        await desk.until(lambda: "r reached" in desk.shown)
        await desk.keys("r")
        await desk.until(lambda: "proxy" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.until(lambda: "counts as an answer on #101" in desk.shown)
    assert stored(scene).attempts[0].note == "proxy"


async def test_a_key_that_does_nothing_here_says_why(scene: Scene, tmp_path: Path) -> None:
    async with sitting(scene) as desk:
        await desk.keys("v")
        await desk.until(lambda: "Nobody waits for a call" in desk.shown)
        await desk.keys("n")
        await desk.until(lambda: "not done: nobody waits for a call" in desk.shown)
        known(scene)
        rang(scene, tmp_path)
        desk.bell.ring()
        await desk.until(lambda: "r reached" in desk.shown)
        await desk.keys("i")
        await desk.until(lambda: "not done: the caller is known" in desk.shown)
        await desk.keys("t", "ctrl+s")
        await desk.until(lambda: "is on #101" in desk.shown)
        await desk.keys("t")
        await desk.until(lambda: "not done: it is on #101 already" in desk.shown)
        await desk.keys("question_mark")
        await desk.until(lambda: "Keys and signs" in desk.shown)


async def test_a_long_message_is_read_by_key_on_a_small_screen(
    scene: Scene, tmp_path: Path
) -> None:
    rang(scene, tmp_path)
    for _ in range(6):
        scene.do(LogAttempt(1, Outcome.NO_ANSWER))
    async with sitting(scene, (40, 12)) as desk:
        await desk.keys("v")
        await desk.until(lambda: "? help" in desk.shown)
        assert "no contact yet" in desk.shown
        await desk.keys("space", "space", "space")
        await desk.until(lambda: "no contact yet" not in desk.shown)
        await desk.keys("backspace", "backspace", "backspace")
        await desk.until(lambda: "no contact yet" in desk.shown)
