"""Processes race for escalations: one accepts, the other is told; each is passed on once."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.kit import ACME, JANA
from vipdesk.desk import Desk
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import OpenTicket
from vipdesk.domain.escalation_commands import Escalate, SetColleague
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder import Occasion
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
NAMES = ("Pavel Horák", "Eva Marková")
ESCALATIONS = 100

RACER = """
import sys
from datetime import datetime, timedelta
from vipdesk.desk import Desk
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation_commands import AcceptEscalation
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer

where, name, begins, what = sys.argv[1:]
now = [datetime.fromisoformat(begins)]
desk = Desk(Writer(open_writer(where), policy_for), lambda: now[0], name)
print("ready", flush=True)
for word in sys.stdin:
    if what == "sweep":
        now[0] += timedelta(minutes=1)
        change = desk.execute(Sweep()).change
        print(len(change.escalations), flush=True)
        continue
    try:
        desk.execute(AcceptEscalation(int(word)))
        print("has it", flush=True)
    except Refusal as told:
        print(told, flush=True)
"""


def a_morning(where: str) -> None:
    """Two seniors, and tickets that are all escalated."""
    policy = policy_for(shipped_policy_text())
    engine = create_store(where, lambda new: register(new, ACME, JANA, policy, MORNING))
    desk = Desk(Writer(engine, policy_for), lambda: MORNING)
    for name in NAMES:
        desk.execute(SetColleague(name, Role.SENIOR))
    for number in range(ESCALATIONS):
        desk.execute(OpenTicket(f"Matter {number}", 3, Channel.MANUAL))
        desk.execute(Escalate(101 + number, "no idea"))
    desk.close()


def asked_both(where: str) -> None:
    """Nobody has accepted in time, so that the other is asked too."""
    later = MORNING + timedelta(minutes=15)
    desk = Desk(Writer(open_writer(where), policy_for), lambda: later)
    desk.execute(Sweep())
    desk.close()


def racers(where: str, what: str) -> "list[subprocess.Popen[str]]":
    """A process for each senior, or two that remind for the agent, ready to begin."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, where, who, MORNING.isoformat(), what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who in (NAMES if what == "accept" else ("", ""))
    ]
    assert [said(one) for one in started] == ["ready", "ready"]
    return started


def said(process: "subprocess.Popen[str]") -> str:
    """Its next line."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: "subprocess.Popen[str]", word: str) -> None:
    """A word to it."""
    assert process.stdin is not None
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


def test_one_accepts_and_the_other_is_told_who(tmp_path: Path) -> None:
    where = str(tmp_path / "desk.db")
    a_morning(where)
    asked_both(where)
    both, won = racers(where, "accept"), Counter[str]()
    for number in range(1, ESCALATIONS + 1):
        for one in both:
            tell(one, str(number))
        told = [said(one) for one in both]
        winner = told.index("has it")
        won[NAMES[winner]] += 1
        assert told[1 - winner].startswith(f"#{100 + number} is with {NAMES[winner]} already")
    for one in both:
        one.communicate()
    reader = Reader(open_reader(where), policy_for)
    kept = Counter(one.with_whom for one in reader.escalations())
    reader.close()
    assert kept == won


def test_each_is_passed_on_once_whoever_looks(tmp_path: Path) -> None:
    where = str(tmp_path / "desk.db")
    a_morning(where)
    both, moved = racers(where, "sweep"), 0
    for _ in range(31):
        for one in both:
            tell(one, "look")
        moved += sum(int(said(one)) for one in both)
    for one in both:
        one.communicate()
    reader = Reader(open_reader(where), policy_for)
    asked = [[one.answer.value for one in each.asked] for each in reader.escalations()]
    told = Counter(
        (one.key.subject, one.key.due)
        for one in reader.reminders()
        if one.key.occasion is Occasion.NOT_ACCEPTED
    )
    mails = [len(reader.notices(number)) for number in range(1, ESCALATIONS + 1)]
    reader.close()
    assert asked == [["no answer", "no answer"]] * ESCALATIONS
    assert moved == 2 * ESCALATIONS, "to the next one, and then to nobody"
    assert len(told) == 2 * ESCALATIONS
    assert set(told.values()) == {1}
    assert mails == [2] * ESCALATIONS
