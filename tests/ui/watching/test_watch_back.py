"""What is over: who did what, and the queue as it stood, plainly not of now."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from textual.screen import Screen

from tests.kit import MARTA, at
from tests.ui.watching.stage import (
    NOW,
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
from tests.ui.watching.test_watch_haste import burst
from vipdesk.domain.audit import Entry
from vipdesk.domain.callback import Callback
from vipdesk.domain.errors import StoreError
from vipdesk.domain.handover import Passing
from vipdesk.domain.policy import Channel
from vipdesk.screens.audit import AuditScreen
from vipdesk.screens.past import PastScreen
from vipdesk.screens.past_ticket import PastTicket
from vipdesk.widgets.queue import Queue
from vipdesk.widgets.timeline import Timeline

SIZES = [WIDE, SMALL, SMALLEST]
SAID = [("said before", "09:20"), ("said later", "09:59")]


def entry(number: int, what: str, who: str = "Jana", **more: object) -> Entry:
    """One entry, a minute after the one before it."""
    when = at("Mon 2026-11-23 09:00") + timedelta(minutes=number)
    told = {
        **{"number": number, "at": when, "who": who, "worked_by": who, "role": "dedicated"},
        **{"terminal": "desk on pts/3", "what": what, "ticket": 104, "callback": None},
        **{"booking": None, "detail": "", "event": number, "happened": when, "digest": ""},
    }
    return Entry(**(told | more))  # type: ignore[arg-type] # all of them are there


ENTRIES = (
    entry(1, "opened", "", ticket=104, detail="Marta Rossi", worked_by="", terminal="mail in"),
    entry(2, "noted", detail="asked \x1b[31mPavel"),
    entry(3, "escalation accepted", "Pavel", worked_by="Jana"),
)


CALLED = Callback(
    number=7,
    channel=Channel.VOICEMAIL,
    external_id="call-7",
    caller=MARTA,
    phone="+390255501234",
    shown="+39 02 5550 1234",
    received=at("Sun 2026-11-22 18:40"),
)


@pytest.fixture
def boards() -> Morning:
    """A desk with three entries, on which one ticket was open at nine."""
    boards = morning_of(monday())
    boards.entered = ENTRIES
    first = boards.board_now.lines[0]
    cover = Passing(number=1, giver="Jana Nováková", taker="Petra Nová", back=False)
    lines = (first._replace(subject="As it was"),)
    boards.board_then = replace(boards.board_now, lines=lines, cover=cover, callbacks=(CALLED,))
    return boards


@pytest.mark.parametrize("size", SIZES)
async def test_the_audit_tells_who_when_and_from_where(
    boards: Morning, size: tuple[int, int]
) -> None:
    app = a_watch(boards)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        await press(pilot, "E")
        await until(pilot, lambda: "Pavel" in seen(pilot))
        text = " ".join(seen(pilot).replace("│", " ").split())
        assert "09:01 opened · #104 · Marta Rossi · mail in" in text
        assert "09:02 Jana · noted · #104 · asked ␛[31mPavel · desk on pts/3" in text
        assert "09:03 Pavel (at Jana's desk) · escalation accepted · #104" in text


async def test_what_is_long_goes_on_below_itself(boards: Morning) -> None:
    boards.entered = (entry(1, "noted", detail="the proxy of the site in Milan drops out " * 3),)
    app = a_watch(boards)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot, app)
        await press(pilot, "E")
        await until(pilot, lambda: "09:01" in seen(pilot))
        rows = [row.strip("│ ╰╯─") for row in seen(pilot).split("\n")]
        (at,) = [place for place, row in enumerate(rows) if row.startswith("09:01")]
        (raw,) = [row for row in seen(pilot).split("\n") if "09:01" in row]
        below = seen(pilot).split("\n")[at + 1]
        assert below.find(rows[at + 1]) == raw.find("Jana")
        await pilot.resize_terminal(*WIDE)
        await until(pilot, lambda: seen(pilot).count("Milan") == 3)
        assert "drops out the proxy of the site in Milan drops out" in seen(pilot)


async def test_the_audit_is_narrowed_by_words_and_says_when_there_are_none(
    boards: Morning,
) -> None:
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "E")
        await until(pilot, lambda: "Pavel" in seen(pilot))
        await press(pilot, *"noted")
        await until(pilot, lambda: "opened" not in seen(pilot))
        assert "asked" in seen(pilot)
        await press(pilot, *"xy")
        await until(pilot, lambda: "No entry is about that." in seen(pilot))
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen is app.board_screen)


async def test_the_audit_shows_what_was_done_since(boards: Morning) -> None:
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "E")
        await until(pilot, lambda: "Pavel" in seen(pilot))
        boards.entered = (*ENTRIES, entry(4, "resolved"))
        await until(pilot, lambda: "09:04 Jana · resolved" in seen(pilot))


async def test_a_store_that_can_not_be_read_says_so(boards: Morning) -> None:
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        boards.trouble = StoreError("the store is locked")
        await press(pilot, "E")
        await until(pilot, lambda: "the store is locked" in seen(pilot))


async def test_what_could_not_be_read_is_said_on_though_the_terminal_is_resized(
    boards: Morning,
) -> None:
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "E")
        await until(pilot, lambda: "Pavel" in seen(pilot))
        boards.trouble = StoreError("the store is locked")
        await press(pilot, "o")
        await until(pilot, lambda: "the store is locked" in seen(pilot))
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "the store is locked" in seen(pilot)
        assert "Pavel" not in seen(pilot)


async def test_nobody_had_the_desk_before_it_was_founded(boards: Morning) -> None:
    boards.founded = False
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "T", *"09:58", "enter")
        await until(pilot, lambda: "the desk was not founded yet" in seen(pilot))
        assert "had the desk" not in seen(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_past_is_marked_as_such_and_read_only(
    boards: Morning, size: tuple[int, int]
) -> None:
    app = a_watch(boards)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        await press(pilot, "T", *"09:58", "enter")
        await until(pilot, lambda: isinstance(app.screen, PastScreen))
        text = seen(pilot)
        top = " ".join(text.split("\n")[:3])
        assert "THE PAST · Mon 23 Nov" in top
        assert "09:58" in top
        assert "READ-ONLY" in top
        assert "Petra Nová had the desk" in " ".join(top.split())
        assert "As it was" in text
        assert ("Callbacks · 1" in text) is (size != SMALLEST)
        assert "Queue · 1" in text
        assert "back to now" in text
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen is app.board_screen)
        assert "As it was" not in seen(pilot)


async def test_countdowns_are_those_of_then_and_stand_still(boards: Morning) -> None:
    boards.board_then = None
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "T", *"10:00", "enter")
        await until(pilot, lambda: isinstance(app.screen, PastScreen))
        (row,) = [line for line in seen(pilot).split("\n") if "Login page" in line]
        assert "0h 30m" in row
        app.board_screen.now = NOW + timedelta(minutes=5)
        await pilot.pause()
        assert row in seen(pilot)


async def test_keys_go_on_to_other_instants_and_no_further_than_now(boards: Morning) -> None:
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "T", *"09:58", "enter")
        await until(pilot, lambda: isinstance(app.screen, PastScreen))
        for key, shown in (("left", "09:57"), ("left_square_bracket", "08:57"), ("right", "08:58")):
            await press(pilot, key)
            await until(pilot, lambda shown=shown: f"{shown} CET" in seen(pilot))  # type: ignore[misc] # bound now
        for _ in range(3):
            await press(pilot, "right_square_bracket")
        await until(pilot, lambda: "10:42 CET" in seen(pilot))
        await press(pilot, "T", *"yesterday 16:00", "enter")
        await until(pilot, lambda: "Sun 22 Nov 2026 16:00 CET" in seen(pilot))
        assert app.screen.query_one(Queue).has_focus


async def test_an_instant_that_is_none_is_asked_for_again(boards: Morning) -> None:
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "T", *"soon", "enter")
        await until(pilot, lambda: "is no moment that is over" in seen(pilot))
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen is app.board_screen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_ticket_of_then_is_read_up_to_then(boards: Morning, size: tuple[int, int]) -> None:
    first = boards.board_now.lines[0]
    view = boards.views[first.number]
    words = [(text, at(f"Mon 2026-11-23 {when}")) for text, when in SAID]
    messages = tuple(
        replace(view.messages[0], number=n, text=t, at=w) for n, (t, w) in enumerate(words)
    )
    boards.views[first.number] = replace(view, messages=messages)
    app = a_watch(boards)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        await press(pilot, "T", *"09:58", "enter")
        await until(pilot, lambda: isinstance(app.screen, PastScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, PastTicket))
        await until(pilot, lambda: "THE PAST · Mon 23 Nov" in seen(pilot))
        timeline = app.screen.query_one(Timeline)
        assert timeline.view is not None
        assert [one.text for one in timeline.view.messages] == ["said before"]
        assert "As it was" in seen(pilot)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, PastScreen))


@pytest.mark.parametrize(
    ("keys", "screen"),
    [(("enter", "q", "left"), PastScreen), (("left", "enter"), PastTicket)],
)
async def test_keys_of_one_burst_go_to_the_ticket_that_is_opened(
    boards: Morning, keys: tuple[str, ...], screen: type[Screen[None]]
) -> None:
    app = a_watch(boards)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        await press(pilot, "T", *"09:58", "enter")
        await until(pilot, lambda: isinstance(app.screen, PastScreen))
        await burst(app, keys, 0)
        await until(pilot, lambda: "09:57 CET" in seen(pilot) and isinstance(app.screen, screen))


async def test_the_audit_recovers_from_a_look_that_failed(boards: Morning) -> None:
    app = a_watch(boards)
    async with app.run_test(size=SMALL) as pilot:
        await ready(pilot, app)
        await press(pilot, "E")
        await until(pilot, lambda: "Pavel" in seen(pilot))
        screen = app.screen
        assert isinstance(screen, AuditScreen)
        await screen.look_again().wait()
        boards.trouble = StoreError("the store is locked")
        await press(pilot, "o")
        await until(pilot, lambda: "the store is locked" in seen(pilot))
        boards.trouble = None
        await screen.look_again().wait()
        await until(pilot, lambda: "Pavel" in seen(pilot))
        assert "the store is locked" not in seen(pilot)
