"""The calendar by keyboard: calls booked, moved and ended, time of one's own."""

import os
import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.ui.acting.stage import MARTA, PAOLO, SIZES, Scene, Sitting, sitting
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.calendar_commands import AddBusy, Book, CancelBooking
from vipdesk.domain.people import Person
from vipdesk.screens.booking import BookDialog
from vipdesk.screens.desk_calendar import DeskCalendar
from vipdesk.screens.offers import Offers
from vipdesk.screens.own_zone import own_zone

HOSTILE = "[/red]\x1b]0;owned\x07[@click=app.quit]x[/]"


def at(said: str) -> datetime:
    """`24 10:00`: a moment of that November on the desk's wall."""
    day, clock = said.split()
    return datetime.fromisoformat(f"2026-11-{day}T{clock}+01:00")


def booked(
    scene: Scene, start: str, who: Person = MARTA, kind: str = "training", subject: str = "Rules"
) -> Booking:
    """A call that is booked elsewhere."""
    booking = scene.do(Book(kind, at(start), who.address, subject)).change.booking
    assert booking is not None
    return booking


def busy(scene: Scene, title: str = "Lunch", *, repeat: Repeat = Repeat.ONCE) -> None:
    """Noon on Monday is taken."""
    naive = at("23 12:30").replace(tzinfo=None)
    scene.do(
        AddBusy(
            Busy(
                number=0,
                title=title,
                begins=naive,
                ends=naive.replace(hour=13, minute=0),
                zone="Europe/Bratislava",
                all_day=False,
                repeat=repeat,
            )
        )
    )


def stored(scene: Scene, number: int = 1) -> Booking:
    """A call as it is stored."""
    return next(one for one in scene.reader.bookings() if one.number == number)


async def opened(desk: Sitting) -> DeskCalendar:
    """The calendar over the desk, read."""
    await desk.keys("C")
    await desk.until(lambda: isinstance(desk.app.screen, DeskCalendar))
    screen = desk.app.screen
    assert isinstance(screen, DeskCalendar)
    await desk.until(lambda: "reading" not in desk.shown and "b book" in desk.shown)
    return screen


async def choosing(desk: Sitting) -> BookDialog:
    """The dialog, once it offers times."""
    await desk.until(lambda: isinstance(desk.app.screen, BookDialog))
    await desk.until(lambda: "enter: " in desk.shown)
    dialog = desk.app.screen
    assert isinstance(dialog, BookDialog)
    return dialog


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
async def test_two_keys_book_a_call_about_the_ticket(scene: Scene, size: tuple[int, int]) -> None:
    scene.mail("Login page returns 502", sender=PAOLO)
    async with sitting(scene, size) as desk:
        await desk.keys("b")
        offer = (await choosing(desk)).query_one(Offers).picked
        assert offer is not None
        await desk.keys("enter")
        await desk.says("booked: support with Paolo Bianchi on Mon 23 Nov")
    booking = stored(scene)
    assert (booking.kind, booking.guest, booking.subject) == (
        "support",
        PAOLO,
        "Login page returns 502",
    )
    assert booking.start == offer.slot.start


