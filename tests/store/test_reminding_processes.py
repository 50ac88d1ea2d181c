"""Several processes remind on one store, one is killed: everything is told exactly once."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.kit import ACME, JANA, MARTA
from vipdesk.desk import Desk
from vipdesk.domain.commands import Receive
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.policy import Channel
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
TICKETS, PROCESSES, LOOKS = 60, 4, 150

LOOKER = """
import sys
from datetime import datetime, timedelta
from vipdesk.desk import Desk
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer

where, begins, looks = sys.argv[1], datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])
now = [begins]
desk = Desk(Writer(open_writer(where), policy_for), lambda: now[0])
print("ready", flush=True)
sys.stdin.readline()
for look in range(looks):
    now[0] = begins + timedelta(minutes=look)
    change = desk.execute(Sweep()).change
    for told in (one for one in change.reminders if one.done is None):
        print(told.number, flush=True)
"""


def a_morning(where: str) -> None:
    """A desk on which a mail came in each minute of an hour."""
    policy = policy_for(shipped_policy_text())
    engine = create_store(where, lambda new: register(new, ACME, JANA, policy, MORNING))
    desk = Desk(Writer(engine, policy_for), lambda: MORNING + timedelta(minutes=TICKETS))
    for number in range(TICKETS):
        said = Inbound(
            channel=Channel.EMAIL,
            external_id=f"{number}",
            sender=MARTA,
            received=MORNING + timedelta(minutes=number),
            subject=f"Matter {number}",
        )
        desk.execute(Receive(said))
    desk.close()


def looker(where: str) -> "subprocess.Popen[str]":
    """A process that is ready to look."""
    words = [sys.executable, "-c", LOOKER, where, MORNING.isoformat(), str(LOOKS)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_each_reminder_is_told_once_whoever_looks_and_whoever_dies(tmp_path: Path) -> None:
    where = str(tmp_path / "desk.db")
    a_morning(where)
    lookers = [looker(where) for _ in range(PROCESSES)]
    for one in lookers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    first = lookers[0]
    assert first.stdout is not None
    first.stdout.readline()
    first.kill()
    first.communicate()
    said = [number for one in lookers[1:] for number in one.communicate()[0].split()]
    reader = Reader(open_reader(where), policy_for)
    kept = Counter((one.key.subject, one.key.occasion) for one in reader.reminders())
    reader.close()
    assert set(kept.values()) == {1}
    assert len(said) == len(set(said)), "no two processes told the same"
    assert {subject for subject, _ in kept if subject} == set(range(101, 101 + TICKETS))
