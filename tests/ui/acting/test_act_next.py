"""Where the cursor is after an act: on what needs the agent next, and always in sight."""

import pytest

from tests.ui.acting.stage import SIZES, Scene, Sitting, sitting
from vipdesk.domain.commands import Reply, SetStatus
from vipdesk.domain.facts import Status


def three(scene: Scene) -> list[int]:
    """Three answered tickets in the order in which the next answer is due."""
    tickets = []
    for subject in ("first", "second", "third"):
        tickets.append(scene.mail(subject))
        scene.do(Reply(tickets[-1], "we look at it"))
        scene.clock.on(minutes=1)
    return tickets


def order(desk: Sitting) -> list[int]:
    return [line.number for line in desk.app.board_screen.queue.lines]


@pytest.mark.parametrize("size", SIZES)
async def test_after_an_answer_the_next_ticket_in_place_is_selected(
    scene: Scene, size: tuple[int, int]
) -> None:
    first, second, third = three(scene)
    scene.clock.on(minutes=1)
    async with sitting(scene, size) as desk:
        await desk.keys("a", *"ok", "ctrl+s")
        await desk.says(f"#{first}: answer to Marta Rossi")
        await desk.reads(second)
        assert order(desk) == [second, third, first]
        await desk.keys("a", *"ok", "ctrl+s")
        await desk.says(f"#{second}: answer to Marta Rossi")
        await desk.reads(third)


async def test_after_waiting_the_next_one_is_selected_and_undo_comes_back(scene: Scene) -> None:
    first, second, _ = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("w")
        await desk.says(f"#{first} waiting for the client")
        await desk.reads(second)
        await desk.keys("u")
        await desk.says(f"#{first}: undone: waiting for the client")
        await desk.reads(first)


async def test_a_resolved_ticket_is_selected_again_when_that_is_undone(scene: Scene) -> None:
    _, second, third = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("j", "r")
        await desk.says(f"#{second} resolved")
        await desk.reads(third)
        await desk.keys("u")
        await desk.says(f"#{second}: undone: resolved")
        await desk.reads(second)


async def test_a_changed_severity_takes_the_cursor_along(scene: Scene) -> None:
    first, _, third = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("G", "s", "1", *"down", "enter")
        await desk.says(f"#{third} is severity 1")
        await desk.until(lambda: order(desk)[0] == third)
        await desk.reads(third)
        await desk.keys("j")
        await desk.reads(first)


@pytest.mark.parametrize("act", [("w",), ("r",), ("a", "o", "k", "ctrl+s")])
async def test_a_ticket_that_is_read_alone_stays_and_the_next_is_one_key_away(
    scene: Scene, act: tuple[str, ...]
) -> None:
    first, second, third = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("enter", *act)
        await desk.says(f"#{first}")
        await desk.reads(first)
        assert desk.app.board_screen.reading
        await desk.keys("J")
        await desk.reads(second)
        await desk.keys("J")
        await desk.reads(third)


async def test_back_from_a_ticket_that_was_answered_is_to_the_next(scene: Scene) -> None:
    first, second, _ = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("enter", "w")
        await desk.says(f"#{first} waiting for the client")
        await desk.keys("escape")
        await desk.reads(second)


async def test_a_ticket_that_somebody_else_resolves_is_still_read(scene: Scene) -> None:
    first, second, third = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("enter")
        scene.do(SetStatus(first, Status.RESOLVED))
        desk.bell.ring()
        await desk.until(lambda: order(desk) == [second, third])
        await desk.reads(first)
        await desk.keys("escape")
        await desk.reads(second)


async def test_the_line_that_says_what_was_done_hides_no_selected_row(scene: Scene) -> None:
    for matter in range(30):
        scene.mail(f"matter {matter}")
    async with sitting(scene, (80, 24)) as desk:
        queue = desk.app.board_screen.queue
        await desk.keys(*"j" * (queue.size.height - 2))
        number = queue.number
        await desk.keys("n", *"asked", "ctrl+s")
        await desk.says(f"note kept on #{number}")
        await desk.until(lambda: f"▸●   2h 00m  12:42     3?  {number}" in desk.shown)
        await desk.pilot.resize_terminal(80, 20)
        await desk.until(lambda: f"▸●   2h 00m  12:42     3?  {number}" in desk.shown)


async def test_a_ticket_that_was_found_is_in_sight_when_all_are_shown_again(scene: Scene) -> None:
    for matter in range(40):
        scene.mail(f"matter {matter}")
    async with sitting(scene, (80, 24)) as desk:
        await desk.keys("slash", *"140", "enter")
        await desk.until(lambda: len(order(desk)) == 1)
        number = order(desk)[0]
        await desk.keys("escape")
        await desk.until(lambda: len(order(desk)) == 40)
        await desk.until(lambda: f"▸●   2h 00m  12:42     3?  {number}" in desk.shown)


async def test_what_was_refused_is_forgotten_at_the_next_ticket(scene: Scene) -> None:
    three(scene)
    async with sitting(scene) as desk:
        await desk.keys("i")
        await desk.says("not done: the sender is known")
        await desk.keys("j")
        await desk.until(lambda: desk.said == "")
        await desk.keys("n", *"asked", "ctrl+s")
        await desk.says("note kept")
        await desk.keys("k")
        await desk.pilot.pause()
        assert "note kept" in desk.said
