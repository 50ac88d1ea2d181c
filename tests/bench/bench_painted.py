"""From a commit in one process to its words on another's screen, beside a poll every 250 ms.

Two watchers run on terminals of their own, one as it is shipped, then one that only looks every
250 ms; both watch the desk that this process works. Told are the milliseconds from
the moment the act was durable to the moment its words had come out on the terminal.

    python -m tests.bench.bench_painted [commits]
"""

import os
import pty
import secrets
import select
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from fcntl import ioctl
from pathlib import Path
from statistics import median, quantiles
from struct import pack
from tempfile import TemporaryDirectory
from termios import TIOCSWINSZ

from tests.kit import ACME, JANA
from vipdesk.desk import Desk
from vipdesk.domain.commands import OpenTicket, SetStatus
from vipdesk.domain.facts import Status
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.engine import create_store
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
PATIENCE = 5.0
POLLING = """
import asyncio, sys
from vipdesk.clock import system_clock
from vipdesk.policies import policy_for
from vipdesk.store.connections import open_reader
from vipdesk.store.reader import Reader
from vipdesk.watch import WatchApp, run_watch

class Poll:
    async def changes(self):
        while True:
            await asyncio.sleep(0.25)
            yield
    def close(self):
        pass

reader = Reader(open_reader(sys.argv[1]), policy_for)
sys.exit(run_watch(WatchApp(reader, Poll(), system_clock)))
"""


class Screen:
    """A watcher on a terminal of its own."""

    def __init__(self, *command: str) -> None:
        self.shown = b""
        self.child, self.master = pty.fork()
        if not self.child:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, *command])
        ioctl(self.master, TIOCSWINSZ, pack("HHHH", 36, 120, 0, 0))

    def read(self) -> None:
        """Take what has come out."""
        self.shown = (self.shown + os.read(self.master, 1 << 16))[-(1 << 17) :]

    def close(self) -> None:
        """End the watcher."""
        os.kill(self.child, signal.SIGTERM)
        os.close(self.master)
        os.waitpid(self.child, 0)


def seen_after(screen: Screen, words: bytes, since: float) -> float | None:
    """Milliseconds from `since` until the screen has shown `words`; None if it never does."""
    while (left := since + PATIENCE - time.monotonic()) > 0:
        if select.select([screen.master], [], [], left)[0]:
            screen.read()
            if words in screen.shown:
                return (time.monotonic() - since) * 1000
    return None


def settle(screen: Screen, seconds: float) -> None:
    """Let the screen come to rest."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([screen.master], [], [], left)[0]:
            screen.read()


def measure(desk: Desk, screen: Screen, commits: int) -> list[float]:
    """Open a ticket that stands first in the queue, wait for it, take it away again."""
    taken: list[float] = []
    settle(screen, 3.0)
    for number in range(commits):
        words = f"Matter-{secrets.token_hex(4)}"
        done = desk.execute(OpenTicket(words, 1, received=NOW - timedelta(hours=5)))
        waited = seen_after(screen, words.encode(), time.monotonic())
        taken += [] if waited is None else [waited]
        desk.execute(SetStatus(done.change.tickets[0].number, Status.RESOLVED))
        # an uneven pace, so that no poll falls into step with it
        settle(screen, 0.2 + (number * 7919 % 100) / 400)
    screen.close()
    return taken


def main() -> None:
    """Measure both watchers at once and print their percentiles."""
    commits = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    policy = policy_for(shipped_policy_text())
    with TemporaryDirectory() as folder:
        where = str(Path(folder) / "desk.db")
        engine = create_store(where, lambda new: register(new, ACME, JANA, policy, NOW))
        desk = Desk(Writer(engine, policy_for), lambda: NOW)
        for number in range(30):
            desk.execute(OpenTicket(f"Standing matter {number}", 3))
        for name, command in {
            "as shipped": ("-m", "vipdesk", "watch", "--store", where),
            "poll 250 ms": ("-c", POLLING, where),
        }.items():
            tell(name, measure(desk, Screen(*command), commits), commits)
        desk.close()


def tell(name: str, waits: list[float], commits: int) -> None:
    """Print the percentiles of one watcher."""
    marks = quantiles(waits, n=100)
    print(
        f"{name:>12}: {len(waits)} of {commits} painted, p50 {median(waits):.1f} ms,"
        f" p95 {marks[94]:.1f} ms, p99 {marks[98]:.1f} ms"
    )


if __name__ == "__main__":
    main()
