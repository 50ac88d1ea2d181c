"""Calls and busy time on the scene's desk, and the way to the screens for them."""

from datetime import datetime

from tests.ui.acting.stage import MARTA, Scene, Sitting
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking
from vipdesk.domain.calendar_commands import AddBusy, Book
from vipdesk.domain.people import Person
from vipdesk.screens.booking import BookDialog
from vipdesk.screens.desk_calendar import DeskCalendar


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


async def opened_small(desk: Sitting) -> None:
    """The calendar on a screen of any size, with something marked."""
    await desk.keys("C")
    screen = desk.app.screen
    assert isinstance(screen, DeskCalendar)
    await desk.until(lambda: screen.selected is not None)
