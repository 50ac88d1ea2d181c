"""From a key of an answer to its frame while the desk takes in a backlog, beside the same at rest.

One desk of 5,000 open tickets, one answer: it is typed as people do, in runs of keys with pauses
between them, while no mail comes and while thousands lie in the mailbox, on a real Dovecot, by
turns. Mail makes way for keys: how fast it comes in when nobody types is measured behind each turn.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.backlog import Backlog
from tests.bench.figures import Bench, Figure, at_least, at_most, percentile
from tests.bench.mail_in import PER_SECOND, config, is_well
from tests.bench.program import Program
from tests.bench.store import DESK, MINUTE, NOW, environment, own_copy
from tests.mail.dovecot import mail_server
from vipdesk.store.connections import open_reader

BACKLOG, KEYS, ROUNDS = 10_000, 600, 4
LIMIT, SETTLED = 1.5, 4.0
LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
"""What is typed: nothing else on the screen is written with these."""

RUN, GAP, PAUSE = (10, 50), (0.04, 0.12), (0.7, 1.5)
"""How many keys are typed without a pause; seconds between keys, and of a pause."""


@dataclass(slots=True)
class Found:
    """Milliseconds to the frame of each key, with no mail and with, and how fast mail came then.

    `mails` came in `seconds` in which nobody typed.
    """

    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    mails: int = 0
    seconds: float = 0.0


def measure(bench: Bench) -> Iterator[Figure]:
    """Round by round the same keys twice, then only mail."""
    store = own_copy(DESK, bench.folder, "mail-typing")
    count, keys = bench.times(BACKLOG, 2_000), bench.times(KEYS, 120)
    found, chance = Found(), random.Random(5)
    with TemporaryDirectory(prefix="vipdesk-imap-") as folder, mail_server(Path(folder)) as server:
        account = server.account()
        told = {**environment(store), "VIPDESK_CONFIG": str(config(account, store))}
        backlog = Backlog(account, count, lambda number: NOW - (count - number) * MINUTE)
        with Program("-m", "vipdesk", environment=told) as desk:
            begin(desk, store)
            for number in range(1, ROUNDS + 1):
                found.idle += typed(desk, keys // ROUNDS, chance)
                backlog.deliver(count // ROUNDS)
                take_in(desk, store, number * count // ROUNDS, keys // ROUNDS, found, chance)
    late, idle_late = percentile(found.busy, 99), percentile(found.idle, 99)
    work, more = f"typing an answer while {count:,} mails come in, p99", f" ({late:.1f} ms)"
    yield at_most(work, late / idle_late, LIMIT, "x", f"no mail: {idle_late:.1f} ms", more)
    rate = found.mails / found.seconds
    yield at_least("the same mails when nobody types", rate, PER_SECOND, "/s")


def take_in(
    desk: Program, store: Path, until: int, keys: int, found: Found, chance: random.Random
) -> None:
    """Type as long as mail comes in, so many keys at most; then let it come in."""
    before = taken_in(store)
    while taken_in(store) == before:
        desk.rest(0.05)
    found.busy += typed(desk, keys, chance, lambda: taken_in(store) < until)
    at, began = taken_in(store), time.perf_counter()
    while taken_in(store) < until:
        desk.rest(0.1)
    found.mails += until - at
    found.seconds += time.perf_counter() - began
    desk.idle()


def taken_in(store: Path) -> int:
    """How many mails are kept so far."""
    with closing(open_reader(str(store))) as reader, reader.snapshot() as fetch:
        return sum(row[0] for row in fetch("SELECT uid FROM mail_place", ()))


def begin(desk: Program, store: Path) -> None:
    """The composer stands open, and all that is loaded or read later is there."""
    desk.see("? help", "Queue · ")
    while not is_well(str(store)):
        desk.rest(0.1)
    desk.rest(SETTLED)
    desk.idle()
    desk.type(b"a")
    desk.see("Answer", "^s")
    desk.quiet(1.0)


def typed(
    desk: Program, count: int, chance: random.Random, goes_on: Callable[[], bool] = lambda: True
) -> list[float]:
    """Milliseconds from each key to its frame, as long as it goes on."""
    took, left = list[float](), 0
    while len(took) < count:
        if not left:
            left = chance.randint(*RUN)
            desk.type(b"\r")
            desk.rest(chance.uniform(*PAUSE))
            if not goes_on():
                break
        desk.rest(chance.uniform(*GAP))
        took.append(1000 * painted(desk, LETTERS[len(took) % len(LETTERS)].encode()))
        left -= 1
    return took


def painted(desk: Program, key: bytes) -> float:
    """Seconds until the letter of a key is on the screen, whatever else is painted."""
    piece, began = len(desk.pieces), time.perf_counter()
    desk.type(key)
    while key not in desk.output_since(piece):
        if not desk.read(5.0):
            raise SystemExit(f"{key!r} painted nothing; it shows\n{desk.shown()}")
    return desk.pieces[-1][0] - began
