"""The first picture has no more rows than there is room for; keys act on all of them."""

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import pytest
from msgspec.structs import replace
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.ui.watching.stage import WIDE, Morning, a_watch, grid, monday, morning_of, ready, until
from vipdesk import watch
from vipdesk.domain.board import Board
from vipdesk.domain.slack import Owed, Slack
from vipdesk.screens.first_picture import in_sight
from vipdesk.watch import WatchApp

ALL = morning_of(monday()).board_now.lines


@dataclass
class Begun(Morning):
    """A desk of which two rows are read at first."""

    def beginning(self) -> Board:
        whole = self.board()
        rest = tuple(line.ticking for line in whole.lines[2:])
        return replace(whole, lines=whole.lines[:2], rest=rest)


def begun() -> WatchApp:
    there = morning_of(monday())
    return a_watch(Begun(there.board_now, there.views))


@pytest.fixture
def _nobody_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SETTLED_AFTER", 3600.0)


@pytest.mark.usefixtures("_nobody_loads")
async def test_the_first_picture_counts_what_it_does_not_show() -> None:
    app = begun()
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert [line.number for line in app.board_screen.queue.lines] == [n.number for n in ALL[:2]]
        assert f"Queue · {len(ALL)} open" in grid(app.screen)[1]


@pytest.mark.usefixtures("_nobody_loads")
@pytest.mark.parametrize(("keys", "row"), [("G", -1), ("jj", 2)])
async def test_the_very_first_key_moves_among_all_rows(keys: str, row: int) -> None:
    app = begun()
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press(*keys)
        await until(pilot, lambda: app.board_screen.queue.number == ALL[row].number)


async def test_the_other_rows_come_while_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SETTLED_AFTER", 0.0)
    app = begun()
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.board_screen.queue.lines == ALL)


@pytest.mark.parametrize("rows", [7, 34, 200])
async def test_the_first_picture_is_whole_and_made_once(
    monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    """Of 34 rows it turns out only when all is laid out that they need a scrollbar."""
    made: Counter[str] = Counter()

    def painted(app: WatchApp) -> None:
        made["painted"] += 1

    monkeypatch.setattr(WatchApp, "post_display_hook", painted)
    boards = morning_of(monday())
    line = boards.board_now.lines[0]
    boards.show(*(line._replace(number=line.number + n) for n in range(rows)))
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        queue = app.board_screen.queue
        await until(pilot, lambda: bool(queue.size) and not queue.lacks_its_bar)
        assert queue.show_vertical_scrollbar == (rows > queue.size.height)
        assert made["painted"] == 1


async def test_the_first_picture_draws_nothing_that_stands_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []
    draw = Widget.render_lines

    def render_lines(widget: Widget, crop: Region) -> list[Strip]:
        drawn.append(widget.id or type(widget).__name__)
        return draw(widget, crop)

    monkeypatch.setattr(Widget, "render_lines", render_lines)
    app = begun()
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert {"status", "queue", "ticket", "keys"} <= set(drawn)
        assert not {"WatchScreen", "BoardScreen", "panes", "list"} & set(drawn)


def test_what_stands_behind_others_together_is_out_of_sight() -> None:
    screen, left, right, low = Widget(), Widget(), Widget(), Widget()
    whole = Region(0, 0, 10, 3)
    regions = {left: Region(0, 0, 4, 3), right: Region(4, 0, 6, 2), low: Region(4, 2, 6, 1)}
    cuts = [[0, 4, 10]] * 3

    def seen(*front: Widget) -> set[Widget]:
        places = {one: (regions[one], whole) for one in front} | {screen: (whole, whole)}
        return set(in_sight(places, cuts))

    assert seen(left, right, low) == {left, right, low}
    assert seen(left, right) == {left, right, screen}


async def test_what_a_key_acts_on_stands_only_once_the_panes_are_there() -> None:
    app = begun()
    waiting = asyncio.create_task(app.board_screen.stands())
    await asyncio.sleep(0)
    assert not waiting.done()
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await waiting


async def test_how_the_day_stands_is_not_reckoned_where_keys_are_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reckoned: list[str] = []
    reckon = Owed._reckoned

    def noted(owed: Owed, now: datetime) -> Slack | None:
        reckoned.append(threading.current_thread().name)
        return reckon(owed, now)

    monkeypatch.setattr(Owed, "_reckoned", noted)
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await app.look()
        assert "4 due, 6h 18m" in grid(app.screen)[1]
    assert reckoned
    assert all(name.startswith("pictures") for name in reckoned)
