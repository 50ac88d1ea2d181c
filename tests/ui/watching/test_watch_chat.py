"""A watcher looks at a chat, live, and has nothing to say in it."""

import pytest
from msgspec.structs import replace

from tests.kit import PAOLO
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
from vipdesk.domain.on_pages import OnPages
from vipdesk.screens.chat_look import ChatLook
from vipdesk.watch import WatchApp

CHAT = 103


class Pages:
    """What is so on the client's page; set by hand."""

    def __init__(self) -> None:
        self.now = OnPages()

    def __call__(self) -> OnPages:
        return self.now


@pytest.fixture
def boards() -> Morning:
    return morning_of(monday())


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_the_words_and_who_is_there_are_seen_live(
    boards: Morning, size: tuple[int, int]
) -> None:
    pages, feed = Pages(), Pulled()
    app = WatchApp(boards, feed, Wall(), pages=pages)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        app.board_screen.open_ticket(CHAT)
        await until(pilot, lambda: app.board_screen.view_at_hand is not None)
        await press(pilot, "d")
        await until(pilot, lambda: "Paolo Bianchi · Fri 20 Nov 16:50" in seen(pilot))
        assert f"Chat · #{CHAT}" in seen(pilot)
        pages.now = OnPages({PAOLO.address: True}, {PAOLO.address: CHAT})
        await until(pilot, lambda: "Paolo Bianchi: on the page now" in seen(pilot))
        await until(pilot, lambda: "Paolo Bianchi types …" in seen(pilot))
        view = boards.views[CHAT]
        fresh = replace(view.messages[-1], number=999, text="One more thing.", at=Wall().now)
        boards.views[CHAT] = replace(view, messages=(*view.messages, fresh))
        feed.pull()
        await until(pilot, lambda: "One more thing." in seen(pilot))
        assert "send" not in seen(pilot)
        await pilot.press("x", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ChatLook))


async def test_there_is_a_chat_only_where_somebody_chats(boards: Morning) -> None:
    app = WatchApp(boards, Pulled(), Wall())
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert "d live chat" not in seen(pilot)
        app.board_screen.open_ticket(CHAT)
        await until(pilot, lambda: "d live chat" in seen(pilot))


async def test_unread_words_are_counted_in_the_row_and_on_top(boards: Morning) -> None:
    boards.board_now = replace(boards.board_now, unread_chat={CHAT: 2})
    app = WatchApp(boards, Pulled(), Wall())
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert "✱2 How do I export" in seen(pilot)
        assert "✱ 2 in chat" in seen(pilot)
