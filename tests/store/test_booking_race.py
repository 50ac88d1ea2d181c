"""Two processes race for one slot, a thousand times: it is booked once, every time."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.kit import ACME, JANA, MARTA
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register

RACES = 1000
BEGINS = datetime(2026, 11, 24, 9, tzinfo=UTC)

RACER = """
import sys
from datetime import datetime, timedelta
from vipdesk.desk import Desk
from vipdesk.domain.calendar_commands import Book, CancelBooking
from vipdesk.domain.errors import Refusal
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer

where, guest, begins, shift = sys.argv[1:]
start = datetime.fromisoformat(begins)
desk = Desk(Writer(open_writer(where), policy_for), lambda: start - timedelta(days=1))
print("ready", flush=True)
for race in sys.stdin:
    wish = start + timedelta(minutes=int(shift))
    try:
        won = desk.execute(Book("assistance", wish, guest)).change.booking
        print(won.number, flush=True)
    except Refusal:
        print("lost", flush=True)
    if sys.stdin.readline().strip() == "free":
        if won is not None:
            desk.execute(CancelBooking(won.number))
        won = None
        print("free", flush=True)
"""


def racer(where: str, shift: int) -> "subprocess.Popen[str]":
    """A process that books the slot, so many minutes shifted, each time it is told to."""
    words = [where, MARTA.address, BEGINS.isoformat(), str(shift)]
    process = subprocess.Popen(
        [sys.executable, "-c", f"won = None{RACER}", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert said(process) == "ready"
    return process


def said(process: "subprocess.Popen[str]") -> str:
    """Its next line."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: "subprocess.Popen[str]", word: str) -> None:
    """A word to it."""
    assert process.stdin is not None
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


def test_a_slot_is_booked_once_with_its_buffers(tmp_path: Path) -> None:
    where, policy = str(tmp_path / "desk.db"), policy_for(shipped_policy_text())
    now = BEGINS - timedelta(days=1)
    create_store(where, lambda new: register(new, ACME, JANA, policy, now)).dispose()
    racers = [racer(where, 0), racer(where, 35)]
    won = 0
    for _ in range(RACES):
        for one in racers:
            tell(one, "go")
        outcomes = [said(one) for one in racers]
        won += sum(outcome != "lost" for outcome in outcomes)
        assert sorted(outcome == "lost" for outcome in outcomes) == [False, True], outcomes
        for one in racers:
            tell(one, "free")
        assert [said(one) for one in racers] == ["free", "free"]
    for one in racers:
        one.communicate()
    reader = Reader(open_reader(where), policy_for)
    assert (won, len(reader.bookings())) == (RACES, RACES)
    reader.close()
