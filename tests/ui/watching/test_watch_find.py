"""A watcher finds too: late answers to earlier words are dropped, rows keep their places."""

from dataclasses import dataclass, field
from threading import Event

import pytest
from msgspec.structs import replace
from textual._compositor import Compositor
from textual.events import Paste

from tests.ui.watching.stage import (
    SMALL,
    SMALLEST,
    WIDE,
    Morning,
    a_watch,
    monday,
    morning_of,
    press,
    ready,
    seen,
    until,
)
from vipdesk.domain.errors import StoreError
from vipdesk.domain.facts import Status
from vipdesk.domain.filter import Filter
from vipdesk.domain.found import Found
from vipdesk.screens.board import SETTLED_TYPING
from vipdesk.watch import WatchApp


@dataclass
class Held(Morning):
    """Answers about the first word that is asked for come late."""

    first: list[Filter] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)

    def search(self, wanted: Filter, most: int) -> Found:
        self.first = self.first or [wanted]
        if wanted == self.first[0]:
            assert self.go_on.wait(20)
        return super().search(wanted, most)


def past_morning() -> Morning:
    """The webhook, the umlauts and the audit log are done with."""
    story = monday()
    for number in (101, 102, 103):
        story.status(Status.RESOLVED, number)
    return morning_of(story)


def rows(app: WatchApp) -> list[int]:
    return [line.number for line in app.board_screen.queue.lines]


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_the_cursor_goes_over_the_rule_and_back(size: tuple[int, int]) -> None:
    app = a_watch(past_morning())
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash", *"sev:1", "enter")
        await until(pilot, lambda: rows(app) == [104])
        await press(pilot, "slash", *["backspace"] * 5, *"from:rossi", "enter")
        await until(pilot, lambda: rows(app)[-1] == 101 and "── resolved" in seen(pilot))
        assert app.board_screen.number == 104
        await press(pilot, "G")
        assert app.board_screen.number == 101
        await press(pilot, "k")
        assert app.board_screen.number == 106
        assert "#101 Webhook" in await press(pilot, "j", "enter")


async def test_a_click_on_the_rule_selects_nothing() -> None:
    app = a_watch(past_morning())
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash", *"sev:4", "enter")
        await until(pilot, lambda: rows(app) == [102])
        queue = app.board_screen.queue
        await pilot.click(queue, offset=(10, 2))
        assert app.board_screen.number == 102
        assert "Nothing open" not in seen(pilot)


async def test_a_late_answer_to_earlier_words_is_dropped() -> None:
    past = past_morning()
    boards = Held(past.board_now, past.views)
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash", *"webhook")
        await until(pilot, lambda: bool(boards.first))
        await pilot.press(*["backspace"] * 7, *"umlauts")
        assert "resolved · looking" in seen(pilot)
        boards.go_on.set()
        await until(pilot, lambda: rows(app) == [102])
        assert "resolved · 1" in seen(pilot)


ODD = [
    "x" * 10_240,
    "w " * 5_000,
    "\u202eשלום مرحبا",
    "👩🏽‍💻 👨‍👩‍👧 ⚑ ﷽",
    "e\u0301\u0301\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚",
    'NEAR( " * ^ :',
    "'",
]


@pytest.mark.parametrize("size", [WIDE, SMALLEST])
@pytest.mark.parametrize("pasted", ODD)
async def test_whatever_is_pasted_the_desk_goes_on(size: tuple[int, int], pasted: str) -> None:
    app = a_watch(past_morning())
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        await pilot.press("slash")
        assert app.focused is not None
        app.focused.post_message(Paste(pasted))
        await pilot.pause()
        assert "Queue" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: len(rows(app)) == 4)
        await press(pilot, "enter", "slash")
        app.focused.post_message(Paste(pasted))
        await until(pilot, lambda: "not in here" in seen(pilot))


async def test_more_than_can_be_shown_are_counted() -> None:
    boards = past_morning()
    view = boards.views[101]
    for number in range(1000, 1240):
        boards.views[number] = replace(view, line=view.line._replace(number=number))
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash", *"webhook", "enter")
        await until(pilot, lambda: "resolved · 200 of 241, latest first" in seen(pilot))
        assert len(rows(app)) == 200
        await press(pilot, "G")
        assert app.board_screen.number == rows(app)[-1]


async def test_what_can_not_be_searched_is_said() -> None:
    class Broken(Morning):
        def search(self, wanted: Filter, most: int) -> Found:
            raise StoreError("the search index is damaged: make it anew")

    app = a_watch(Broken(past_morning().board_now, {}))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"inbox")
        await until(pilot, lambda: "the search index is damaged" in seen(pilot))
        assert rows(app) == [105]


async def test_a_letter_and_the_rows_that_it_leaves_are_one_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash")
        frames: list[tuple[str, str]] = []

        def painted(*_: object) -> None:
            frames.append((app.board_screen.find_bar.words, app.board_screen.filter))

        monkeypatch.setattr(app, "_display", painted)
        await press(pilot, *"log")
        await until(pilot, lambda: ("log", "log") in frames)
        assert all(typed == narrowed for typed, narrowed in frames)


async def test_a_letter_lays_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash", "l")
        await pilot.pause()
        monkeypatch.setattr(Compositor, "reflow", lambda *_: pytest.fail("laid out"))
        await press(pilot, *"ogin")
        assert app.board_screen.find_bar.words == "login"


async def test_while_words_are_typed_not_every_ticket_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash")
        delays: list[float] = []
        screen = app.board_screen
        read = screen.read_ticket

        def reading(after: float = 0, *, anew: bool = True) -> None:
            delays.append(after)
            read(after, anew=anew)

        monkeypatch.setattr(screen, "read_ticket", reading)
        await press(pilot, *"umlaut")
        await until(pilot, lambda: bool(delays))
        assert min(delays) >= SETTLED_TYPING
