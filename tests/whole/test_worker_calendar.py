"""`vipdesk worker` keeps a real CalDAV calendar up to date, and goes on when the server is back."""

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.calendar_server import PASSWORD, USER, CalendarServer, OtherProgram
from tests.whole.commands import VIPDESK

MARTA = "marta@acme.example.com"


def vipdesk(*words: str) -> str:
    """What a command says."""
    return subprocess.run([*VIPDESK, *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def there(
    calendars: CalendarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> OtherProgram:
    """A desk that is set up, and its calendar elsewhere."""
    calendar = calendars.calendar()
    monkeypatch.setenv("VIPDESK_STORE", str(tmp_path / "desk.db"))
    monkeypatch.setenv("VIPDESK_CALDAV", calendar.url)
    monkeypatch.setenv("VIPDESK_CALDAV_USER", USER)
    monkeypatch.setenv("VIPDESK_CALDAV_PASSWORD", PASSWORD)
    for name in ("VIPDESK_NOW", "VIPDESK_VOICEMAIL"):
        monkeypatch.delenv(name, raising=False)
    vipdesk("init", "--client", "Acme", "--agent", "Jana", "--contact", f"Marta Rossi <{MARTA}>")
    return calendar


@pytest.fixture
def worker(there: OtherProgram) -> Iterator[subprocess.Popen[str]]:
    """A worker that runs."""
    with subprocess.Popen([*VIPDESK, "worker"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "reminding" in process.stderr.readline()
        yield process
        process.kill()


def soon(true: Callable[[], bool]) -> None:
    """Wait until it is so."""
    give_up = time.monotonic() + 30
    while not true():
        assert time.monotonic() < give_up, "it did not come to that"


def test_a_booking_is_there_soon_and_the_worker_stops_at_once(
    worker: subprocess.Popen[str], there: OtherProgram
) -> None:
    first = json.loads(vipdesk("slots", "--kind", "training", "--days", "7", "--json"))[0]
    vipdesk("book", first["start"], "--kind", "training", "--with", MARTA)
    soon(lambda: len(there.paths()) == 1)
    vipdesk("cancel", "1")
    soon(lambda: there.paths() == [])
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
