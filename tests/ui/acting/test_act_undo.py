"""Undo above the desk: of what was done to a callback, and in the calendar."""

from pathlib import Path

import pytest

from tests.ui.acting.planning import booked, choosing, opened_small
from tests.ui.acting.planning import opened as calendar_opened
from tests.ui.acting.planning import stored as booking
from tests.ui.acting.stage import PAOLO, SIZES, Scene, sitting
from tests.ui.acting.test_act_callbacks import known, opened, rang, stored
from vipdesk.domain.calendar import BookingStatus
from vipdesk.domain.callback import CallbackStatus
from vipdesk.screens.desk_calendar import DeskCalendar


async def test_a_try_that_was_logged_by_mistake_is_undone(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("w")
        await desk.until(lambda: "wrong number · u undoes it" in desk.shown)
        await desk.until(lambda: "u undo" in desk.shown)
        await desk.keys("u")
        await desk.until(lambda: "undone: Marta R., call tried: wrong number" in desk.shown)
        await desk.until(lambda: "1 try" not in desk.shown)
        await desk.keys("u")
        await desk.until(lambda: "not done: nothing is left to undo" in desk.shown)
    assert stored(scene).attempts == ()


@pytest.mark.parametrize("size", SIZES)
async def test_reached_by_mistake_is_to_be_called_again(
    scene: Scene, tmp_path: Path, size: tuple[int, int]
) -> None:
    known(scene)
    number = scene.mail("Login page returns 502")
    due = scene.view(number).line.due
    rang(scene, tmp_path)
    async with sitting(scene, size) as desk:
        await opened(desk)
        await desk.keys("r", "ctrl+s")
        await desk.until(lambda: "Nobody waits for a call" in desk.shown)
        assert scene.view(number).line.due != due
        await desk.keys("u")
        await desk.until(lambda: "undone: Marta Rossi, call" in desk.shown)
        await desk.until(lambda: "Nobody waits for a call" not in desk.shown)
        await desk.keys("escape")
        await desk.until(lambda: "undone: Marta Rossi" in desk.said)
        await desk.until(lambda: scene.view(number).line.due == due)
    assert stored(scene).status is CallbackStatus.OPEN


async def test_who_is_to_be_called_after_all_is_marked(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    rang(scene, tmp_path, name="Anna H.", number=2)
    async with sitting(scene) as desk:
        screen = await opened(desk)
        await desk.keys("r")
        await desk.until(lambda: "esc keep for later" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.until(lambda: len(screen.board.callbacks if screen.board else ()) == 1)
        await desk.until(lambda: screen.selected is not None and screen.selected.number == 2)
        await desk.keys("u")
        await desk.until(lambda: "undone: Marta R., call tried: reached" in desk.shown)
        await desk.until(lambda: screen.selected is not None and screen.selected.number == 1)


async def test_who_was_named_stays_named_and_undo_says_so(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("i", *"marta", "enter")
        await desk.until(lambda: "known from now on" in desk.shown)
        await desk.keys("u")
        await desk.until(lambda: "who calls from there stays named" in desk.shown)


async def test_after_a_try_the_next_one_to_call_is_marked(scene: Scene, tmp_path: Path) -> None:
    scene.clock.on(minutes=-20)
    rang(scene, tmp_path)
    scene.clock.on(minutes=10)
    rang(scene, tmp_path, name="Paolo B.", number=2)
    scene.clock.on(minutes=10)
    rang(scene, tmp_path, name="Anna H.", number=3)
    async with sitting(scene) as desk:
        screen = await opened(desk)

        def marked() -> int:
            return screen.selected.number if screen.selected else 0

        assert marked() == 1
        await desk.keys("n", "n")
        await desk.until(lambda: len(stored(scene, 2).attempts) == 1)
        await desk.until(lambda: "Paolo B.: no answer" in desk.shown)
        await desk.until(lambda: marked() == 3)
        await desk.keys("w")
        await desk.until(lambda: "Anna H.: wrong number" in desk.shown)
        assert marked() == 1, "the others are to be called again later, the first of them first"
        await desk.keys("down", "u")
        await desk.until(lambda: "undone: Anna H." in desk.shown)
        await desk.until(lambda: marked() == 3)
    assert [len(stored(scene, number).attempts) for number in (1, 2, 3)] == [1, 1, 0]


async def test_a_no_show_is_undone_by_a_key(scene: Scene) -> None:
    booked(scene, "23 11:00")
    scene.clock.on(hours=2)
    async with sitting(scene) as desk:
        await calendar_opened(desk)
        assert "u undo" not in desk.shown
        await desk.keys("u")
        await desk.until(lambda: "not done: nothing is left to undo" in desk.shown)
        await desk.keys("n")
        await desk.until(lambda: "no-show: training with Marta Rossi" in desk.shown)
        assert booking(scene).status is BookingStatus.NO_SHOW
        await desk.until(lambda: "u undo" in desk.shown)
        await desk.keys("u")
        await desk.until(lambda: "undone: no-show: training with Marta Rossi" in desk.shown)
        await desk.until(lambda: "over: what came of it?" in desk.shown)
    assert booking(scene).status is BookingStatus.BOOKED


@pytest.mark.parametrize("size", SIZES)
async def test_a_call_that_was_cancelled_by_mistake_is_there_again(
    scene: Scene, size: tuple[int, int]
) -> None:
    booked(scene, "24 10:00")
    async with sitting(scene, size) as desk:
        await opened_small(desk)
        await desk.keys("x", "enter")
        await desk.until(lambda: booking(scene).status is BookingStatus.CANCELLED)
        await desk.until(lambda: "Nothing is in the calendar" in desk.shown)
        await desk.keys("u")
        await desk.until(lambda: "undone: booking cancelled" in desk.shown)
        await desk.until(lambda: "10:00-11:00" in desk.shown)
        screen = desk.app.screen
        assert isinstance(screen, DeskCalendar)
        await desk.until(lambda: screen.selected is not None)
    assert (booking(scene).status, booking(scene).sequence) == (BookingStatus.BOOKED, 2)


async def test_an_undo_that_comes_too_late_says_why(scene: Scene) -> None:
    booked(scene, "24 10:00")
    async with sitting(scene) as desk:
        await calendar_opened(desk)
        await desk.keys("x", "enter")
        await desk.until(lambda: "u undo" in desk.shown)
        booked(scene, "24 10:30", PAOLO)
        await desk.keys("u")
        await desk.until(lambda: "not done: that time is taken since, by the train" in desk.shown)
        await desk.until(lambda: "u undo" not in desk.shown)
        await desk.keys("escape", "u")
        await desk.says("not done: that time is taken since")


async def test_the_call_that_is_as_before_is_marked(scene: Scene) -> None:
    booked(scene, "23 14:00", PAOLO)
    booked(scene, "24 10:00")
    async with sitting(scene) as desk:
        screen = await calendar_opened(desk)
        await desk.keys("down", "x", "enter")
        await desk.until(lambda: len(screen.entries) == 1)
        await desk.keys("u")
        await desk.until(lambda: len(screen.entries) == 2)
        await desk.until(lambda: "m move" in desk.shown and "Tue 24 Nov 2026 10:00" in desk.shown)


async def test_a_call_booked_from_the_board_is_undone_there(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("b")
        await choosing(desk)
        await desk.keys("enter")
        await desk.says("booked: support with Marta Rossi")
        await desk.keys("u")
        await desk.says("undone: booked: support with Marta Rossi")
    assert booking(scene).status is BookingStatus.CANCELLED
