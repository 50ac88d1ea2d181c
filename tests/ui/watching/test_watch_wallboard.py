"""The wallboard: counts with what they mean, every row a way to what is behind it."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.console import RenderableType
from textual.screen import Screen

from tests.kit import at
from tests.ui.watching.on_the_wall import go_to, morning, opened, wall
from tests.ui.watching.stage import (
    NOW,
    SMALL,
    SMALLEST,
    WIDE,
    Pulled,
    Wall,
    a_watch,
    monday,
    morning_of,
    ready,
    seen,
    until,
)
from vipdesk.domain.cause import Cause
from vipdesk.domain.commands import Promise
from vipdesk.domain.errors import StoreError
from vipdesk.domain.queue import instant
from vipdesk.domain.target import TargetKind
from vipdesk.personal import Personal
from vipdesk.screens.wallboard import WallboardScreen
from vipdesk.terminal.cropping import crop_updates
from vipdesk.watch import WatchApp


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_it_shows_counts_and_what_they_mean_at_every_size(size: tuple[int, int]) -> None:
    app = a_watch(morning())
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        told = seen(pilot)
        assert "Wallboard · Nov 2026" in told
        assert "Promises of the month" in told
        assert "0 of 1" in told
        assert "Met of judged: the targets that were" in told
        assert "esc back" in told


async def test_it_tells_the_month_the_moment_and_the_people() -> None:
    app = a_watch(morning())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        told = wall(app).text
        for words in (
            "1 Critical",
            "#104 Login page returns 502",
            "0h 12m late · still open · ∵? no cause yet",
            "At risk now · next 4 h",
            "#105 Inbox crawls since Sunday night",
            "asked Pavel Horák",
            "Marta Rossi  +39 02 5550 1234",
            "16h 02m",
            "Jana Nováková",
            "Tickets by week",
            "Attainment by hour of the day",
        ):
            assert words in told, words


async def test_a_cause_stands_beside_its_breach() -> None:
    boards = morning()
    view = boards.views[104]
    opened_by = view.ticket.facts[0].number
    cause = Cause(104, TargetKind.INITIAL, opened_by, "power \x1b[31mcut", NOW, "Jana")
    boards.views[104] = replace(view, causes=(cause,))
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        assert "∵ power ␛[31mcut" in wall(app).text


async def test_enter_opens_the_list_behind_a_count_then_the_ticket() -> None:
    app = a_watch(morning())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "1 Critical")
        await pilot.press("enter")
        await until(pilot, lambda: "1 Critical · initial · Nov 2026" in seen(pilot))
        assert "#104 Login page returns 502" in wall(app).text
        await pilot.press("escape")
        await until(pilot, lambda: "Wallboard · Nov 2026" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "#104 Login" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.board_screen)
        await until(pilot, lambda: app.board_screen.reading)
        assert app.board_screen.number == 104


@pytest.mark.parametrize(("words", "number"), [("#105 Inbox crawls", 105), ("asked Pavel", 104)])
async def test_enter_opens_the_ticket_of_a_row(words: str, number: int) -> None:
    app = a_watch(morning())
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, words)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.board_screen)
        assert app.board_screen.number == number


async def test_enter_on_a_callback_opens_it_among_the_callbacks() -> None:
    app = a_watch(morning())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "Marta Rossi  +39")
        await pilot.press("enter")
        await until(pilot, lambda: "Callbacks" in seen(pilot) and "Wallboard" not in seen(pilot))
        assert "+39 02 5550 1234" in seen(pilot)


@pytest.mark.parametrize("words", ["16 Nov", "09:00"])
async def test_the_bars_lead_to_what_they_count(words: str) -> None:
    app = a_watch(morning())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, words)
        await pilot.press("enter")
        await until(pilot, lambda: "Came · " in seen(pilot))
        assert "#10" in wall(app).text


async def test_another_month_is_a_key_away_and_none_to_come() -> None:
    app = a_watch(morning())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("right_square_bracket")
        assert "Nov 2026" in seen(pilot)
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "Wallboard · Oct 2026" in seen(pilot))
        assert "nothing fell due yet" in wall(app).text
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "Wallboard · Nov 2026" in seen(pilot))


async def test_it_follows_commits_and_minutes_and_keeps_the_cursor() -> None:
    boards, feed, clock = morning(), Pulled(), Wall()
    app = a_watch(boards, clock, feed)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "asked Pavel")
        boards.board_now = replace(boards.board_now, callbacks=())
        feed.pull()
        await until(pilot, lambda: "nobody waits for a call" in wall(app).text)
        row = wall(app).row
        assert row is not None
        assert "asked Pavel" in "".join(text for text, _ in row.line)
        assert "0h 12m late" in wall(app).text
        clock.now = NOW + timedelta(minutes=3)
        app.tick()
        await until(pilot, lambda: "0h 15m late" in wall(app).text)


async def test_a_second_that_passes_paints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    crop_updates()  # a desk does so once it has settled
    clock = Wall()
    app = a_watch(morning(), clock)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.pause()
        painted: list[object] = []
        real = app._display

        def display(screen: Screen[object], renderable: RenderableType) -> None:
            painted.append(renderable)
            real(screen, renderable)

        monkeypatch.setattr(app, "_display", display)
        for _ in range(5):
            clock.on(seconds=1)
            app.tick()
            await pilot.pause()
        assert painted == []


async def test_targets_are_saved_as_a_sheet_by_a_key() -> None:
    saved: list[tuple[str, str]] = []

    def save(name: str, content: bytes) -> str:
        saved.append((name, content.decode()))
        return f"~/Downloads/{name}"

    app = WatchApp(morning(), Pulled(), Wall(), personal=Personal(save=save))
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await until(pilot, lambda: "saved: ~/Downloads/vipdesk-2026-11.csv" in seen(pilot))
    ((name, sheet),) = saved
    assert name == "vipdesk-2026-11.csv"
    assert sheet.count("\r\n") == 1 + 4
    assert "104,Login page returns 502,1,initial" in sheet


async def test_all_meanings_are_one_key_away() -> None:
    app = a_watch(morning())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("d")
        await until(pilot, lambda: "What the figures mean" in seen(pilot))
        assert "At risk now: targets and promises" in seen(pilot)


async def test_a_store_that_can_not_be_read_is_told_there(monkeypatch: pytest.MonkeyPatch) -> None:
    boards = morning()
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)

        def fail(*_: object) -> None:
            raise StoreError("the store is locked: try again")

        monkeypatch.setattr(boards, "figures", fail)
        await pilot.press("B")
        await until(pilot, lambda: "the store is locked: try again" in seen(pilot))


@pytest.mark.parametrize(("size", "whole"), [(WIDE, True), (SMALLEST, False)])
async def test_a_meaning_that_is_cut_says_how_to_read_it(
    size: tuple[int, int], whole: bool
) -> None:
    app = a_watch(morning())
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: ("one of them took, in the same time." in seen(pilot)) is whole)
        await until(pilot, lambda: (" … all: d" in seen(pilot)) is not whole)


async def test_what_is_missed_is_not_at_risk_any_more_within_the_same_minute() -> None:
    boards, clock = morning(), Wall()
    app = a_watch(boards, clock)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        assert "#105 Inbox crawls" in _part(app, "At risk now")
        line = boards.views[105].line
        assert line.due is not None
        clock.now = instant(line.due) + timedelta(seconds=1)
        app.tick()
        await until(pilot, lambda: "#105 Inbox crawls" in _part(app, "Missed · 2"))
        assert "#105 Inbox crawls" not in _part(app, "At risk now")


async def test_a_promise_is_at_risk_too_and_says_that_it_is_one() -> None:
    story = monday()
    until_then = at("Mon 2026-11-23 11:30")
    story.at("Mon 2026-11-23 10:40").do(Promise(103, until_then))
    app = a_watch(morning_of(story))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        assert "#103 ⚑ promise · How do I export" in _part(app, "At risk now")


async def test_what_is_of_now_is_called_so_whatever_month_is_shown() -> None:
    app = a_watch(morning())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "Wallboard · Oct 2026" in seen(pilot))
        told = wall(app).text
        for words in ("At risk now", "Escalations now", "Callbacks now", "On duty now"):
            assert words in told
        assert "0 in Oct 2026" in told


@pytest.mark.parametrize("size", [WIDE, SMALLEST])
async def test_charts_say_which_time_they_cover(size: tuple[int, int]) -> None:
    app = a_watch(morning())
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        assert wall(app).text.count("7 Sep to 23 Nov 2026, 12 weeks") == 4


def _part(app: WatchApp, words: str) -> str:
    """What stands below that heading, until the next."""
    return wall(app).text.partition(words)[2].partition("\n\n")[0]


async def test_the_key_that_opens_it_does_nothing_when_it_is_repeated() -> None:
    app = a_watch(morning())
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("B")
        await pilot.pause()
        assert isinstance(app.screen, WallboardScreen)
