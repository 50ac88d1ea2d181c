"""What strangers write is shown as text, in every place, and never obeyed (design: safety, 3a)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from textual.color import Color
from textual.widgets import Static

from tests.ui.watching.stage import (
    CLIENT,
    NOW,
    Morning,
    Pulled,
    a_watch,
    monday,
    morning_of,
    seen,
    until,
)
from vipdesk.domain.board import KeptApart
from vipdesk.domain.errors import StoreError
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.message import Attachment, Draft, Message
from vipdesk.domain.people import Agent, Person
from vipdesk.domain.text import UNSAFE, clean_line
from vipdesk.watch import WatchApp

BLACK = Color(0, 0, 0)
HOSTILE = {
    "osc title": "A\x1b]0;PWNED\x07B",
    "osc clipboard": "\x1b]52;c;cm0gLXJmIH4=\x1b\\",
    "csi": "\x1b[2J\x1b[31mred",
    "c1": "\x9b31m\x9d0;x\x9c",
    "nul del": "a\x00b\x7fc",
    "shift out": "\x0e\x0f",
    "bidi": "invoice\u202efdp.exe",
    "zero width": "pa\u200byp\u200dal",
    "markup": "[bold]x[/bold] [@click=app.quit]y[/]",
    "broken markup": "[/] [/foo] [b",
    "link": "[link=https://bank.example.org]bank[/link] [x](y)",
    "lines": "one\r\ntwo\nthree\u2028four",
    "surrogate": "\ud83d alone",
    "tags": "\U000e0041\ufeff",
}


def poisoned(evil: str) -> Morning:
    """A desk where every text that anybody could have written is this one."""
    boards, who = morning_of(monday()), Person(evil, evil)
    aside: Message | None = None
    for number, view in boards.views.items():
        messages = tuple(
            replace(
                message,
                author=who,
                subject=evil,
                text=f"{evil}\n{evil}",
                quoted=evil,
                signature=evil,
                why=evil,
                attachments=(Attachment(evil, evil, 3, evil),),
            )
            for message in view.messages
        )
        aside = messages[0]
        boards.views[number] = replace(
            view,
            ticket=replace(view.ticket, subject=evil, requester=who),
            line=view.line._replace(subject=evil, requester=evil),
            messages=messages,
            events=tuple(replace(event, who=evil, detail=evil) for event in view.events),
            drafts=(Draft(number, evil, evil, NOW),),
        )
    assert aside is not None
    lines = tuple(line._replace(subject=evil, requester=evil) for line in boards.board_now.lines)
    boards.board_now = replace(
        boards.board_now,
        lines=lines,
        client=replace(CLIENT, name=evil),
        agent=Agent(evil, evil),
        set_aside=1,
    )
    unread = Unreadable(evil, evil, evil, NOW - timedelta(hours=9))
    boards.kept = KeptApart((unread,), (replace(aside, ticket=None),))
    return boards


def painted(app: WatchApp) -> str:
    """Everything on the screen as it goes to the terminal, styles left out."""
    rows = [list(strip) for strip in app.screen._compositor.render_strips()]
    for worn in app.get_line_filters():
        rows = [worn.apply(row, BLACK) for row in rows]
    return "".join(segment.text for row in rows for segment in row)


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
async def test_in_every_place_it_is_only_text(evil: str) -> None:
    boards, feed = poisoned(evil), Pulled()
    app = a_watch(boards, feed=feed)
    looks = []
    async with app.run_test(size=(160, 60)) as pilot:
        await until(pilot, lambda: app.board_screen.view is not None)
        looks.append(painted(app))
        boards.trouble = StoreError(evil)
        feed.pull()
        await until(pilot, lambda: bool(app.board_screen.trouble))
        for keys in ("enter", "o", "escape", "x", "escape", "U", "down", "escape", "question_mark"):
            await pilot.press(keys)
            await pilot.pause(0.08)
            looks.append(painted(app))
        assert app.is_running
    assert app.return_code is None
    for look in looks:
        assert UNSAFE.search(look) is None
    shown = clean_line(evil)[:8]
    assert shown in looks[0]


async def test_markup_is_shown_as_it_was_written() -> None:
    evil = "[b]x[/b] [/]"
    app = a_watch(poisoned(evil))
    async with app.run_test(size=(160, 60)) as pilot:
        await until(pilot, lambda: app.board_screen.view is not None)
        assert seen(pilot).count(evil) > 8


async def test_the_belt_catches_what_a_widget_forgot() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.board_screen.view is not None)
        await app.board_screen.mount(Static("forgot\x1b]0;x\x9b1m\u202e", markup=False))
        await pilot.pause()
        assert "forgot" in painted(app)
        assert UNSAFE.search(painted(app)) is None


@pytest.mark.parametrize("action", ["screenshot", "suspend_process", "simulate_key('q')"])
async def test_no_action_of_the_library_leaves_a_trace(action: str) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.board_screen.view is not None)
        before = seen(pilot)
        await app.run_action(f"app.{action}" if "(" in action else f"app.{action}()")
        app.open_url("https://example.org")
        await pilot.pause()
        assert seen(pilot) == before
        assert app.return_code is None
