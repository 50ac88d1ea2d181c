"""Stores to try things on, and other processes that use them."""

import os
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.programs import WATCHERS
from tests.store.kit import Programs, add, keep
from vipdesk.store.backup import backup
from vipdesk.store.engine import create_store


@pytest.fixture(autouse=True)
def quick_store() -> None:
    """Here stores are founded and kept as the program does it."""


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


class SmallDisk:
    """A folder on a disk that can be filled; for accounts that mount nothing, files are bounded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def full(self) -> Iterator[None]:
        """There is no room inside the block."""
        filler = self.folder / "filler"
        largest = max((each.stat().st_size for each in self.folder.iterdir()), default=0)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        with filler.open("wb", buffering=0) as file:
            if os.getuid():
                resource.setrlimit(resource.RLIMIT_FSIZE, (max(largest, 4096), hard))
            else:
                _fill(file.fileno())
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            filler.unlink()


def _fill(descriptor: int) -> None:
    try:
        for _ in range(4096):
            os.write(descriptor, b"x" * 4096)
    except OSError:
        return


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of four mebibytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.getuid():
        yield SmallDisk(folder)
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.fixture
def saved(where: str, engine: Engine, tmp_path: Path) -> Path:
    """A backup of a store with one name and two files."""
    add(engine, "first")
    keep(engine, where, b"one mail")
    keep(engine, where, b"another mail")
    target = tmp_path / "desk.backup"
    backup(where, target)
    return target


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """Another place for a store."""
    return str(tmp_path / "elsewhere" / "desk.db")