async def test_kind_guest_and_moment_are_typed(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.keys("b")
        await choosing(desk)
        await desk.types("tomorrow 10:07")
        await desk.until(lambda: "enter: Tue 24 Nov 10:07" in desk.shown)
        await desk.keys("shift+tab", "shift+tab", "ctrl+u")
        await desk.types("paolo")
        await desk.keys("shift+tab", "t", "ctrl+s")
        await desk.says("booked: training with Paolo Bianchi on Tue 24 Nov 10:07")
    assert stored(scene).start == at("24 10:07")


async def test_left_and_right_go_from_day_to_day(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.keys("b")
        await choosing(desk)
        await desk.keys("right")
        await desk.until(lambda: "enter: Tue 24 Nov 09:00" in desk.shown)
        await desk.keys("right", "left", "left")
        await desk.until(lambda: "enter: Mon 23 Nov 10:45" in desk.shown)
        await desk.keys("left")
        await desk.until(lambda: "enter: Mon 23 Nov 10:45" in desk.shown)


async def test_a_click_marks_a_time_and_books_nothing(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.keys("b")
        await choosing(desk)
        rows = desk.shown.split("\n")
        row = next(i for i, text in enumerate(rows) if "11:15-11:45" in text)
        await desk.pilot.click(offset=(rows[row].index("11:15"), row))
        await desk.until(lambda: "enter: Mon 23 Nov 11:15" in desk.shown)
        assert isinstance(desk.app.screen, BookDialog)
    assert scene.reader.bookings() == ()


async def test_a_slot_that_is_a_bad_time_says_why(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        due = scene.board().lines[0].countdown
        assert due is not None
        await desk.keys("b")
        await choosing(desk)
        assert f"#{number} is due then" in desk.shown


async def test_who_was_slower_is_told_in_place_and_offered_others(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.keys("b")
        await choosing(desk)
        await desk.types("15:00")
        await desk.until(lambda: "enter: Mon 23 Nov 15:00" in desk.shown)
        booked(scene, "23 15:00", PAOLO)
        await desk.keys("enter")
        await desk.until(lambda: "Mon 23 Nov 15:00 can't be booked: it is taken" in desk.shown)
        await desk.until(lambda: "Mon 23 Nov 15:00-15:30" not in desk.shown)
        await desk.keys(*["backspace"] * 5, "tab", "enter")
        await desk.says("booked: assistance with Marta Rossi")
    assert [one.guest for one in scene.reader.bookings()] == [MARTA, PAOLO]


async def test_a_call_is_moved_and_its_guest_told_again(scene: Scene) -> None:
    booked(scene, "24 10:00")
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("m")
        await choosing(desk)
        assert "Move the training with Marta Rossi, now Tue 24 Nov 10:00" in desk.shown
        await desk.types("wed 14:00")
        await desk.keys("enter")
        await desk.until(lambda: "moved: training with Marta Rossi on Wed 25 Nov" in desk.shown)
        await desk.until(lambda: "Wed 25 Nov ▸ 14:00-15:00 ◷ training" in desk.shown)
    assert (stored(scene).start, stored(scene).sequence) == (at("25 14:00"), 1)


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


async def opened_small(desk: Sitting) -> None:
    """The calendar on a screen of any size, with something marked."""
    await desk.keys("C")
    screen = desk.app.screen
    assert isinstance(screen, DeskCalendar)
    await desk.until(lambda: screen.selected is not None)


async def test_a_call_that_was_held_becomes_a_ticket(scene: Scene) -> None:
    booked(scene, "23 11:00")
    scene.clock.on(hours=2)
    async with sitting(scene) as desk:
        await opened(desk)
        assert "over: what came of it?" in desk.shown
        await desk.keys("c")
        await desk.types("they need a rule for umlauts")
        await desk.keys("tab")
        await desk.types("Rule for umlauts")
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


async def test_a_no_show_is_asked_once(scene: Scene) -> None:
    booked(scene, "23 11:00")
    scene.clock.on(hours=2)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("n")
        await desk.until(lambda: "Did Marta Rossi not come to the training?" in desk.shown)
        await desk.keys("n")
        assert stored(scene).status is BookingStatus.BOOKED
        await desk.keys("n", "y")
        await desk.until(lambda: "no-show: training with Marta Rossi" in desk.shown)
    assert stored(scene).status is BookingStatus.NO_SHOW


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


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody looks from elsewhere."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    own_zone.cache_clear()
    yield
    monkeypatch.undo()
    assert os.environ.get("TZ") != "America/New_York"
    time.tzset()
    own_zone.cache_clear()


@pytest.mark.usefixtures("in_new_york")
async def test_both_zones_are_told_where_they_differ(scene: Scene) -> None:
    booked(scene, "24 10:00")
    async with sitting(scene) as desk:
        await opened(desk)
        assert "Tue 24 Nov 2026 10:00-11:00 CET · 04:00 EST where you are" in desk.shown
        await desk.keys("m")
        await choosing(desk)
        assert "10:45-11:45   04:45 EST" in desk.shown
