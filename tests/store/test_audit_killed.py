"""The audit is whole whoever dies in the middle of an act, and however many write at once."""

import random
from pathlib import Path

import pytest

from tests.kit import ACME, JANA
from tests.store.kit import Programs
from tests.store.test_reminding_processes import MORNING
from vipdesk.domain.audit import Wanted
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store
from vipdesk.store.health import Severity, examine
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register

ROUNDS, DESKS = 6, 2

NOTE_UNTIL_KILLED = """
import sys
from datetime import UTC, datetime
from vipdesk.desk import Desk
from vipdesk.domain.commands import Note, OpenTicket
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer
now = datetime(2026, 11, 23, 9, tzinfo=UTC)
desk = Desk(Writer(open_writer(sys.argv[1]), policy_for), lambda: now)
while True:
    ticket = desk.execute(OpenTicket("A matter", 2)).change.ticket
    print("opened", flush=True)
    desk.execute(Note(ticket.number, "seen"))
    print("noted", flush=True)
"""


@pytest.mark.timeout(300)
def test_whatever_was_acknowledged_has_its_entry(tmp_path: Path, programs: Programs) -> None:
    where = str(tmp_path / "desk.db")
    policy = policy_for(shipped_policy_text())
    create_store(where, lambda new: register(new, ACME, JANA, policy, MORNING)).dispose()
    chance, acknowledged = random.Random(11), 0
    for _ in range(ROUNDS):
        desks = [programs.start(NOTE_UNTIL_KILLED, where) for _ in range(DESKS)]
        answers = chance.randrange(1, 30)
        told = [desk.answer() for desk in desks for _ in range(answers)]
        assert all(told), "a desk ended by itself"
        acknowledged += len(told) + sum(len(desk.kill()) for desk in desks)
        bad = [each.what for each in examine(where) if each.severity is Severity.ERROR]
        assert bad == []
    reader = Reader(open_reader(where), policy_for)
    entered = len(reader.audit(Wanted())) - 1
    reader.close()
    assert acknowledged <= entered <= acknowledged + ROUNDS * DESKS
