"""What finds room on a wide screen, a plain one and a very small one."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.ui.watching.stage import (
    CLIENT,
    NOW,
    SMALL,
    SMALLEST,
    WIDE,
    Pulled,
    Wall,
    a_watch,
    grid,
    monday,
    morning_of,
    press,
    ready,
    seen,
    until,
)
from vipdesk.domain.people import Client
from vipdesk.watch import WatchApp


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_it_says_where_nobody_is_at_the_desk(size: tuple[int, int]) -> None:
    evening = Wall(NOW + timedelta(hours=8))
    app = WatchApp(morning_of(monday()), Pulled(), evening, desk_open=lambda: False)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "desk closed" in seen(pilot))
        top = grid(app.screen)[0]
        assert [words for words in ("READ-ONLY", "18:42", " closed") if words not in top] == []
        assert top.rstrip().endswith(("closed", "09:00"))


@pytest.mark.parametrize(
    ("client", "badge"),
    [
        (replace(CLIENT, vip_until=date(2026, 11, 22)), True),
        (replace(CLIENT, vip_from=date(2026, 11, 24)), True),
        (replace(CLIENT, plan="Basic"), True),
        (replace(CLIENT, vip_until=None), False),
    ],
)
@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_a_client_who_is_not_entitled_is_in_plain_sight(
    client: Client, badge: bool, size: tuple[int, int]
) -> None:
    boards = morning_of(monday())
    boards.board_now = replace(boards.board_now, client=client)
    app = a_watch(boards)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        assert ("NOT ENTITLED" in grid(app.screen)[0]) is badge


@pytest.mark.parametrize(
    ("size", "there", "not_there"),
    [
        (WIDE, ["Queue", "#104 Login page returns 502", "from", "via"], []),
        (SMALL, ["Queue", "#104 Login page returns 502", "via"], ["needs"]),
        (SMALLEST, ["Queue", "-0h 12m", "104 Login", "READ-ONLY", "10:42"], ["#104", "needs"]),
        ((20, 10), ["needs 40 x 12", "20 x 10"], ["Queue"]),
        ((60, 5), ["needs 40 x 12, this is 60 x 5"], ["Queue"]),
    ],
)
async def test_each_size_shows_what_it_can(
    size: tuple[int, int], there: list[str], not_there: list[str]
) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        rows = seen(pilot).replace("\n", " ") if size[0] == 20 else seen(pilot)
        assert [words for words in there if words not in rows] == []
        assert [words for words in not_there if words in rows] == []


async def test_on_the_smallest_screen_a_ticket_can_be_read() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=SMALLEST) as pilot:
        await ready(pilot, app)
        alone = await press(pilot, "enter")
        assert "#104 Login page returns 502" in alone
        assert "esc back" in alone


@pytest.mark.parametrize("size", [SMALL, SMALLEST])
async def test_a_ticket_opens_with_what_it_is_and_when_it_is_due(size: tuple[int, int]) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        alone = await press(pilot, "enter")
        assert "1 Critical · open" in alone
        assert "due 10:30 · 0h 12m over" in alone
        assert "1 Critical · open" in await press(pilot, "space")


async def test_what_is_in_the_head_follows_the_room_there_is() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot, app)
        assert "follow-up" not in seen(pilot)
        await pilot.resize_terminal(80, 50)
        await until(pilot, lambda: "follow-up  4 hours" in seen(pilot))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "follow-up" not in seen(pilot))
        assert "Marta Rossi · 09:30" in seen(pilot)


@pytest.mark.parametrize(
    ("size", "words"),
    [(WIDE, "clock 0h 12m behind"), (SMALL, "clock -0h 12m"), (SMALLEST, "clock -0h 12m")],
)
async def test_a_clock_that_is_behind_what_was_done_is_in_plain_sight(
    size: tuple[int, int], words: str
) -> None:
    boards = morning_of(monday())
    boards.board_now = replace(boards.board_now, latest=NOW + timedelta(minutes=12))
    app = a_watch(boards)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        assert words in grid(app.screen)[0]
