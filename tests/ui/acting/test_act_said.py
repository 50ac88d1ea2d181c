"""The line that says what was done: it goes, what stands stays, and u asks after a refusal."""

from pathlib import Path

import pytest

from tests.ui.acting.stage import Scene, sitting
from tests.ui.acting.test_act_callbacks import opened, rang, stored
from vipdesk.screens import said as said_line
from vipdesk.screens.desk import DeskScreen
from vipdesk.screens.said import Said


async def test_what_was_done_goes_after_a_while(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.mail()
    monkeypatch.setattr(said_line, "SECONDS_SHOWN", 0.01)
    async with sitting(scene) as desk:
        screen = desk.app.board_screen
        screen.say("nothing is left to undo", bad=True)
        assert screen.said.words == "not done: nothing is left to undo"
        await desk.until(lambda: desk.said == "")
        assert not screen.said.display


@pytest.mark.parametrize("key", ["question_mark", "enter", "asterisk", "ctrl+a", "B"])
async def test_what_was_done_goes_with_a_key_that_does_something_else(
    scene: Scene, key: str
) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("n", *"asked", "ctrl+s")
        await desk.says("note kept")
        screen = desk.app.board_screen
        await desk.keys(key)
        await desk.until(lambda: screen.query_one(Said).words == "")


async def test_trouble_is_there_again_when_what_was_done_is_read(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        desk.app._say_trouble("mail: the server is away")
        await desk.keys("n", *"asked", "ctrl+s")
        await desk.says("note kept")
        await desk.keys("enter")
        await desk.until(lambda: desk.said == "mail: the server is away")
        await desk.keys("escape", "asterisk")
        assert desk.said == "mail: the server is away"


async def test_after_a_refused_key_undo_says_first_what_it_takes_back(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("w")
        await desk.says("u undoes it")
        await desk.keys("i")
        await desk.says("not done: the sender is known")
        await desk.keys("u")
        await desk.says("u again takes back what was done before that: ")
        assert scene.view(number).line.status == "waiting"
        await desk.keys("u")
        await desk.until(lambda: scene.view(number).line.status == "open")


async def test_after_what_was_done_undo_does_not_ask(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("i")
        await desk.says("not done: the sender is known")
        await desk.keys("w")
        await desk.says("u undoes it")
        await desk.keys("u")
        await desk.until(lambda: scene.view(number).line.status == "open")


async def test_above_the_desk_undo_asks_too(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("w")
        await desk.until(lambda: "wrong number · u undoes it" in desk.shown)
        screen = desk.app.board_screen
        assert isinstance(screen, DeskScreen)
        screen.say("that can't be", bad=True)
        await desk.keys("u")
        await desk.until(lambda: "u again takes back what was done before that" in desk.shown)
        assert len(stored(scene).attempts) == 1
        await desk.keys("u")
        await desk.until(lambda: stored(scene).attempts == ())
