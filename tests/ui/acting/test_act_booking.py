"""Booking and moving: what the desk knows is filled in, and only what was meant is booked."""

import os
import time
from collections.abc import Iterator

import pytest
from textual.widgets import Input

from tests.ui.acting.planning import at, booked, choosing, opened, stored
from tests.ui.acting.stage import MARTA, PAOLO, SAM, SIZES, Scene, in_one_burst, sitting
from vipdesk.domain.commands import SetContact
from vipdesk.screens.booking import BookDialog
from vipdesk.screens.offers import Offers
from vipdesk.screens.own_zone import own_zone


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


async def test_nobody_else_is_invited_to_a_call_about_an_unknown_senders_ticket(
    scene: Scene,
) -> None:
    number = scene.mail("Hello", sender=SAM)
    async with sitting(scene) as desk:
        await desk.reads(number)
        await desk.keys("b")
        dialog = await choosing(desk)
        assert dialog.query_one("#guest", Input).value == ""
        await desk.keys("enter")
        told = "a contact; i on the ticket says who its sender is"
        await desk.until(lambda: f"guest: {told}" in desk.shown)
        assert dialog.focused is dialog.query_one("#guest", Input)
        assert f"guest      {told}" in desk.shown
        assert not scene.reader.bookings()
        await desk.types("paolo")
        await desk.keys("ctrl+s")
        await desk.says("booked: support with Paolo Bianchi")
    assert stored(scene).guest == PAOLO


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


@pytest.mark.parametrize("moment", ["thu 14:00", "26 14:00", "tomorrow 10:00"])
async def test_a_moment_typed_ahead_loses_no_letter(scene: Scene, moment: str) -> None:
    typed = moment.replace("26 ", "2026-11-26T")
    async with sitting(scene) as desk:
        in_one_burst(desk.app, "b", *typed, "enter")
        await desk.says("booked: assistance with Marta Rossi")
    expected = at("24 10:00") if "tomorrow" in moment else at("26 14:00")
    assert stored(scene).start == expected


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


async def test_the_clients_own_time_is_told_where_it_differs(scene: Scene) -> None:
    scene.do(SetContact(MARTA.address, zone="Europe/Lisbon"))
    booked(scene, "24 10:00")
    async with sitting(scene) as desk:
        await opened(desk)
        assert "10:00-11:00 CET · 09:00 WET for Marta Rossi" in desk.shown
        await desk.keys("b")
        await choosing(desk)
        await desk.keys("tab", "shift+tab")
        await desk.until(lambda: "WET for Marta Rossi" in desk.shown)


@pytest.mark.usefixtures("in_new_york")
async def test_both_zones_are_told_where_they_differ(scene: Scene) -> None:
    booked(scene, "24 10:00")
    async with sitting(scene) as desk:
        await opened(desk)
        assert "Tue 24 Nov 2026 10:00-11:00 CET · 04:00 EST where you are" in desk.shown
        await desk.keys("m")
        await choosing(desk)
        assert "10:45-11:45   04:45 EST" in desk.shown
