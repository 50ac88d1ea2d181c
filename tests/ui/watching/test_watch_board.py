"""The board as a supervisor has it before them: what it tells, live, and when the store fails."""

import threading
from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.console import RenderableType
from textual._compositor import ChopsUpdate
from textual.app import App
from textual.screen import Screen

from tests.kit import at
from tests.ui.watching.stage import (
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
from vipdesk.domain.errors import StoreError
from vipdesk.domain.message import Kind


async def test_a_glance_tells_who_when_what_is_urgent_and_that_nothing_can_be_done() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        top, rows = grid(app.screen)[0], seen(pilot)
        for words in (
            "READ-ONLY",
            "Acme S.p.A. · All-inclusive + VIP to 2027-03-31 · Jana Nováková",
            "Mon 23 Nov 10:42 CET · open, closes 17:00",
        ):
            assert words in top
        assert "Queue · 7 open · ■ 1 breached · ▲ 1 urgent" in rows
        assert "▸■  -0h 12m  10:30     1   104 Login page" in rows
        assert "#104 Login page returns 502" in rows
        assert "initial    ■ due 10:30 · 0h 12m over" in rows
        assert "desk closed" not in rows


async def test_rows_stand_in_the_order_of_the_queue_with_their_signs() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert [row[2] for row in grid(app.screen)[3:10]] == ["■", "▲", "◆", "●", " ", " ", "‖"]


async def test_what_is_committed_shows_by_itself_and_selection_stays() -> None:
    boards, feed = morning_of(monday()), Pulled()
    app = a_watch(boards, feed=feed)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "j")
        story = monday()
        story.answer(ticket=104)
        later = morning_of(story)
        boards.board_now, boards.views = later.board_now, later.views
        feed.pull()
        await until(pilot, lambda: "breached" not in seen(pilot))
        assert app.board_screen.number == 105
        await press(pilot, "G", "k", "k", "k")
        assert "We are on it." in await press(pilot, "g") + await press(pilot, "j", "j")


async def test_the_open_ticket_is_read_again_when_something_is_committed() -> None:
    boards, feed = morning_of(monday()), Pulled()
    app = a_watch(boards, feed=feed)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        view = boards.views[104]
        note = replace(view.messages[-1], number=90, kind=Kind.NOTE, text="rack 4 is down")
        boards.views[104] = replace(view, messages=(*view.messages, note))
        feed.pull()
        await until(pilot, lambda: "rack 4 is down" in seen(pilot))


async def test_time_passes_on_the_screen() -> None:
    wall = Wall()
    app = a_watch(morning_of(monday()), wall)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        wall.on(minutes=5)
        app.tick()
        await pilot.pause()
        rows = seen(pilot)
        assert "-0h 17m" in rows
        assert "10:47 CET" in rows
        assert "■ 2 breached" in rows


async def test_an_answer_to_what_is_no_longer_asked_is_dropped() -> None:
    boards, slow = morning_of(monday()), threading.Event()
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        boards.hold = lambda number: number == 105 and slow.wait(10)
        await pilot.press("j")
        await until(pilot, lambda: 105 in boards.asked_for)
        await pilot.press("j")
        slow.set()
        await until(pilot, lambda: boards.asked_for[-1] == 106)
        await until(pilot, lambda: "#106 New mail" in seen(pilot))
        view = app.board_screen.view
        assert view is not None
        assert view.line.number == 106


async def test_a_store_that_fails_is_said_and_the_last_picture_stays() -> None:
    boards, feed = morning_of(monday()), Pulled()
    app = a_watch(boards, feed=feed)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        boards.trouble = StoreError("desk.db is locked: end the program that holds it")
        feed.pull()
        await until(pilot, lambda: "desk.db is locked" in seen(pilot))
        assert "this is the last picture: desk.db is locked: end the program" in seen(pilot)
        assert "Login page returns" in seen(pilot)
        boards.trouble = None
        await until(pilot, lambda: "desk.db is locked" not in seen(pilot))


def locked(number: int) -> None:
    raise StoreError("desk.db is locked: end the program that holds it")


