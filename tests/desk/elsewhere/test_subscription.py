"""What is told while the calendar elsewhere is kept up to date: each trouble once, and its end."""

import socket
from collections.abc import Iterator

import pytest

from tests.calendar_server import PASSWORD, USER
from tests.desk.elsewhere.conftest import Both, event
from vipdesk.calendar_sync import CalendarSync
from vipdesk.channels.caldav.collection import Collection
from vipdesk.subscription import Subscription


@pytest.fixture
def away() -> Iterator[str]:
    """An address where nobody answers: the port is taken, and nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/jana/work/"


class Told:
    """A subscription whose server can be changed, and what it tells."""

    def __init__(self, both: Both) -> None:
        sync = CalendarSync(both.real.desk, both.known, both.real.clock)
        self.url, self.words = both.there.url, list[str]()
        self._subscription = Subscription(self._open, sync, lambda: False, self.words.append)

    def look(self) -> list[str]:
        """What one look tells."""
        self.words.clear()
        self._subscription.look()
        return list(self.words)

    def _open(self) -> Collection:
        return Collection(self.url, USER, PASSWORD)


def test_a_server_that_is_away_is_told_once_and_when_it_is_back(both: Both, away: str) -> None:
    told, url = Told(both), both.there.url
    both.there.write("a.ics", event())
    told.url = away
    (said,) = told.look()
    assert "can't be reached" in said
    assert told.look() == []
    told.url = url
    assert told.look() == [""]
    assert both.busy() == ["dentist"]


def test_a_conflict_is_told_once_with_the_way_to_settle_it(both: Both) -> None:
    told = Told(both)
    both.book()
    both.there.remove(both.name())
    (said,) = told.look()
    assert "training with Marta Rossi" in said
    assert "no longer there" in said
    assert "C, then =" in said
    assert told.look() == []


def test_an_event_that_is_left_out_is_named(both: Both) -> None:
    told = Told(both)
    both.there.write("a.ics", event(more="RRULE:FREQ=HOURLY\n"))
    (said,) = told.look()
    assert "dentist is left out" in said
    assert told.look() == []
