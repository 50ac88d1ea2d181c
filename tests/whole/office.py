"""People who work one desk through SSH, let in by what `vipdesk ssh-setup --print` says."""

import json
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.accounts import Account, Accounts
from tests.sshd import Sshd, environment_of, running
from tests.whole.terminal import Terminal

JANA, EVA, ADA, OTA = "Jana Nováková", "Eva Marková", "Ada Ward", "Ota Kovář"
EVERYBODY = (JANA, EVA, ADA, OTA)
"""The agent, a senior, and two supervisors: one under an account of her own, one by his key."""
PETRA = "Petra Nová"
"""The cover, who is there when the agent is not."""
WITH_KEYS = (*EVERYBODY, PETRA)
MONDAY = "2026-11-23T10:42:00+01:00"

PLACE_OF_A_KEY = "ssh-ed25519 AAAA…"
IN_HASTE = 5
"""How often in the time of one look round there are some, where somebody is in haste."""
PATIENCE = 60
"""Seconds in which all of a visit has ended, however busy the machine is."""
_HASTE = f"import vipdesk.watch\nvipdesk.watch.LOOK_ROUND_EVERY /= {IN_HASTE}\n"
_TOLD = "import vipdesk.store.feed\nvipdesk.store.feed.SLOW = 3600\n"
# An installed `vipdesk`, whose clock goes on from when it was last set.
_PROGRAM = """#!{python}
import os
import sys
import time
from datetime import datetime, timedelta

sys.path.insert(0, {checkout!r})
with open({clock!r}) as clock:
    gone = timedelta(seconds=time.time() - os.fstat(clock.fileno()).st_mtime)
    os.environ["VIPDESK_NOW"] = (datetime.fromisoformat(clock.read()) + gone).isoformat()
sys.dont_write_bytecode = True
if os.path.exists({otherwise!r}):
    with open({otherwise!r}) as settings:
        exec(settings.read())
from vipdesk.__main__ import main

sys.exit(main())
"""


@dataclass(frozen=True, slots=True)
class Office:
    """The desk's folder, and the server in front of it."""

    sshd: Sshd
    accounts: Accounts
    folder: Path

    @property
    def program(self) -> str:
        """The installed `vipdesk`."""
        return str(self.folder / "bin" / "vipdesk")

    @property
    def store(self) -> str:
        """Where the store is."""
        return str(self.folder / "srv" / "desk.db")

    @property
    def clock(self) -> Path:
        """Says when it is, and its own age how long ago that was."""
        return self.folder / "bin" / "clock"

    @property
    def _otherwise(self) -> Path:
        return self.folder / "bin" / "otherwise"

    def account(self, name: str) -> Account:
        """Whose account somebody comes in by."""
        return self.accounts.watcher if name == ADA else self.accounts.agent

    def vipdesk(self, *arguments: str) -> str:
        """What a command says to the agent."""
        return self.accounts.agent.run([self.program, "--store", self.store, *arguments])

    def tells(self, *arguments: str) -> dict[str, object]:
        """The one document that a command prints."""
        said = json.loads(self.vipdesk(*arguments, "--json"))
        assert isinstance(said, dict)
        return said

    def ssh(self, name: str, *words: str, options: Sequence[str] = (), port: int = 0) -> list[str]:
        """What somebody types at home, all of it; the agent's own key opens no desk by itself."""
        if name == JANA and not words:
            words, options = (self.program, "--store", self.store), ("-t", *options)
        known = self.sshd.client(name, port=port)
        return ["ssh", *known, *options, f"{self.account(name).login}@127.0.0.1", *words]

    def at(
        self,
        name: str,
        *words: str,
        options: Sequence[str] = (),
        port: int = 0,
        columns: int = 100,
        rows: int = 30,
        told: Mapping[str, str] | None = None,
    ) -> Terminal:
        """Somebody at a terminal at home, whose SSH goes to the desk."""
        command = self.ssh(name, *words, options=options, port=port)
        return Terminal(environment=told or {}, columns=columns, rows=rows, program=command)

    def tries(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        """What comes of a command at home, without a terminal."""
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
        )

    def apart(self, name: str) -> bool:
        """Whether somebody comes in by an account of their own."""
        return self.accounts.apart and name == ADA

    def environments(self) -> list[str]:
        """What the environment of each `vipdesk` is that somebody came to through SSH."""
        visits = self.sshd.sessions().items()
        return [environment_of(pid) for pid, name in visits if self.program in name.split()[1:2]]

    def left(self) -> list[str]:
        """What still runs of anybody's visit."""
        return [*self.sshd.sessions().values(), *running(f"{sys.executable} {self.program}")]

    @contextmanager
    def in_haste(self) -> Iterator[None]:
        """Desks and server look so much more often for who is there; with sshd each second."""
        shipped = self.sshd.obeyed
        try:
            with self._set_otherwise(_HASTE):
                self.sshd.obey(shipped.replace("ClientAliveInterval 5", "ClientAliveInterval 1"))
                self.sshd.read_anew()
                yield
        finally:
            self.sshd.obey(shipped)
            self.sshd.read_anew()

    @contextmanager
    def only_told(self) -> Iterator[None]:
        """Desks see what the system tells them of at once, and next to never look by themselves."""
        with self._set_otherwise(_TOLD):
            yield

    @contextmanager
    def _set_otherwise(self, settings: str) -> Iterator[None]:
        try:
            self._otherwise.write_text(settings)
            yield
        finally:
            self._otherwise.unlink(missing_ok=True)

    def all_gone(self) -> None:
        """Nothing runs any more of any visit, soon."""
        until = time.monotonic() + PATIENCE
        while left := self.left():
            assert time.monotonic() < until, f"still runs after {PATIENCE} s: {left}"
            time.sleep(0.1)

    def begin_anew(self) -> None:
        """The store as it was on Monday morning, and Monday."""
        place = self.begin_empty()
        subprocess.run(["cp", "-a", f"{place}.kept/.", place], check=True)
        self.clock.write_text(MONDAY)

    def take_in_people(self) -> None:
        """Who of our side there is, but for the agent and the senior."""
        own = ("--login", self.accounts.watcher.login) if self.accounts.apart else ()
        self.vipdesk("people", "add", ADA, "--role", "supervisor", *own)
        self.vipdesk("people", "add", OTA, "--role", "supervisor")
        self.vipdesk("people", "add", PETRA, "--role", "cover")

    def begin_empty(self) -> Path:
        """No store at all; gives where it may be."""
        place = Path(self.store).parent
        for each in place.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        return place


