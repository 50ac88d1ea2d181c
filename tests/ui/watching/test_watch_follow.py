"""A watcher looks at what the agent looks at, live, until one of them goes another way."""

import pytest
from textual.pilot import Pilot

from tests.ui.watching.stage import (
    SMALL,
    SMALLEST,
    WIDE,
    Morning,
    Pulled,
    Wall,
    monday,
    morning_of,
    press,
    ready,
    seen,
    until,
)
from vipdesk.domain.seat import Seat
from vipdesk.watch import WatchApp


class Sits:
    """Where the agent sits; asked for by name."""

    def __init__(self) -> None:
        self.seat: Seat | None = None
        self.asked: set[str] = set()

    def __call__(self, who: str) -> Seat | None:
        self.asked.add(who)
        return self.seat


@pytest.fixture
def boards() -> Morning:
    return morning_of(monday())


@pytest.fixture
def sits() -> Sits:
    return Sits()


@pytest.fixture
def app(boards: Morning, sits: Sits) -> WatchApp:
    return WatchApp(boards, Pulled(), Wall(), seat_of=sits)


async def goes(pilot: Pilot[None], app: WatchApp, sits: Sits, seat: Seat) -> None:
    """The agent goes there, and the watcher with them."""
    sits.seat = seat
    await until(pilot, lambda: app.board_screen.number == seat.ticket)
    await until(pilot, lambda: app.board_screen.reading == seat.reading)


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_it_goes_where_the_agent_goes(
    app: WatchApp, boards: Morning, sits: Sits, size: tuple[int, int]
) -> None:
    numbers = [line.number for line in boards.board_now.lines]
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        await press(pilot, "f")
        await until(pilot, lambda: "following" in seen(pilot).split("\n")[0])
        await goes(pilot, app, sits, Seat(numbers[2]))
        await goes(pilot, app, sits, Seat(numbers[1], reading=True))
        await goes(pilot, app, sits, Seat(numbers[0]))
        assert sits.asked == {boards.board_now.agent.name}


async def test_it_sees_what_the_agent_looks_for(app: WatchApp, boards: Morning, sits: Sits) -> None:
    number = boards.board_now.lines[1].number
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "f")
        sits.seat = Seat(number, search=f"#{number}")
        await until(pilot, lambda: len(app.board_screen.queue.lines) == 1)
        assert f"#{number}" in seen(pilot)
        sits.seat = Seat(number)
        await until(pilot, lambda: len(app.board_screen.queue.lines) > 1)


async def test_a_key_of_ones_own_ends_it(app: WatchApp, boards: Morning, sits: Sits) -> None:
    numbers = [line.number for line in boards.board_now.lines]
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "f")
        await goes(pilot, app, sits, Seat(numbers[2]))
        await press(pilot, "k")
        await until(pilot, lambda: "following" not in seen(pilot))
        sits.seat = Seat(numbers[0], reading=True)
        await press(pilot, "question_mark", "escape")
        assert app.board_screen.number == numbers[1]


async def test_the_same_key_ends_it(app: WatchApp, sits: Sits) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "f")
        await until(pilot, lambda: "following" in seen(pilot))
        await press(pilot, "f")
        await until(pilot, lambda: "following" not in seen(pilot))


async def test_a_ticket_that_leaves_the_queue_ends_nothing(boards: Morning, sits: Sits) -> None:
    lines, feed = boards.board_now.lines, Pulled()
    app = WatchApp(boards, feed, Wall(), seat_of=sits)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "f")
        await goes(pilot, app, sits, Seat(lines[1].number))
        boards.show(lines[0], *lines[2:])
        feed.pull()
        await until(pilot, lambda: len(app.board_screen.queue.lines) == len(lines) - 1)
        await goes(pilot, app, sits, Seat(lines[3].number))
        assert "following" in seen(pilot)


async def test_nobody_at_the_desk_moves_nothing(app: WatchApp, sits: Sits) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        before = app.board_screen.number
        await press(pilot, "f")
        await until(pilot, lambda: bool(sits.asked))
        assert app.board_screen.number == before
