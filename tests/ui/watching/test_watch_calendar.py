"""The calendar of who looks on: the same live data, and nothing to act with."""

from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.kit import MARTA, at
from tests.ui.watching.stage import (
    POLICY,
    SMALL,
    SMALLEST,
    WIDE,
    Morning,
    Pulled,
    Wall,
    a_watch,
    grid,
    monday,
    morning_of,
    ready,
    seen,
    until,
)
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking, CalendarView
from vipdesk.domain.errors import StoreError
from vipdesk.screens.calendar import CalendarScreen


def call(start: str = "Mon 2026-11-23 11:00", number: int = 1, subject: str = "Rules") -> Booking:
    """A training of an hour."""
    begins = at(start)
    return Booking(
        number=number,
        kind="training",
        start=begins,
        end=begins + timedelta(hours=1),
        buffer=timedelta(minutes=10),
        guest=MARTA,
        subject=subject,
    )


def lunch(title: str = "Lunch") -> Busy:
    """Half an hour every day."""
    noon = at("Mon 2026-11-23 12:30").replace(tzinfo=None)
    return Busy(
        number=1,
        title=title,
        begins=noon,
        ends=noon + timedelta(minutes=30),
        zone=POLICY.hours.zone.key,
        all_day=False,
        repeat=Repeat.DAILY,
    )


def planned(*bookings: Booking, busy: tuple[Busy, ...] = ()) -> Morning:
    """The morning, with this in the calendar."""
    boards = morning_of(monday())
    view = CalendarView(bookings=bookings, busy=busy)
    boards.board_now = replace(boards.board_now, calendar=view)
    return boards


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_it_is_seen_at_every_size(size: tuple[int, int]) -> None:
    app = a_watch(planned(call(), busy=(lunch(),)))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        await pilot.press("C")
        await until(pilot, lambda: "▸ 11:00-12:00 ◷ training" in seen(pilot))
        await pilot.press("d")
        await until(pilot, lambda: "██ 11:00-12:00 training" in seen(pilot))
        await pilot.press("w")
        words = "██ training" if size != SMALLEST else "◷ training"
        await until(pilot, lambda: words in seen(pilot))
        await pilot.press("escape")
        assert app.screen is app.board_screen


async def test_there_are_no_acting_keys() -> None:
    app = a_watch(planned(call(), busy=(lunch(),)))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("C")
        await until(pilot, lambda: "about Rules · booked" in seen(pilot))
        before = seen(pilot)
        assert "a agenda  d day  w week  t today  → on  ← back  ? help  esc close" in before
        for key in "bmxcnBX":
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, CalendarScreen)
            assert seen(pilot) == before


async def test_where_nothing_is_it_says_so() -> None:
    app = a_watch(planned())
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert "Calendar ·" not in seen(pilot)
        await pilot.press("C")
        await until(pilot, lambda: "Nothing is in the calendar in these days." in seen(pilot))


async def test_it_follows_the_store_and_keeps_the_mark() -> None:
    boards, feed = planned(call("Tue 2026-11-24 10:00", 1)), Pulled()
    app = a_watch(boards, feed=feed)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("C")
        screen = app.screen
        assert isinstance(screen, CalendarScreen)
        await until(pilot, lambda: screen.selected is not None)
        moved = replace(call("Wed 2026-11-25 10:00", 1), subject="Other rules")
        later = CalendarView(bookings=(call("Mon 2026-11-23 15:00", 2), moved), busy=())
        boards.board_now = replace(boards.board_now, calendar=later)
        feed.pull()
        await until(pilot, lambda: "about Other rules" in seen(pilot))
        assert len(screen.entries) == 2


async def test_the_present_goes_on_by_itself() -> None:
    wall = Wall()
    app = a_watch(planned(call()), wall)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("C", "d")
        await until(pilot, lambda: "10:30◂" in seen(pilot))
        wall.on(hours=1)
        app.board_screen.now = wall()
        await until(pilot, lambda: "11:30◂" in seen(pilot) and "running now" in seen(pilot))
        wall.on(hours=1)
        app.board_screen.now = wall()
        await until(pilot, lambda: "over: what came of it?" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "11:00-12:00 ◷ over: what came of it?" in seen(pilot))


class Locked(Morning):
    """A morning whose calendar can't be read any more."""

    locked = False

    def calendar(self, start: datetime, end: datetime) -> CalendarView:
        if self.locked:
            raise StoreError("the store is locked")
        return super().calendar(start, end)


async def test_a_store_that_cannot_be_read_is_told_in_place() -> None:
    boards = Locked(**{f.name: getattr(planned(call()), f.name) for f in fields(Morning)})
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("C")
        await until(pilot, lambda: "about Rules" in seen(pilot))
        boards.locked = True
        await pilot.press("right")
        await until(pilot, lambda: "the store is locked" in seen(pilot))
        assert "about Rules" in seen(pilot)


async def test_the_pane_leaves_out_what_finds_no_room() -> None:
    calls = [call(f"Mon 2026-11-23 {hour}:00", hour) for hour in range(11, 17)]
    app = a_watch(planned(*calls, call("Mon 2026-11-23 09:00", 9)))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        pane = app.board_screen.query_one("#calendar").region
        rows = grid(app.screen)[pane.y : pane.bottom]
        assert "▸ 11:00-12:00" in rows[1]
        assert "… 4 more" in rows[4]
        assert pane.height == 6


@pytest.mark.parametrize("words", ["[/red]\x1b[31m", "\x1b]52;c;x\x07", "[@click=app.quit]y[/]"])
async def test_hostile_words_are_text(words: str) -> None:
    app = a_watch(planned(call(subject=words), busy=(lunch(words),)))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        shown = [seen(pilot)]
        for keys in ("C", "d", "w", "a", "down"):
            await pilot.press(keys)
            await pilot.pause()
            shown.append(seen(pilot))
        assert not any("\x1b" in page or "\x07" in page for page in shown)
        assert words[:3].replace("\x1b", "␛") in shown[-1]
