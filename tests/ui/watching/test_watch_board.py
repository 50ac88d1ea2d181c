"""The board as a supervisor has it before them: keys, live updates, troubles, sizes."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from textual.pilot import Pilot

from tests.kit import MARTA
from tests.ui.watching.stage import (
    CLIENT,
    NOW,
    Morning,
    Pulled,
    Wall,
    a_watch,
    grid,
    monday,
    morning_of,
    seen,
    until,
)
from vipdesk.domain.board import KeptApart
from vipdesk.domain.errors import StoreError
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.message import Attachment, Kind, Message
from vipdesk.domain.people import Client
from vipdesk.domain.policy import Channel
from vipdesk.screens.kept_apart import KeptApartScreen
from vipdesk.watch import WatchApp

WIDE, SMALL, SMALLEST = (120, 36), (80, 24), (40, 12)


async def ready(pilot: Pilot[None], app: WatchApp) -> None:
    """The first ticket is on the screen."""
    await until(pilot, lambda: app.board_screen.view is not None)


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys, let the ticket be read, and look."""
    app = pilot.app
    assert isinstance(app, WatchApp)
    await pilot.press(*keys)
    view = app.board_screen
    await until(pilot, lambda: view.view is None or view.view.line.number == view.number)
    return seen(pilot)


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


async def test_a_cursor_that_does_not_rest_reads_nothing() -> None:
    boards = morning_of(monday())
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        boards.asked_for.clear()
        for _ in range(3):
            app.board_screen.queue.action_move(1)
        await until(pilot, lambda: "#102 Rule" in seen(pilot))
        assert boards.asked_for == [102]


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


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_it_says_where_nobody_is_at_the_desk(size: tuple[int, int]) -> None:
    evening = Wall(NOW + timedelta(hours=8))
    app = WatchApp(morning_of(monday()), Pulled(), evening, desk_open=lambda: False)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "desk closed" in seen(pilot))
        top = grid(app.screen)[0]
        assert [words for words in ("READ-ONLY", "18:42", " closed") if words not in top] == []
        assert top.rstrip().endswith(("closed", "09:00"))


@pytest.mark.parametrize(
    ("client", "badge"),
    [
        (replace(CLIENT, vip_until=date(2026, 11, 22)), True),
        (replace(CLIENT, vip_from=date(2026, 11, 24)), True),
        (replace(CLIENT, plan="Basic"), True),
        (replace(CLIENT, vip_until=None), False),
    ],
)
@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_a_client_who_is_not_entitled_is_in_plain_sight(
    client: Client, badge: bool, size: tuple[int, int]
) -> None:
    boards = morning_of(monday())
    boards.board_now = replace(boards.board_now, client=client)
    app = a_watch(boards)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        assert ("NOT ENTITLED" in grid(app.screen)[0]) is badge


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


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("104", ["104"]),
        ("webhook", ["101"]),
        ("paolo", ["105", "103"]),
        ("band:breached", ["104"]),
        ("band:", []),
        ("-is:untriaged from:luca", ["102"]),
        ('"', []),
    ],
)
async def test_find_narrows_with_each_letter(typed: str, rows: list[str]) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("slash")
        for letter in typed:
            await pilot.press(letter)
        await pilot.pause()
        found = [str(line.number) for line in app.board_screen.queue.lines]
        assert found == rows
        assert f"Queue · {len(rows)} of 7 open" in seen(pilot)


async def test_what_was_found_stays_until_escape() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash", "p", "a", "o", "l", "o", "enter", "j")
        assert app.board_screen.number == 103
        assert "2 of 7 open" in seen(pilot)
        rows = await press(pilot, "escape")
        assert "Queue · 7 open" in rows
        assert app.board_screen.number == 103


async def test_a_ticket_is_read_alone_and_left_again() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        alone = await press(pilot, "j", "enter")
        assert "Queue ·" not in alone
        assert "#105 Inbox crawls since Sunday night" in alone
        assert "#106 New mail" in await press(pilot, "J")
        assert "#105 Inbox" in await press(pilot, "K")
        assert "Queue ·" in await press(pilot, "escape")


async def test_a_ticket_that_is_not_in_the_queue_can_be_opened() -> None:
    boards = morning_of(monday())
    gone = boards.views[102].line
    boards.show(*(line for line in boards.board_now.lines if line != gone))
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        app.board_screen.open_ticket(102)
        await until(pilot, lambda: "#102 Rule condition ignores umlauts" in seen(pilot))
        assert app.board_screen.selected == gone
        assert "#104 Login" in await press(pilot, "escape")


async def test_the_deadline_is_explained() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("j", "x")
        await until(pilot, lambda: app.screen is not app.board_screen)
        told = seen(pilot)
        assert "#105 Inbox crawls since Sunday night" in told
        assert "initial response, severity 2 (High): 1 hour" in told
        assert "due Mon 10:46" in told
        assert "severity 2 (High)" not in await press(pilot, "escape")


