"""The dialog of severity: what each level would do, told before it is done, and the reason."""

import pytest
from textual.widgets import Input, OptionList

from tests.ui.acting.stage import SIZES, Scene, Stage, sitting, text_of, type_text, until
from vipdesk.domain.commands import SetSeverity
from vipdesk.pen import Pen
from vipdesk.screens.severity import SeverityDialog
from vipdesk.store.engine import open_writer


def severity(scene: Scene, pen: Pen, number: int) -> SeverityDialog:
    return SeverityDialog(scene.view(number), scene.board().policy, scene.clock, pen.execute)


async def test_enter_confirms_the_severity_as_it_is(scene: Scene, pen: Pen) -> None:
    number = scene.mail()
    stage = Stage(severity(scene, pen, number))
    async with stage.run_test() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: bool(stage.given))
    assert (scene.view(number).line.severity, scene.view(number).line.triaged) == (3, True)


async def test_a_change_of_severity_says_first_what_it_does_and_asks_why(
    scene: Scene, pen: Pen
) -> None:
    number = scene.mail()
    stage = Stage(severity(scene, pen, number))
    async with stage.run_test() as pilot:
        await pilot.press("1")
        assert "due Mon 23 Nov 12:42 → due Mon 23 Nov 11:42" in text_of(stage)
        await pilot.press("enter")
        assert isinstance(stage.focused, Input)
        await pilot.press("enter")
        assert "needs a reason" in stage.problem()
        await type_text(pilot, "all down")
        await pilot.press("enter")
        await until(pilot, lambda: bool(stage.given))
    assert scene.view(number).line.severity == 1
    assert scene.view(number).events[-1].detail == "3 to 1: all down"


async def test_a_reason_typed_letter_by_letter_keeps_its_first(scene: Scene, pen: Pen) -> None:
    stage = Stage(severity(scene, pen, scene.mail()))
    async with stage.run_test() as pilot:
        for letter in ("1", "d", "o", "w", "n"):
            await pilot.press(letter)
            await pilot.pause()
        assert stage.dialog.query_one(Input).value == "down"


@pytest.mark.parametrize("size", SIZES[:2])
async def test_what_a_level_means_is_said_to_its_end(
    scene: Scene, pen: Pen, size: tuple[int, int]
) -> None:
    stage = Stage(severity(scene, pen, scene.mail()))
    async with stage.run_test(size=size) as pilot:
        for each in scene.board().policy.severities.values():
            await pilot.press(str(each.level))
            await pilot.pause()
            assert each.meaning in " ".join(text_of(stage).replace("│", " ").split())


async def test_the_lit_level_is_told_by_more_than_its_colour(scene: Scene, pen: Pen) -> None:
    stage = Stage(severity(scene, pen, scene.mail()))
    async with stage.run_test() as pilot:
        await pilot.press("2")
        await pilot.pause()
        segments = [s for strip in stage.screen._compositor.render_strips() for s in strip]
        underlined = "".join(s.text for s in segments if s.style and s.style.underline)
        assert underlined.startswith("2 High")
        assert "3 Standard" not in underlined


async def test_a_change_that_misses_its_target_at_once_says_so(scene: Scene, pen: Pen) -> None:
    number = scene.mail()
    scene.clock.on(minutes=90)
    stage = Stage(severity(scene, pen, number))
    async with stage.run_test() as pilot:
        await pilot.press("1")
        assert "LATE AT ONCE" in text_of(stage)
        await pilot.press("3")
        assert "LATE AT ONCE" not in text_of(stage)


async def test_a_severity_somebody_else_confirmed_is_refused_in_place(
    scene: Scene, pen: Pen
) -> None:
    number = scene.mail()
    stage = Stage(severity(scene, pen, number))
    scene.do(SetSeverity(number, 3))
    async with stage.run_test() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "confirmed as severity 3 already" in stage.problem())
        assert stage.dialog.query_one(OptionList).highlighted == 2


async def test_a_level_that_the_policy_has_no_more_can_be_changed(scene: Scene) -> None:
    number = scene.mail()
    engine = open_writer(scene.where)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ticket SET opened_severity = 9, severity = 9")
    engine.dispose()
    async with sitting(scene) as desk:
        await desk.keys("s", "2", "enter", *"seen", "enter")
        await desk.says(f"#{number} is severity 2")
    assert scene.view(number).line.severity == 2
