"""What lies on the disk where a store should be, at one look."""

import os
import time
from pathlib import Path

from msgspec import Struct

from vipdesk.store.place import BESIDE, beside, check_file

SETTLED = 20_000_000
"""Nanoseconds after which a write must show in a file's time: its clock ticks that coarsely."""

File = tuple[int, int]
"""Device and inode: which file it is, whatever its name."""


class State(Struct, frozen=True):
    """The store's file and what SQLite keeps beside it while it is open."""

    main: File
    size: int
    changed: int
    wal: File | None
    wal_size: int
    shm: File | None

    @property
    def is_live(self) -> bool:
        """Whether somebody has the store open, or left it without closing."""
        return self.wal is not None and self.shm is not None

    @property
    def is_closed(self) -> bool:
        """Whether all that was committed is in the main file."""
        return not self.is_live and not self.wal_size

    @property
    def is_settled(self) -> bool:
        """Whether a further write would change the file's time."""
        return not 0 <= time.time_ns() - self.changed < SETTLED

    @property
    def files(self) -> tuple[File | None, ...]:
        """Which files they are."""
        return self.main, self.wal, self.shm


def look(path: Path) -> State:
    """The state of the store at `path`; StoreError where there is none."""
    # the side files first: a store that is closed in between then looks open, never the reverse
    wal, shm = (_stat(beside(path, ending)) for ending in BESIDE)
    main = check_file(path)
    return State(
        main=_file(main),
        size=main.st_size,
        changed=main.st_mtime_ns,
        wal=_file(wal) if wal else None,
        wal_size=wal.st_size if wal else 0,
        shm=_file(shm) if shm else None,
    )


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _file(found: os.stat_result) -> File:
    return found.st_dev, found.st_ino
