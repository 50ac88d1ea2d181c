"""Small acts on a store, and other processes that use it."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from sqlalchemy import Engine

from tests.programs import as_watcher
from vipdesk.store import driver
from vipdesk.store.connections import open_reader
from vipdesk.store.files import Files, files_beside


def add(engine: Engine, name: str) -> None:
    """Commit one row under a name."""
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO policy VALUES (?, '', 0)", (name,))


def stored(where: str) -> list[str]:
    """The names that were committed, in their order."""
    reader = open_reader(where)
    try:
        with reader.snapshot() as fetch:
            return [row[0] for row in fetch("SELECT version FROM policy ORDER BY rowid", ())]
    finally:
        reader.close()


def keep(engine: Engine, where: str, content: bytes) -> str:
    """Keep a file and refer to it."""
    files = Files(files_beside(where))
    digest = files.put(content)
    files.sync()
    with engine.begin() as connection:
        row = (digest, "mail", "bad header", 0)
        connection.exec_driver_sql("INSERT INTO unreadable VALUES (?, ?, ?, ?)", row)
    return digest


def in_use(where: str) -> list[Path]:
    """What is in the store's folder, but for the side file of presence."""
    names = Path(where).parent.rglob("*")
    return sorted(each for each in names if each.is_file() and each.name != "desk.open")


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something to become true; fail when it does not."""
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end, "it did not happen within ten seconds"
        time.sleep(0.01)


class Program:
    """A Python program that is told and answers line by line."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd="/",
        )

    def tell(self, line: str = "") -> None:
        """Send a line."""
        _open(self._process.stdin).write(f"{line}\n")

    def answer(self) -> str:
        """The next line; empty when the program has ended."""
        return _open(self._process.stdout).readline().rstrip("\n")

    def kill(self) -> list[str]:
        """Kill -9; gives the lines that it had told and nobody had read."""
        self._process.kill()
        rest = _open(self._process.stdout).read().split("\n")
        self._process.wait()
        return rest[:-1]

    def end(self) -> None:
        """Let nothing of it be left."""
        with self._process as process:
            process.kill()


class Programs:
    """Starts programs, and ends them with the test."""

    def __init__(self) -> None:
        self._started: list[Program] = []

    def start(self, script: str, *arguments: str) -> Program:
        """Run the script as this account."""
        return self._keep(Program([sys.executable, "-c", script, *arguments]))

    def start_as_watcher(self, script: str, *arguments: str) -> Program:
        """Run the script as somebody who may only read; as oneself where that can't be had."""
        return self._keep(Program(as_watcher([sys.executable, "-c", script, *arguments])))

    def end(self) -> None:
        """Kill whatever still runs."""
        for program in self._started:
            program.end()

    def _keep(self, program: Program) -> Program:
        self._started.append(program)
        return program


def _open(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


SCHEMAS = Path(__file__).parent / "schemas"


def build(where: str, revision: str) -> None:
    """Make the store of an old release from its frozen text."""
    path = Path(where)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    connection = driver.connect(path, "mode=rw")
    connection.executescript((SCHEMAS / f"{revision}.sql").read_text())
    connection.close()
