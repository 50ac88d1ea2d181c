"""Stores to try things on, and other processes that use them."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store

WATCHERS, NOBODY = 54300, 65534

Add = Callable[[Engine, str], None]
Stored = Callable[[str], list[str]]
Until = Callable[[Callable[[], bool]], None]


class Programs:
    """Starts Python programs that answer line by line, and ends them with the test."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[str]] = []

    def start(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """Run the script as this account."""
        return self._start(script, arguments)

    def start_as_watcher(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """Run the script as somebody who may only read; as oneself where that can't be had."""
        if os.getuid():
            return self._start(script, arguments)
        return self._start(script, arguments, NOBODY)

    def end(self) -> None:
        """Kill whatever still runs."""
        for program in self._started:
            with program:
                program.kill()

    def _start(
        self, script: str, arguments: tuple[str, ...], account: int | None = None
    ) -> subprocess.Popen[str]:
        program = subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd="/",
            user=account,
            group=None if account is None else WATCHERS,
            extra_groups=None if account is None else [],
        )
        self._started.append(program)
        return program


@pytest.fixture
def programs() -> Iterator[Programs]:
    """Other processes."""
    started = Programs()
    yield started
    started.end()


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A place for a store, in a folder of its own."""
    return str(tmp_path / "data" / "desk.db")


@pytest.fixture
def shared_where() -> Iterator[str]:
    """A place for a store that a group of watchers may read."""
    with tempfile.TemporaryDirectory(prefix="vipdesk-shared-") as folder:
        os.chmod(folder, 0o755)
        data = Path(folder) / "data"
        data.mkdir()
        if not os.getuid():
            os.chown(data, 0, WATCHERS)
        data.chmod(0o2750)
        yield str(data / "desk.db")


@pytest.fixture
def engine(where: str) -> Iterator[Engine]:
    """A new store, open for writing."""
    made = create_store(where)
    yield made
    made.dispose()


@pytest.fixture
def add() -> Add:
    """Commits one row under a name."""

    def commit(engine: Engine, name: str) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO policy VALUES (?, '', 0)", (name,))

    return commit


@pytest.fixture
def stored() -> Stored:
    """The names that were committed, in their order."""

    def names(where: str) -> list[str]:
        reader = open_reader(where)
        with reader.snapshot() as fetch:
            rows = fetch("SELECT version FROM policy ORDER BY rowid", ())
        reader.close()
        return [row[0] for row in rows]

    return names


@pytest.fixture
def until() -> Until:
    """Waits for something to become true; fails when it does not."""

    def wait(is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while not is_so():
            assert time.monotonic() < end, "it did not happen within ten seconds"
            time.sleep(0.01)

    return wait