@contextmanager
def office(folder: Path, server: Sshd, accounts: Accounts) -> Iterator[Office]:
    """The office, open until it is no longer needed."""
    made = Office(server, accounts, folder)
    program, place = Path(made.program), Path(made.store).parent
    program.parent.mkdir()
    checkout = str(Path(__file__).parents[2])
    files = {"clock": str(made.clock), "otherwise": str(made._otherwise)}
    program.write_text(_PROGRAM.format(python=sys.executable, checkout=checkout, **files))
    program.chmod(0o755)
    made.clock.write_text(MONDAY)
    _make_place(place, accounts)
    made.vipdesk("demo", "--no-open")
    made.take_in_people()
    subprocess.run(["cp", "-a", place, f"{place}.kept"], check=True)
    _install(made)
    server.start()
    yield made


def _make_place(place: Path, accounts: Accounts) -> None:
    """The folder of a store, as its administrator makes it."""
    place.mkdir()
    if accounts.apart:
        shutil.chown(place, accounts.agent.login, accounts.group)
    place.chmod(stat.S_ISGID | 0o750)


def _install(made: Office) -> None:
    """What is printed, with each person's key in its place; the agent's own key has no bounds."""
    accounts = made.accounts
    group = accounts.group if accounts.apart else "nobody-is-in-this"
    lines = made.vipdesk("ssh-setup", "--print", "--group", group)
    keys, _, sample = lines.partition("\n\n")
    made.sshd.obey(sample)
    bound = {name: line for name, line in _bound(keys) if name in WITH_KEYS}
    assert {JANA, *bound} == set(WITH_KEYS), lines
    if accounts.apart:
        made.sshd.let_in(accounts.watcher.login, {ADA: ""})
        del bound[ADA]
    made.sshd.let_in(accounts.agent.login, {JANA: "", **bound})


def _bound(keys: str) -> Iterator[tuple[str, str]]:
    """Whose each printed line is, and what of it stands before the key."""
    rows = [row for row in keys.splitlines() if row]
    for above, row in pairwise(rows):
        if row.endswith(PLACE_OF_A_KEY):
            yield above.removeprefix("# ").rpartition(", ")[0], row.removesuffix(PLACE_OF_A_KEY)
