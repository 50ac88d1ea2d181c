"""The calendar by keyboard: calls ended, time of one's own, days looked at."""

import pytest

from tests.ui.acting.planning import at, booked, busy, choosing, opened, opened_small, stored
from tests.ui.acting.stage import PAOLO, SIZES, Scene, sitting
from vipdesk.domain.busy import Repeat
from vipdesk.domain.calendar import BookingStatus
from vipdesk.domain.calendar_commands import CancelBooking
from vipdesk.domain.message import Delivery
from vipdesk.screens.desk_calendar import DeskCalendar

HOSTILE = "[/red]\x1b]0;owned\x07[@click=app.quit]x[/]"


async def test_the_pane_shows_today_and_what_comes_next(scene: Scene) -> None:
    busy(scene)
    booked(scene, "23 11:00")
    scene.mail()
    async with sitting(scene) as desk:
        await desk.until(lambda: "Calendar · Mon 23 Nov · C" in desk.shown)
        assert "▸ 11:00-12:00 ◷ training · Marta Rossi · Rules" in desk.shown
        assert "12:30-13:00 ▒ Lunch" in desk.shown
        await desk.pilot.click("#calendar")
        await desk.until(lambda: isinstance(desk.app.screen, DeskCalendar))


async def test_the_pane_is_not_there_where_nothing_is_booked(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        assert "Calendar ·" not in desk.shown
        await opened(desk)
        assert "Nothing is in the calendar in these days: b books a call." in desk.shown


@pytest.mark.parametrize("size", SIZES)
async def test_a_call_is_cancelled_for_a_reason(scene: Scene, size: tuple[int, int]) -> None:
    booked(scene, "24 10:00")
    async with sitting(scene, size) as desk:
        await opened_small(desk)
        await desk.keys("x")
        await desk.until(lambda: "Cancel the training with Marta Rossi" in desk.shown)
        await desk.types("ill")
        await desk.keys("enter")
        await desk.until(lambda: "cancelled: training with" in desk.shown)
        await desk.until(lambda: "Nothing is in the calendar" in desk.shown)
    assert (stored(scene).status, stored(scene).outcome) == (BookingStatus.CANCELLED, "ill")


async def test_a_call_that_was_held_becomes_a_ticket(scene: Scene) -> None:
    booked(scene, "23 11:00")
    scene.clock.on(hours=2)
    async with sitting(scene) as desk:
        await opened(desk)
        assert "over: what came of it?" in desk.shown
        await desk.keys("c")
        await desk.types("they need a rule for umlauts")
        await desk.keys("tab", "tab")
        await desk.types("Rule for umlauts")
        await desk.until(lambda: "‹ a new ticket ›" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.until(lambda: "held: #101 opened" in desk.shown)
        await desk.until(lambda: "held · ticket #101" in desk.shown)
    assert stored(scene).status is BookingStatus.HELD
    assert scene.view(101).ticket.subject == "Rule for umlauts"


async def test_an_outcome_that_was_left_is_there_again(scene: Scene) -> None:
    booked(scene, "23 11:00")
    scene.clock.on(hours=2)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("c")
        await desk.types("half a word")
        await desk.keys("escape", "escape", "C")
        await desk.until(lambda: "c was held" in desk.shown)
        await desk.keys("c")
        await desk.until(lambda: "half a word" in desk.shown)


async def test_what_came_of_a_call_goes_on_its_ticket(scene: Scene) -> None:
    number = scene.mail("Rules are lost")
    async with sitting(scene) as desk:
        await desk.keys("b")
        await choosing(desk)
        await desk.keys("enter")
        await desk.says("booked: support with Marta Rossi")
        scene.clock.on(hours=4)
        await opened(desk)
        await desk.until(lambda: "c was held" in desk.shown)
        await desk.keys("c")
        await desk.until(lambda: f"‹ #{number} Rules are lost" in desk.shown)
        assert "it counts as an answer there" in desk.shown
        await desk.keys("ctrl+s")
        await desk.until(lambda: "what did it come to?" in desk.shown)
        assert stored(scene).status is BookingStatus.BOOKED
        await desk.types("found them")
        await desk.keys("ctrl+s")
        await desk.until(lambda: f"held: #{number} answered by it" in desk.shown)
        assert (stored(scene).status, stored(scene).ticket) == (BookingStatus.HELD, number)
        assert scene.messages(number)[-1].text == "found them"
        await desk.keys("u")
        await desk.until(lambda: "undone: call held" in desk.shown)
    assert stored(scene).status is BookingStatus.BOOKED
    assert scene.messages(number)[-1].delivery is Delivery.TAKEN_BACK


async def test_a_call_without_a_word_is_held_when_asked_twice(scene: Scene) -> None:
    booked(scene, "23 11:00")
    scene.clock.on(hours=2)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("c", "ctrl+s")
        await desk.until(lambda: "what did it come to?" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.until(lambda: "held: training with Marta Rossi" in desk.shown)
    assert stored(scene).outcome == ""


async def test_only_what_works_on_the_marked_entry_is_shown(scene: Scene) -> None:
    booked(scene, "24 10:00")
    busy(scene)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.until(lambda: "X remove" in desk.shown)
        assert "m move" not in desk.shown
        await desk.keys("down")
        await desk.until(lambda: "m move" in desk.shown)
        for not_there in ("X remove", "c was held", "n no-show"):
            assert not_there not in desk.shown


async def test_a_key_that_does_nothing_here_says_why(scene: Scene) -> None:
    booked(scene, "24 10:00")
    busy(scene)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("m")
        await desk.until(lambda: "not done: mark a booked call for that" in desk.shown)
        await desk.keys("equals_sign")
        await desk.until(lambda: "not done: it stands the same" in desk.shown)
        await desk.keys("down", "c")
        await desk.until(lambda: "not done: the call is still to come: m moves it" in desk.shown)
        await desk.keys("X")
        await desk.until(lambda: "not done: mark busy time for that" in desk.shown)


@pytest.mark.parametrize("size", SIZES)
async def test_busy_time_is_set_and_removed(scene: Scene, size: tuple[int, int]) -> None:
    async with sitting(scene, size) as desk:
        await desk.keys("C", "B")
        await desk.types("Dentist")
        await desk.keys("tab", "tab", "tab")
        await desk.types("tomorrow 9:30")
        await desk.keys("tab")
        await desk.types("10:15")
        await desk.keys("tab", "w")
        await desk.until(lambda: "weekly" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.until(lambda: "busy: Dentist" in desk.shown)
        screen = desk.app.screen
        assert isinstance(screen, DeskCalendar)
        await desk.until(lambda: len(screen.entries) == 2)
        (kept,) = scene.board().calendar.busy
        assert kept.begins == at("24 09:30").replace(tzinfo=None)
        assert kept.repeat is Repeat.WEEKLY
        await desk.keys("X")
        await desk.until(lambda: "Remove Dentist, with all" in desk.shown)
        await desk.keys("y")
        await desk.until(lambda: "free again: Dentist" in desk.shown)
        assert scene.board().calendar.busy == ()
        await desk.keys("u")
        await desk.until(lambda: "undone: busy time removed" in desk.shown)
    assert scene.board().calendar.busy == (kept,)


async def test_time_off_is_whole_days(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("B", *"Holiday", "tab", "y", "tab", "y", "tab", *"fri", "tab")
        await desk.types("2026-11-30")
        await desk.until(lambda: "Fri 27 Nov to Mon 30 Nov, all day" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.until(lambda: "to Mon 30 Nov ⌂ Holiday" in desk.shown)
    (kept,) = scene.board().calendar.busy
    assert (kept.all_day, kept.away) == (True, True)


async def test_a_call_that_is_booked_there_is_marked(scene: Scene) -> None:
    busy(scene)
    async with sitting(scene) as desk:
        screen = await opened(desk)
        await desk.keys("b")
        await choosing(desk)
        await desk.types("tomorrow 10:00")
        await desk.until(lambda: "enter: Tue 24 Nov 10:00" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "booked: " in desk.shown)
        await desk.until(
            lambda: screen.selected is not None and screen.selected.start == at("24 10:00")
        )


async def test_what_nobody_has_spoken_of_is_marked_first(scene: Scene) -> None:
    booked(scene, "23 11:00")
    booked(scene, "23 14:00", PAOLO, "support")
    scene.clock.on(hours=2)
    async with sitting(scene) as desk:
        screen = await opened(desk)
        await desk.until(lambda: "c was held" in desk.shown)
        assert screen.selected is not None
        assert screen.selected.start == at("23 11:00")


async def test_busy_time_without_a_begin_asks_for_it(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("B", *"Dentist", "ctrl+s")
        await desk.until(lambda: "from: say when it begins, as 15:00" in desk.shown)
        await desk.keys("tab", "tab", "y", "ctrl+s")
        await desk.until(lambda: "from: say when it begins, as 15:00" in desk.shown)
    assert scene.board().calendar.busy == ()


async def test_what_is_marked_stays_marked_while_the_calendar_changes(scene: Scene) -> None:
    booked(scene, "24 10:00")
    async with sitting(scene) as desk:
        screen = await opened(desk)
        booked(scene, "23 14:00", PAOLO, "support")
        desk.bell.ring()
        await desk.until(lambda: len(screen.entries) == 2)
        assert screen.selected is not None
        assert screen.selected.start == at("24 10:00")
        scene.do(CancelBooking(2))
        desk.bell.ring()
        await desk.until(lambda: len(screen.entries) == 1)
        assert screen.selected.start == at("24 10:00")


async def test_the_keys_go_through_the_views(scene: Scene) -> None:
    booked(scene, "26 10:00")
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("w")
        await desk.until(lambda: "Thu 26" in desk.shown and "██ training" in desk.shown)
        await desk.keys("right")
        await desk.until(lambda: "Mon 30 Nov - Sun 6 Dec 2026" in desk.shown)
        await desk.keys("t", "d")
        await desk.until(lambda: "10:30◂ ··" in desk.shown)
        await desk.keys("l", "l", "l")
        await desk.until(lambda: "██ 10:00-11:00 training · Marta Rossi" in desk.shown)
        await desk.keys("a", "t")
        await desk.until(lambda: "Thu 26 Nov ▸ 10:00-11:00" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "Calendar · Thu 26 Nov 2026" in desk.shown)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_words_are_shown_as_text(scene: Scene, size: tuple[int, int]) -> None:
    busy(scene, HOSTILE)
    booked(scene, "23 14:00", subject=HOSTILE)
    async with sitting(scene, size) as desk:
        await opened_small(desk)
        for key in ("d", "w", "a", "down"):
            await desk.keys(key)
            await desk.pilot.pause()
            assert "\x1b" not in desk.shown
            assert "\x07" not in desk.shown
        await desk.until(lambda: "[/red]" in desk.shown)
