"""From a commit in one process to its words on another's screen, beside a poll every 250 ms.

Two watchers run on terminals of their own, one as it is shipped, then one that only looks every
250 ms; both watch the desk that this process works.
"""

import secrets
import time
from collections.abc import Iterator
from datetime import timedelta

from tests.bench.figures import Bench, Figure, at_most, percentile
from tests.bench.program import Program
from tests.bench.store import NOW, TICKING, desk_on, environment, own_copy
from vipdesk.desk import Desk
from vipdesk.domain.commands import OpenTicket, SetStatus
from vipdesk.domain.facts import Status

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


def milliseconds(desk: Desk, screen: Program, commits: int) -> list[float]:
    """Open a ticket that stands first in the queue, wait for it, take it away again."""
    taken: list[float] = []
    screen.rest(3.0)
    for number in range(commits):
        end = "gh"[number % 2]  # only what differs is sent: it must begin and end anew
        words = f"{end}{secrets.token_hex(4)}{end}"
        received = NOW - timedelta(hours=5)
        done = desk.execute(OpenTicket(f"M-{words}-", 1, received=received))
        began, piece = time.perf_counter(), len(screen.pieces)
        while words.encode() not in screen.output_since(piece):
            if not screen.read(PATIENCE) or time.perf_counter() > began + PATIENCE:
                raise SystemExit(f"never painted: {words}")
        taken.append((time.perf_counter() - began) * 1000)
        desk.execute(SetStatus(done.change.tickets[0].number, Status.RESOLVED))
        # an uneven pace, so that no poll falls into step with it
        screen.rest(0.2 + (number * 7919 % 100) / 400)
    return taken


def measure(bench: Bench) -> Iterator[Figure]:
    """One watcher after the other."""
    store = own_copy(TICKING, bench.folder, "painted")
    desk, commits = desk_on(store), bench.times(200, 20)
    ways = []
    for command in (("-m", "vipdesk", "watch"), ("-c", POLLING, str(store))):
        with Program(*command, environment=environment(store)) as screen:
            ways.append(milliseconds(desk, screen, commits))
    desk.close()
    ours, polled = ways
    for share, limit in ((50, 10), (95, 20), (99, 60)):
        peer = f"poll each 250 ms: {percentile(polled, share):.0f} ms"
        work = f"commit to another's screen, p{share}"
        yield at_most(work, percentile(ours, share), limit, "ms", peer)
