"""Fifty supervisors who watch by SSH: what they cost the agent's keys, what their lines carry.

Everybody is on this machine: server and clients take their part of its cores. The agent comes by
SSH too. A server and accounts of the tests' own are needed, so it runs as root, or as one account.
"""

import random
import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.accounts import Account, Accounts, accounts
from tests.bench.figures import Bench, Figure, at_most, percentile
from tests.bench.keys import FIFTY
from tests.bench.program import ROOT, Program
from tests.bench.store import TICKING, Filling, environment, store_of
from tests.sshd import Sshd, sshd
from tests.whole.commands import VIPDESK

WATCHERS = 50
AGENT, SUPERVISOR = "agent", "supervisor"
WIDE, SMALL = (120, 36), (80, 24)
DOWN, UP = b"\x1b[B", b"\x1b[A"
MOVES, KEYS, STRETCHES = 12, 150, 2
CHANCE = random.Random(5)
SETTLED = 12.0
THEMES = {"auto": "80x24 as it comes, in 16 colours", "dark": "80x24 in the dark theme"}


@dataclass(frozen=True, slots=True)
class Machine:
    """A store, and the server by which one comes to it."""

    server: Sshd
    accounts: Accounts
    store: Path

    def visit(
        self, name: str, account: Account, *words: str, size: tuple[int, int] = WIDE
    ) -> Program:
        """Somebody comes in by SSH, and starts `vipdesk`."""
        told = {**environment(self.store), "PYTHONPATH": str(ROOT)}
        there = ["env", *(f"{key}={value}" for key, value in told.items()), *words]
        to = f"{account.login}@127.0.0.1"
        ssh = (*self.server.client(name), "-tt", to, shlex.join(there))
        return Program(*ssh, program="ssh", columns=size[0], rows=size[1])

    def agent(self) -> Program:
        """The agent opens the desk."""
        return self.visit(AGENT, self.accounts.agent, *VIPDESK)

    def watch(self, theme: str = "auto") -> Program:
        """A supervisor watches."""
        chosen = f"VIPDESK_THEME={theme}"
        return self.visit(SUPERVISOR, self.accounts.watcher, chosen, *VIPDESK, "watch", size=SMALL)


@contextmanager
def machine(bench: Bench, filling: Filling) -> Iterator[Machine]:
    """The server with a copy of the store, which the supervisors' account may read."""
    with TemporaryDirectory(prefix="vipdesk-bench-ssh-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with accounts(folder) as those:
            homes = (those.agent, those.watcher)
            with sshd(folder, (AGENT, SUPERVISOR), homes) as server:
                store = _place(bench, filling, folder / "srv", those)
                server.let_in(those.agent.login, {AGENT: ""})
                server.let_in(those.watcher.login, {SUPERVISOR: "restrict,pty "})
                server.start()
                yield Machine(server, those, store)


def _place(bench: Bench, filling: Filling, place: Path, those: Accounts) -> Path:
    place.mkdir()
    store = place / "desk.db"
    shutil.copyfile(store_of(filling, bench.folder), store)
    if those.apart:
        for each in (place, store):
            shutil.chown(each, those.agent.login, those.group)
    place.chmod(0o2750)
    store.chmod(0o640)
    return store


def milliseconds(agent: Program, keys: int, others: Sequence[Program]) -> dict[str, list[float]]:
    """From key to frame: the selection is moved, then an answer typed, and its draft kept."""
    moving = [_pressed(agent, UP if n // MOVES % 2 else DOWN, others) for n in range(keys)]
    agent.type(b"a")
    agent.see("Answer", "^s")
    agent.quiet(0.5)
    typing = [_pressed(agent, b"x", others) for _ in range(keys)]
    agent.type(b"\x1b")
    agent.quiet(0.5)
    return {"moving the selection": moving, "typing an answer": typing}


def _pressed(agent: Program, key: bytes, others: Sequence[Program]) -> float:
    for each in others:
        each.read(0)
    agent.quiet(0.04)
    agent.rest(CHANCE.uniform(0.02, 0.06))
    return agent.press(key)[0] * 1000


def watched(bench: Bench) -> Iterator[Figure]:
    """The agent's keys, alone before and after the stretches with all who watch."""
    keys, count = bench.times(KEYS, 2 * MOVES), bench.times(WATCHERS, 5)
    with machine(bench, FIFTY) as here, here.agent() as agent, ExitStack() as stack:
        agent.see("? help", "Queue · ")
        agent.rest(SETTLED)
        alone = [milliseconds(agent, keys, ()) for _ in range(STRETCHES)]
        programs = [stack.enter_context(here.watch()) for _ in range(count)]
        for program in programs:
            program.see("READ-ONLY", "Queue · ", within=240)
        for program in programs:
            program.rest(0.1)
        agent.rest(SETTLED)
        beside = [milliseconds(agent, keys, programs) for _ in range(STRETCHES)]
        stack.close()
        agent.rest(SETTLED)
        alone += [milliseconds(agent, keys, ()) for _ in range(STRETCHES)]
    for work in beside[0]:
        late, usual = (
            percentile([one for stretch in found for one in stretch[work]], 99)
            for found in (beside, alone)
        )
        told = f"nobody watches: {usual:.1f} ms"
        work = f"{work}, {count} watch by SSH, p99"
        yield at_most(work, late / usual, 1.5, "x", told, f" ({late:.1f} ms)")


def carried(bench: Bench) -> Iterator[Figure]:
    """What an idle supervisor is sent, in the worst hour: what SSH wraps around it not counted."""
    with machine(bench, TICKING) as here:
        for theme, told in THEMES.items():
            with here.watch(theme) as program:
                program.see("READ-ONLY", "Queue · ")
                program.rest(SETTLED)
                piece, seconds = len(program.pieces), bench.times(60, 20)
                program.rest(seconds)
                sent = len(program.output_since(piece)) / seconds
            yield at_most(f"a supervisor's line, idle, {told}", sent, 150, "B/s")


def measure(bench: Bench) -> Iterator[Figure]:
    """What the lines carry, then what the watching costs."""
    yield from carried(bench)
    yield from watched(bench)
