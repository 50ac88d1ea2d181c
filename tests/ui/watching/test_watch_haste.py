"""A burst of keys, as a slow line brings it: each goes where the one before it has led."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tests.ui.watching.stage import SMALL, a_watch, monday, morning_of, ready, until
from vipdesk.terminal import one_by_one
from vipdesk.terminal.one_by_one import OneByOne, is_typed

NAMES = {" ": "space", "/": "slash", "?": "question_mark"}


async def burst(app: App[Any], keys: Iterable[str], rounds: int) -> None:
    """Press keys so near to each other; in a round of the loop each widget hands on one key."""
    for key in keys:
        app.post_message(Key(NAMES.get(key, key), key if len(key) == 1 else None))
        for _ in range(rounds):
            await asyncio.sleep(0)


@pytest.mark.parametrize("rounds", range(5))
async def test_what_is_typed_behind_the_key_to_find_is_looked_for(rounds: int) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot, app)
        await burst(app, "/inbox", rounds)
        await until(pilot, lambda: app.board_screen.find_bar.words == "inbox")
        assert app.screen is app.board_screen


async def test_what_is_pasted_behind_the_key_to_find_is_looked_for() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot, app)
        await burst(app, "/", 0)
        app.post_message(Paste("inbox"))
        await burst(app, " c", 0)
        await until(pilot, lambda: app.board_screen.find_bar.words == "inbox c")


async def test_what_is_typed_behind_the_key_for_help_narrows_it() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot, app)
        await burst(app, "?bands", 0)

        def typed() -> bool:
            return [each.value for each in app.screen.query(Input)] == ["bands"]

        await until(pilot, typed)


class Never(Widget, can_focus=True):
    """Has a key, and is not done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.over = asyncio.Event()

    async def on_key(self) -> None:
        await self.over.wait()


class Bare(App[None]):
    """Hands keys out one by one, and hears of those that nobody wants."""

    def __init__(self) -> None:
        super().__init__()
        self.one_by_one, self.heard = OneByOne(self, super().on_event), asyncio.Queue[str]()
        self.never = Never()

    def compose(self) -> ComposeResult:
        yield self.never

    async def on_event(self, event: Event) -> None:
        if is_typed(event):
            await self.one_by_one.take(event)
        else:
            await super().on_event(event)

    def on_key(self, event: Key) -> None:
        self.heard.put_nowait(event.key)


async def test_keys_do_not_wait_for_ever_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_by_one, "LONGEST_HELD", 0.05)
    app = Bare()
    async with app.run_test():
        app.set_focus(app.never)
        await burst(app, "a", 1)
        app.set_focus(None)
        await burst(app, "bc", 0)
        try:
            async with asyncio.timeout(20):
                assert [await app.heard.get() for _ in "bc"] == ["b", "c"]
        finally:
            app.never.over.set()


async def test_keys_for_one_that_hangs_are_held_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_by_one, "LONGEST_HELD", 0.05)
    app = Bare()
    async with app.run_test():
        try:
            async with asyncio.timeout(20):
                app.set_focus(app.never)
                await burst(app, "a", 1)
                app.set_focus(None)
                await burst(app, "b", 0)
                assert await app.heard.get() == "b"
                monkeypatch.setattr(one_by_one, "LONGEST_HELD", 60)
                app.set_focus(app.never)
                await burst(app, "cde", 9)
                app.set_focus(None)
                await burst(app, "f", 0)
                assert await app.heard.get() == "f"
                app.never.over.set()
                assert {await app.heard.get() for _ in "acde"} == set("acde")
        finally:
            app.never.over.set()


async def test_a_key_waits_for_the_screen_that_was_just_opened() -> None:
    typed = Input()

    class Opened(Screen[None]):
        def compose(self) -> ComposeResult:
            yield typed

        def on_mount(self) -> None:
            typed.focus()

    app = Bare()
    async with app.run_test() as pilot:
        app.push_screen(Opened())
        await burst(app, "abc", 0)
        await until(pilot, lambda: typed.value == "abc")
    assert app.heard.empty()
