"""A desk and the calendar elsewhere, on a real CalDAV server."""

from dataclasses import dataclass

import pytest

from tests.calendar_server import PASSWORD, USER, CalendarServer, OtherProgram
from tests.desk.conftest import RealDesk
from tests.kit import MARTA, at
from vipdesk.calendar_sync import CalendarSync, Looked
from vipdesk.channels.caldav.collection import Collection
from vipdesk.domain.board import Board
from vipdesk.domain.calendar import Booking
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.elsewhere import Elsewhere, Standing
from vipdesk.domain.event import What
from vipdesk.store.connections import open_reader

TUESDAY = "Tue 2026-11-24 "
DENTIST = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//another//program//EN
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261101T000000Z
DTSTART;TZID=Europe/Bratislava:20261125T{hour}0000
DTEND;TZID=Europe/Bratislava:20261125T{hour}3000
SUMMARY:{title}
{more}END:VEVENT
END:VCALENDAR
"""


@dataclass(slots=True)
class Both:
    """A desk and the calendar elsewhere."""

    real: RealDesk
    there: OtherProgram

    def look(self) -> Looked:
        """One look from the desk."""
        sync = CalendarSync(self.real.desk, self.known, self.real.clock)
        with Collection(self.there.url, USER, PASSWORD) as collection:
            return sync.look(collection)

    def book(self, when: str = TUESDAY + "10:00") -> Booking:
        """Marta has a call then, and it is there too."""
        change = self.real.do(Book("training", at(when), MARTA.address, "Rules")).change
        assert change.booking is not None
        self.look()
        return change.booking

    def booking(self) -> Booking:
        """The only booking."""
        (found,) = self.real.reader.bookings()
        return found

    def name(self) -> str:
        """How its copy is called there."""
        return f"{self.booking().uid}.ics"

    def text(self) -> str:
        """Its copy."""
        return self.there.read(self.name())

    def standing(self) -> Standing:
        """How its copy stands."""
        (found,) = (i for i in self.real.reader.elsewhere().items if i.booking)
        return found.standing

    def busy(self) -> list[str]:
        """What the agent's time is taken by."""
        return [one.title for one in self.real.board().calendar.busy]

    def told(self, what: What) -> int:
        """How often the history tells that."""
        connection = open_reader(self.real.where)
        with connection.snapshot() as fetch:
            ((count,),) = fetch("SELECT count(*) FROM event WHERE what = ?", (what.value,))
        connection.close()
        return int(count)

    def known(self) -> tuple[Board, Elsewhere]:
        """The desk, and what it knows of the calendar."""
        return self.real.board(), self.real.reader.elsewhere()


@pytest.fixture
def both(real: RealDesk, calendars: CalendarServer) -> Both:
    """A new desk and a new calendar."""
    return Both(real, calendars.calendar())


def event(title: str = "dentist", uid: str = "abc@phone", hour: int = 14, more: str = "") -> str:
    """An event that another program made."""
    return DENTIST.format(title=title, uid=uid, hour=hour, more=more)