async def test_the_explanation_tells_verdicts_too() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("G", "x")
        await until(pilot, lambda: "initial response: met" in seen(pilot))


async def test_help_lists_every_key_and_sign() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=(120, 70)) as pilot:
        await ready(pilot, app)
        told = await press(pilot, "question_mark")
        for words in ("pgup", "enter", "why", "find", "zone", "quit", "■", "‖", "☎", "8 h"):
            assert words in told
        assert "Keys and signs" not in await press(pilot, "question_mark")


async def test_moments_can_be_shown_in_the_viewers_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        theirs = await press(pilot, "z")
        assert "04:42 EST" in theirs
        assert "due 04:30" in theirs
        assert "due 10:30" in await press(pilot, "z")


def kept_apart(boards: Morning) -> None:
    """Two things that are no ticket."""
    aside = Message(
        number=70,
        ticket=None,
        kind=Kind.RECEIVED,
        channel=Channel.EMAIL,
        author=MARTA,
        at=NOW - timedelta(hours=1),
        subject="Out of office",
        text="I am away until Monday.",
        why="an automatic reply",
    )
    unread = Unreadable("broken.eml", "it has 20 000 parts", "ab12", NOW - timedelta(hours=2))
    boards.kept = KeptApart((unread,), (aside,))
    boards.board_now = replace(boards.board_now, unreadable=1, set_aside=1)


async def test_what_was_kept_apart_is_a_key_away() -> None:
    boards = morning_of(monday())
    kept_apart(boards)
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert "1 could not be read · 1 set aside" in seen(pilot)
        await pilot.press("U")
        await until(pilot, lambda: "I am away until Monday." in seen(pilot))
        assert "set aside: an automatic reply" in seen(pilot)
        assert isinstance(app.screen, KeptApartScreen)
        await pilot.press("down")
        await until(pilot, lambda: "under ab12" in seen(pilot))
        assert app.screen.selected == boards.kept.unreadable[0]
        assert "Kept apart" not in await press(pilot, "escape")


async def test_only_keys_that_do_something_are_shown() -> None:
    boards = morning_of(monday())
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        keys = grid(app.screen)[-1]
        for there in ("enter read", "? help", "/ find", "x why due", "q quit"):
            assert there in keys
        for not_there in ("kept apart", "esc", "unfold", "more"):
            assert not_there not in keys


@pytest.mark.parametrize("verb", [*"anserwcbutdpNvyi", "ctrl+p", "ctrl+s", "ctrl+e", "ctrl+z"])
async def test_no_key_acts(verb: str) -> None:
    boards = morning_of(monday())
    app = a_watch(boards)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot, app)
        before = seen(pilot)
        await pilot.press(verb)
        await pilot.pause()
        assert app.screen is app.board_screen
        assert seen(pilot) == before


async def test_tab_goes_from_pane_to_pane() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        been = []
        for _ in range(3):
            been.append(app.focused.id if app.focused else None)
            await pilot.press("tab")
        assert been == ["queue", "ticket", "queue"]


@pytest.mark.parametrize(
    ("size", "there", "not_there"),
    [
        (WIDE, ["Queue", "#104 Login page returns 502", "from", "via"], []),
        (SMALL, ["Queue", "#104 Login page returns 502", "via"], ["needs"]),
        (SMALLEST, ["Queue", "-0h 12m", "104 Login", "READ-ONLY", "10:42"], ["#104", "needs"]),
        ((20, 10), ["needs 28 x 7", "20 x 10"], ["Queue"]),
        ((60, 5), ["needs 28 x 7, this is 60 x 5"], ["Queue"]),
    ],
)
async def test_each_size_shows_what_it_can(
    size: tuple[int, int], there: list[str], not_there: list[str]
) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        rows = seen(pilot).replace("\n", " ") if size[0] == 20 else seen(pilot)
        assert [words for words in there if words not in rows] == []
        assert [words for words in not_there if words in rows] == []


async def test_on_the_smallest_screen_a_ticket_can_be_read() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=SMALLEST) as pilot:
        await ready(pilot, app)
        alone = await press(pilot, "enter")
        assert "#104 Login page returns 502" in alone
        assert "esc back" in alone


async def test_leaving_lets_go_of_the_feed() -> None:
    feed = Pulled()
    app = a_watch(morning_of(monday()), feed=feed)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("q")
    assert feed.closed
    assert app.return_code == 0


async def test_attachments_are_listed_and_history_is_folded() -> None:
    boards = morning_of(monday())
    view = boards.views[104]
    first = replace(
        view.messages[0],
        quoted="> older words",
        attachments=(Attachment("screenshot.png", "image/png", 86_016, "d1"),),
    )
    boards.views[104] = replace(view, messages=(first, *view.messages[1:]))
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        rows = seen(pilot)
        assert "screenshot.png  84 kB" in rows
        assert "older words" not in rows
        assert "o unfold" in rows
        assert "> older words" in await press(pilot, "o")
        assert "older words" not in await press(pilot, "o")