async def test_a_ticket_that_could_not_be_read_is_said_until_the_store_reads_again() -> None:
    boards = morning_of(monday())
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        boards.hold = locked
        await pilot.press("j")
        await until(pilot, lambda: "desk.db is locked" in seen(pilot))
        boards.hold = int
        await until(pilot, lambda: "desk.db is locked" not in seen(pilot))


async def test_a_store_that_fails_at_first_is_tried_again() -> None:
    boards = morning_of(monday())
    boards.trouble = StoreError("desk.db is gone: restore a backup")
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "desk.db is gone: restore a backup" in seen(pilot))
        assert "last picture" not in seen(pilot)
        boards.trouble = None
        await ready(pilot, app)
        assert "desk.db is gone" not in seen(pilot)


async def test_out_of_hours_it_says_when_the_desk_opens_and_business_time_goes_on() -> None:
    app = a_watch(morning_of(monday()), Wall(NOW + timedelta(hours=8)))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "j", "j", "j")
        rows = seen(pilot)
        assert "18:42 CET · closed, opens Tue 09:00" in rows
        assert "stands still until Tue" in rows


async def test_an_empty_desk_says_what_comes() -> None:
    boards = morning_of(monday())
    boards.show()
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Queue · 0 open" in seen(pilot))
        assert "Nothing is open. What the client writes shows here by itself." in seen(pilot)


async def test_the_first_picture_has_the_ticket_on_top_in_it() -> None:
    boards, stood = morning_of(monday()), []
    app = a_watch(boards)
    boards.hold = lambda _: stood.append(app.board_screen.is_mounted)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert stood[0] is False
        assert boards.asked_for[0] == 104
        assert "asked Pavel about the proxy" in seen(pilot)


@pytest.mark.parametrize(
    ("size", "head", "foot"),
    [
        ((200, 50), " · 4 due today, 6h 18m left ─", " tightest: 2 by 10:46, 2m each ─╯"),
        (WIDE, " · 4 due, 6h 18m ─", " tightest: 2 by 10:46, 2m each ─╯"),
        (SMALL, " · 4 due today, 6h 18m left ─", " tightest: 2 by 10:46, 2m each ─╯"),
    ],
)
async def test_the_queue_tells_how_the_day_stands(
    size: tuple[int, int], head: str, foot: str
) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        assert head in seen(pilot)
        assert foot in seen(pilot)


async def test_how_the_day_stands_is_left_out_where_there_is_no_room() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=SMALLEST) as pilot:
        await ready(pilot, app)
        assert "due" not in grid(app.screen)[1]
        assert "tightest" not in seen(pilot)


async def test_how_the_day_stands_goes_on_with_the_minute_only() -> None:
    wall = Wall()
    app = a_watch(morning_of(monday()), wall)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        wall.on(seconds=59)
        app.board_screen.now = wall()
        await pilot.pause()
        assert "4 due, 6h 18m" in seen(pilot)
        wall.on(seconds=1)
        app.board_screen.now = wall()
        await pilot.pause()
        assert "4 due, 6h 17m" in seen(pilot)
        assert "tightest: 2 by 10:46, 1m each" in seen(pilot)


async def test_after_closing_the_queue_tells_of_the_next_day() -> None:
    wall = Wall(at("Mon 2026-11-23 17:30"))
    app = a_watch(morning_of(monday()), wall)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot, app)
        assert "due Tue, 8h 00m left" in seen(pilot)


async def test_the_first_layout_is_painted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wall = Wall()
    app = a_watch(morning_of(monday()), wall)
    painted: list[str] = []
    anew: list[int] = []

    def noted(self: App[None], screen: Screen[None], update: RenderableType | None) -> None:
        painted.append(type(update).__name__)
        if isinstance(update, ChopsUpdate):
            anew.extend(end - start for _, start, end in update.spans)
        App._display(self, screen, update)

    monkeypatch.setattr(type(app), "_display", noted)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.pause()
        assert painted.count("LayoutUpdate") == 1
        assert sum(anew) < WIDE[0], "of the second picture no more than a row"
        wall.on(minutes=1)
        app.tick()
        await until(pilot, lambda: "10:43" in seen(pilot))
        assert sum(anew) < 4 * WIDE[0], "a minute later no more than the minutes"
