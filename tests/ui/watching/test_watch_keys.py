"""What each key of the watcher does, and that none of them acts."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.kit import MARTA
from tests.ui.watching.stage import (
    NOW,
    SMALL,
    WIDE,
    Morning,
    Pulled,
    a_watch,
    grid,
    monday,
    morning_of,
    press,
    ready,
    seen,
    until,
)
from vipdesk.domain.board import KeptApart
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.message import Attachment, Kind, Message
from vipdesk.domain.policy import Channel
from vipdesk.screens.kept_apart import KeptApartScreen


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


async def test_a_long_ticket_is_read_to_its_end_without_leaving_the_queue() -> None:
    morning = morning_of(monday())
    first = morning.board_now.lines[0].number
    said = morning.views[first].messages[0]
    long = replace(said, text="\n".join(f"line {n}." for n in range(100)))
    morning.views[first] = replace(morning.views[first], messages=(long,))
    app = a_watch(morning)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await until(pilot, lambda: "line 3." in seen(pilot) and "line 99." not in seen(pilot))
        await pilot.press(*["space"] * 6)
        await until(pilot, lambda: "line 99." in seen(pilot))
        assert app.board_screen.number == first
        await pilot.press(*["backspace"] * 6)
        await until(pilot, lambda: "line 3." in seen(pilot))


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("104", ["104"]),
        ("webhook", ["101"]),
        ("paolo", ["105", "103"]),
        ("band:breached", ["104"]),
        ("band:breached sev:", ["104"]),
        ("owes:client", ["101"]),
        ("-is:untriaged from:luca", ["102"]),
        ('"paolo', ["105", "103"]),
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


@pytest.mark.parametrize("size", [WIDE, (40, 12)])
async def test_a_term_that_is_not_right_yet_says_what_would_be(size: tuple[int, int]) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        await press(pilot, "slash", *"band:ur")
        await until(pilot, lambda: "band:urgent" in seen(pilot))
        assert len(app.board_screen.queue.lines) == 7
        await press(pilot, *"gent")
        await until(pilot, lambda: len(app.board_screen.queue.lines) < 7)
        await press(pilot, *["backspace"] * 11, *"before:now")
        await until(pilot, lambda: "takes a day" in seen(pilot))


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


async def test_where_nothing_is_due_the_explanation_says_why() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("G", "x")
        await until(pilot, lambda: "nothing is due: we wait for the client" in seen(pilot))


async def test_the_explanation_tells_verdicts_too() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await pilot.press("G", "x")
        await until(pilot, lambda: "initial response: met" in seen(pilot))


async def test_help_lists_every_key_and_sign() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=(120, 90)) as pilot:
        await ready(pilot, app)
        told = await press(pilot, "question_mark")
        for words in ("pgup", "enter", "Explain", "Find", "zone", "Quit", "■", "‖", "☎", "8 h"):
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


@pytest.mark.parametrize("verb", [*"anserwcbutdpNyi", "ctrl+p", "ctrl+s", "ctrl+e", "ctrl+z"])
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
        attachments=(Attachment("screenshot.png", "image/png", 84_016, "d1"),),
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
