"""A desk that was cut off: selection, search, the open ticket and its place come back."""

import json
from pathlib import Path

import pytest

from tests.ui.acting.stage import JANA, Scene, sitting
from vipdesk.domain.seat import Seat
from vipdesk.store.seats import SeatKeeper


def keeper(scene: Scene) -> SeatKeeper:
    """The seat of the scene's agent."""
    return SeatKeeper(scene.where, JANA.name)


async def test_the_selected_ticket_and_the_search_come_back(scene: Scene) -> None:
    scene.mail("Login page")
    scene.mail("Invoices")
    third = scene.mail("Login again")
    async with sitting(scene) as desk:
        await desk.keys("slash", *"login", "enter", "j")
        await desk.reads(third)
        await desk.until(lambda: keeper(scene).read() == Seat(third, search="login"))
    async with sitting(scene) as desk:
        await desk.until(lambda: "2 of 3 open" in desk.shown)
        await desk.reads(third)


async def test_an_open_ticket_comes_back_where_it_was_read(scene: Scene) -> None:
    first = scene.mail("Short")
    number = scene.mail("Long", text="\n".join(f"line {n}" for n in range(300)))
    async with sitting(scene) as desk:
        await desk.keys("j", "enter")
        await desk.reads(number)
        await desk.keys("space", "space", "down", "down")
        timeline = desk.app.board_screen.timeline
        seen = timeline.scroll_offset.y
        assert seen > 20
        await desk.until(lambda: keeper(scene).read() == Seat(number, True, *timeline.place))
    async with sitting(scene) as desk:
        screen = desk.app.board_screen
        await desk.until(lambda: screen.reading)
        await desk.reads(number)
        await desk.until(lambda: screen.timeline.scroll_offset.y == seen)
        await desk.keys("escape", "k")
        await desk.reads(first)


async def test_whoever_leaves_in_order_begins_at_the_top(scene: Scene) -> None:
    first = scene.mail("First")
    second = scene.mail("Second")
    async with sitting(scene) as desk:
        await desk.keys("j")
        await desk.reads(second)
        await desk.until(lambda: keeper(scene).read() is not None)
        await desk.keys("q")
    assert keeper(scene).read() is None
    async with sitting(scene) as desk:
        await desk.reads(first)


async def test_a_ticket_that_is_gone_leaves_the_cursor_at_the_top(scene: Scene) -> None:
    first = scene.mail("First")
    keeper(scene).keep(Seat(999))
    async with sitting(scene) as desk:
        await desk.reads(first)
        await desk.until(lambda: keeper(scene).read() == Seat(999))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        "null",
        json.dumps({"ticket": 1}),
        json.dumps({"ticket": -1, "reading": False, "entry": 0, "row": 0, "search": ""}),
        json.dumps({"ticket": 1, "reading": 1, "entry": 0, "row": 0, "search": ""}),
        json.dumps({"ticket": 1, "reading": True, "entry": 0, "row": 0, "search": 7}),
        json.dumps({"ticket": 2**60, "reading": True, "entry": 0, "row": 0, "search": ""}),
        "[" * 9000,
    ],
)
def test_what_no_desk_wrote_is_no_seat(scene: Scene, content: str) -> None:
    kept = keeper(scene)
    kept.keep(Seat(101))
    assert kept.read() == Seat(101)
    (path,) = Path(scene.where).parent.glob("desk.seats/*.json")
    path.write_text(content)
    assert kept.read() is None


def test_each_person_has_a_seat_of_their_own(scene: Scene) -> None:
    keeper(scene).keep(Seat(101))
    assert SeatKeeper(scene.where, "Ada").read() is None


def test_a_seat_that_can_t_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "desk.seats").write_text("a file where a folder should be")
    kept = SeatKeeper(str(tmp_path / "desk.db"), "Ada")
    kept.keep(Seat(101))
    kept.leave()
    assert kept.read() is None
