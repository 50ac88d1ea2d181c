"""The help: every key and sign, and fewer of them with each word."""

import pytest

from tests.ui.watching.stage import (
    SMALLEST,
    WIDE,
    Pulled,
    Wall,
    a_watch,
    monday,
    morning_of,
    press,
    ready,
)
from vipdesk.keys import KeySet
from vipdesk.personal import Personal
from vipdesk.preferences import Preferences
from vipdesk.watch import WatchApp


@pytest.mark.parametrize("size", [WIDE, SMALLEST])
async def test_words_narrow_keys_and_signs(size: tuple[int, int]) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        found = await press(pilot, "question_mark", *"BOOKED", "space", *"busy")
        assert "Show what is booked" in found
        assert "in the calendar" not in found
        more = await press(pilot, *["backspace"] * len(" busy"))
        assert "in the calendar" in more
        assert "First and last" not in more


async def test_words_that_are_nowhere_say_how_to_go_on() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert "Nothing here is about that" in await press(pilot, "question_mark", *"zebra")
        assert "Nothing here" not in await press(pilot, *["backspace"] * 5)


async def test_a_long_help_is_scrolled_and_left() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=SMALLEST) as pilot:
        await ready(pilot, app)
        top = await press(pilot, "question_mark")
        lower = await press(pilot, *["down"] * 5, "pagedown")
        assert lower != top
        assert "Keys and signs" in lower
        assert "Keys and signs" not in await press(pilot, "escape")


async def test_every_key_is_told_once_and_with_words() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=(90, 80)) as pilot:
        await ready(pilot, app)
        rows = [row.strip("│╭╮╰╯ ") for row in (await press(pilot, "question_mark")).split("\n")]
        told = [row for row in rows if row]
        keys = told[told.index("Keys") : told.index("Signs")]
        assert [row for row in keys if " " not in row] == ["Keys"]
        assert len(set(keys)) == len(keys)


async def test_the_moves_of_vi_are_told_to_whom_they_move() -> None:
    mine = Personal(preferences=Preferences(key_set=KeySet.VI))
    app = WatchApp(morning_of(monday()), Pulled(), Wall(), personal=mine)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert "Half a page down or up" in await press(pilot, "question_mark")


async def test_a_key_that_does_nothing_now_says_so() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=(90, 80)) as pilot:
        await ready(pilot, app)
        told = await press(pilot, "question_mark")
        assert "Show more of a text that is very long · not now" in told
        assert "Find tickets, or in one" in told
        assert "Find tickets, or in one · not now" not in told
