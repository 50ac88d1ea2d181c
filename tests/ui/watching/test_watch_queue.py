"""The queue: what stays put, what is painted, what finds room."""

from datetime import timedelta

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from tests.ui.watching.stage import NOW, POLICY, grid, monday, morning_of, until
from vipdesk.domain.queue import QueueLine, microseconds
from vipdesk.widgets.columns import columns_for
from vipdesk.widgets.queue import Queue

FIRST = morning_of(monday()).board_now.lines[2]


def rows(count: int, first: int = 1) -> tuple[QueueLine, ...]:
    """So many tickets, due one minute after the other, none of them soon."""
    due = microseconds(NOW + timedelta(minutes=80))
    return tuple(
        FIRST._replace(number=n, subject=f"matter {n}", due=due + n * 60_000_000)
        for n in range(first, first + count)
    )


class Stage(App[None]):
    """A queue alone; it remembers which regions it was asked to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Queue.Highlighted | Queue.Chosen] = []

    def compose(self) -> ComposeResult:
        yield Watched(id="queue")

    @property
    def queue(self) -> "Watched":
        return self.query_one(Watched)

    def show(self, lines: tuple[QueueLine, ...], later: float = 0) -> None:
        self.queue.update(lines, NOW + timedelta(seconds=later), POLICY)

    def on_queue_highlighted(self, event: Queue.Highlighted) -> None:
        self.told.append(event)

    def on_queue_chosen(self, event: Queue.Chosen) -> None:
        self.told.append(event)


class Watched(Queue):
    """A queue whose painting can be looked at."""

    DEFAULT_CSS = "Watched { height: 1fr; }"
    asked: list[Region]

    def refresh(self, *regions: Region, **how: bool) -> "Watched":
        self.asked = [*getattr(self, "asked", []), *(regions or (Region(0, 0, 999, 999),))]
        return super().refresh(*regions, **how)


def on_screen(app: Stage, word: str) -> int:
    """The row of the screen that a word is on; -1 where it is not."""
    return next((y for y, row in enumerate(grid(app.screen)) if f"{word} " in f"{row} "), -1)


async def shown(pilot: Pilot[None], app: Stage, lines: tuple[QueueLine, ...]) -> None:
    app.show(lines)
    app.queue.focus()
    await pilot.pause()


async def test_the_most_urgent_is_selected_at_first() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(pilot, app, rows(5))
        assert app.told == [Queue.Highlighted(1)]
        assert "▸" in grid(app.screen)[1]


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        (["down", "j"], 3),
        (["j", "j", "k", "up"], 1),
        (["end"], 60),
        (["G", "up"], 59),
        (["end", "home", "j"], 2),
        (["end", "g"], 1),
        (["pagedown"], 19),
        (["pagedown", "pageup"], 1),
        (["up"], 1),
        (["end", "down"], 60),
    ],
)
async def test_keys_move_the_selection_and_keep_it_in_sight(keys: list[str], number: int) -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(pilot, app, rows(60))
        await pilot.press(*keys)
        await pilot.pause()
        assert app.queue.number == number
        assert "▸" in grid(app.screen)[on_screen(app, f"matter {number}")]


async def test_selection_and_scroll_survive_what_comes_in_above() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(pilot, app, rows(60))
        await pilot.press("end", "up", "up")
        await pilot.pause()
        place = on_screen(app, "matter 58")
        app.show((*rows(3, first=900), *rows(60)))
        await pilot.pause()
        assert app.queue.number == 58
        assert on_screen(app, "matter 58") == place


async def test_what_one_scrolled_to_stays_in_sight_though_it_is_not_selected() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(pilot, app, rows(60))
        app.queue.scroll_to(y=30, animate=False)
        await pilot.pause()
        top = on_screen(app, "matter 31")
        assert top == 1
        app.show((*rows(3, first=900), *rows(60)))
        await pilot.pause()
        assert (on_screen(app, "matter 31"), app.queue.number) == (top, 1)


async def test_where_the_selected_one_is_done_the_next_takes_its_place() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(pilot, app, rows(5))
        await pilot.press("j", "j")
        app.show(tuple(line for line in rows(5) if line.number != 3))
        await until(pilot, lambda: app.queue.number == 4)
        app.show(rows(3))
        await until(pilot, lambda: app.queue.number == 3)
        app.show(())
        await until(pilot, lambda: app.told[-1] == Queue.Highlighted(None))


async def test_a_tick_that_changes_nothing_paints_nothing() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        lines = rows(60)
        await shown(pilot, app, lines)
        app.queue.asked = []
        for second in range(1, 60):
            app.show(lines, later=second)
        assert app.queue.asked == []


async def test_a_new_minute_paints_what_is_left_and_no_more() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        lines = rows(60)
        await shown(pilot, app, lines)
        app.queue.asked = []
        app.show(lines, later=60)
        assert len(app.queue.asked) == 19
        assert all(region.x >= 3 and region.right <= 12 for region in app.queue.asked)
        assert all(region.height == 1 for region in app.queue.asked)


async def test_a_changed_ticket_paints_its_cells_only() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        lines = rows(60)
        await shown(pilot, app, lines)
        app.queue.asked = []
        app.show((lines[0], lines[1]._replace(severity=1), *lines[2:]))
        assert [(region.y, region.width) for region in app.queue.asked] == [(2, 1)]
        await pilot.pause()
        assert " 1? " in grid(app.screen)[2]


async def test_a_cursor_key_paints_two_rows() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(pilot, app, rows(1000))
        app.queue.asked = []
        await pilot.press("j")
        assert sorted(region.y for region in app.queue.asked) == [1, 2]


async def test_the_mouse_selects_and_a_second_click_chooses() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(pilot, app, rows(60))
        await pilot.click(Queue, offset=(20, 4))
        assert app.queue.number == 4
        await pilot.click(Queue, offset=(20, 4), times=2)
        assert app.told[-1] == Queue.Chosen(4)
        await pilot.click(Queue, offset=(20, 0))
        assert app.queue.number == 4


async def test_an_empty_queue_says_what_to_do_next() -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        app.queue.empty = "Nothing is open."
        await shown(pilot, app, ())
        assert on_screen(app, "Nothing is open.") >= 0


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (120, "left due sev no subject owes from via"),
        (62, "left due sev no subject from via"),
        (50, "left due sev no subject"),
        (36, "left sev no subject"),
    ],
)
def test_columns_go_where_there_is_no_room(width: int, columns: str) -> None:
    there = columns_for(width, 3)
    assert " ".join(cell.text.strip() for cell in there.heading()).split() == columns.split()
    ends = [x + wide for _, x, wide in there.places]
    assert max(ends) <= width
    assert all(x >= end for (_, x, _), end in zip(there.places[1:], ends, strict=False))


async def test_marks_say_draft_stranger_and_not_entitled() -> None:
    app = Stage()
    async with app.run_test(size=(120, 20)) as pilot:
        line = FIRST._replace(sender_unknown=True, entitled=False)
        app.queue.update((line,), NOW, POLICY, frozenset({line.number}))
        await pilot.pause()
        row = grid(app.screen)[1]
        assert f"✎ ⊘ {line.subject}" in row
        assert "?Marta Rossi" in row
