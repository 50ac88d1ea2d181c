"""How late reminders are told with many open targets, and what an idle worker costs.

The peer is APScheduler alone, with a date job for each promise.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

from tests.bench.figures import Bench, Figure, at_most, percentile
from vipdesk.clock import system_clock
from vipdesk.desk import Desk
from vipdesk.domain.commands import OpenTicket, Promise
from vipdesk.domain.people import Agent, Client
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder import Occasion
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.reminders import Reminders
from vipdesk.store.connections import ReadConnection, open_reader
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.place import store_path
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

CLIENT = Client(name="Acme", plan="All-inclusive", vip_from=date(2026, 1, 1))
PROMISES, APART = 100, timedelta(milliseconds=150)
BEGIN = timedelta(seconds=5)
IDLE = 20.0
WANTED, WANTED_CPU = 1.0, 0.005


def filled(where: str, count: int) -> Desk:
    """A desk with so many open targets."""
    policy, now = policy_for(shipped_policy_text()), system_clock()
    engine = create_store(where, lambda new: register(new, CLIENT, Agent("Jana"), policy, now))
    desk = Desk(Writer(engine, policy_for), system_clock)
    opening = [OpenTicket(f"Matter {n}", 3, Channel.CHAT) for n in range(count)]
    for start in range(0, count, 250):
        desk.execute_all(opening[start : start + 250])
    return desk


def commits(where: str) -> Callable[[], bool]:
    """Says whether anything was committed since it was asked last."""
    opened: list[ReadConnection] = []
    last: list[object] = [None]

    def changed() -> bool:
        if not opened:
            opened.append(ReadConnection(store_path(where), writes_too=True))
        version = opened[0].version()
        moved = version != last[0]
        last[0] = version
        return moved

    return changed


def lateness(where: str, desk: Desk) -> list[float]:
    """Seconds from the moment of each promise to when it was told as broken."""
    begin = system_clock() + BEGIN
    promises = [Promise(101 + n, begin + n * APART) for n in range(PROMISES)]
    desk.execute_all(promises)
    time.sleep((begin + PROMISES * APART - system_clock()).total_seconds() + 3)
    reader = Reader(open_reader(where, writes_too=True), policy_for)
    told = reader.reminders()
    reader.close()
    return sorted(
        (one.fired - one.key.due).total_seconds()
        for one in told
        if one.key.occasion is Occasion.BREACHED and one.fired is not None
    )


def by_library() -> list[float]:
    """The same moments as date jobs of a scheduler that does nothing else."""
    late: list[float] = []
    scheduler = BackgroundScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None})
    scheduler.start()
    begin = system_clock() + timedelta(seconds=1)

    def tell(due: datetime) -> None:
        late.append((system_clock() - due).total_seconds())

    for n in range(PROMISES):
        due = begin + n * APART
        scheduler.add_job(tell, DateTrigger(due), args=[due])
    time.sleep((begin + PROMISES * APART - system_clock()).total_seconds() + 1)
    scheduler.shutdown()
    return sorted(late)


def measure(bench: Bench) -> Iterator[Figure]:
    """How late reminders are, and what the worker costs when nothing is due."""
    count = bench.times(5000, 500)
    with TemporaryDirectory(prefix="vipdesk-bench-") as folder:
        where = str(Path(folder) / "desk.db")
        desk = filled(where, count)
        sweeping = Desk(Writer(open_writer(where), policy_for), system_clock)
        reminders = Reminders(sweeping, system_clock, commits(where), print)
        reminders.start()
        late = lateness(where, desk)
        spent = time.process_time()
        time.sleep(IDLE)
        idle = (time.process_time() - spent) / IDLE
        reminders.stop()
    peer = f"timers alone: {percentile(by_library(), 99):.3f} s"
    work = f"reminders beside {count:,} targets, how late, p99"
    yield at_most(work, percentile(late, 99), WANTED, "s", peer)
    yield at_most("reminders not told", PROMISES - len(late), 0, "reminders")
    yield at_most("reminders, idle", 100 * idle, 100 * WANTED_CPU, "% of a core")
