"""Killed between telling and writing that down: it is told once more, and never again."""

import subprocess
import sys
from pathlib import Path

from tests.desk.alarm_kit import kept, standing
from tests.desk.conftest import RealDesk
from tests.kit import JANA
from tests.push_server import PushServer, push_server
from vipdesk.domain.commands import OpenTicket
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder_commands import Sweep

TELLER = """
import sys
from datetime import datetime
from threading import Event
from vipdesk.alarm_book import AlarmBook, Reach
from vipdesk.channels.push import push
from vipdesk.desk import Desk
from vipdesk.policies import policy_for
from vipdesk.pusher import Telling
from vipdesk.store.alarms import AlarmReader
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer

where, now, name, address, waits = sys.argv[1:]
now = datetime.fromisoformat(now)

def and_wait(address, subject, text):
    pushed = push(address, subject, text)
    print("told", flush=True)
    if waits == "waits":
        sys.stdin.readline()
    return pushed

def desk():
    return Desk(Writer(open_writer(where), policy_for), lambda: now)

reader = AlarmReader(open_reader(where, writes_too=True))
telling = Telling(where, lambda: "worker", reader, desk, lambda: now.tzinfo, lambda: now, and_wait)
telling.look(AlarmBook((Reach(name, (address,)),)), Event())
print("done", flush=True)
"""


def teller(real: RealDesk, address: str, waits: str) -> "subprocess.Popen[str]":
    """A process that tells what is due."""
    words = [real.where, real.now.isoformat(), JANA.name, address, waits]
    return subprocess.Popen(
        [sys.executable, "-c", TELLER, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(real: RealDesk, server: PushServer) -> list[str]:
    """What a process says that lives to its end."""
    return teller(real, server.ntfy, "").communicate(timeout=60)[0].split()


def test_a_teller_that_is_killed_repeats_one_at_most(real: RealDesk, tmp_path: Path) -> None:
    for when in ("Mon 2026-11-23 22:00", "Mon 2026-11-23 22:01"):
        real.at(when).do(OpenTicket("Down", 1, Channel.CHAT))
    real.do(Sweep())
    with push_server() as server:
        with teller(real, server.ntfy, "waits") as first:
            assert first.stdout is not None
            assert first.stdout.readline() == "told\n"
            first.kill()
        assert standing(real) == ["queued", "queued"]
        assert told(real, server) == ["told", "told", "done"]
        assert told(real, server) == ["done"]
        assert [one.title[:4] for one in server.taken] == ["#101", "#101", "#102"]
    assert [(one.standing.value, one.tries) for one in kept(real)] == [("sent", 1), ("sent", 1)]
