"""Reads a store as a watcher may: beside a writer or without one, and never leaving a byte."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vipdesk.domain.errors import StoreError
from vipdesk.domain.language import _
from vipdesk.store import driver
from vipdesk.store.faults import name_of, store_error
from vipdesk.store.place import store_path
from vipdesk.store.state import State, look
from vipdesk.store.views import Moved, NotNow, View, open_view

AGAIN = 0.005
"""Seconds between two tries."""

Fetch = Callable[[str, Sequence[Any]], Sequence[tuple[Any, ...]]]

Version = tuple[object, ...]
"""Differs from the one before when something was committed."""


def open_reader(where: str, *, writes_too: bool = False) -> "ReadConnection":
    """A connection for reading; StoreError where there is no store that this program can read.

    `writes_too` is for a process that also writes, or is going to.
    """
    connection = ReadConnection(store_path(where), writes_too=writes_too)
    with connection.snapshot():
        pass
    return connection


class ReadConnection:
    """Reads one store, for one thread at a time; follows it through closing and restoring."""

    def __init__(self, path: Path, *, writes_too: bool = False) -> None:
        self._path = path
        self._writes_too = writes_too
        self._view: View | None = None
        self._opened = 0

    @property
    def opened(self) -> int:
        """How often the store was opened: what was read before may be of another file."""
        return self._opened

    @contextmanager
    def snapshot(self) -> Iterator[Fetch]:
        """One picture: all that is fetched inside belongs to the same commit.

        Where the store is not to be read just now it is tried again for five seconds. Raises
        StoreError, `Moved` where the picture was lost while it was looked at: read it again.
        """
        picture = _Picture(self._begin_patiently)
        try:
            yield picture.fetch
        finally:
            self._end()

    def version(self) -> Version:
        """What tells one commit from the next, without waiting; StoreError or NotNow."""
        state = look(self._path)
        if not state.is_live:
            self._drop()
            return (state.main, state.size, state.changed, state.wal_size)
        try:
            ((number,),) = self._fitting(state).ask("PRAGMA data_version")
        except driver.DriverError as error:
            raise NotNow(store_error(error, self._path)) from None
        return (self._opened, number)

    def copy_to(self, target: Path) -> None:
        """Write one picture of the whole store into the file `target`; StoreError."""
        with self.snapshot():
            if self._view is not None:
                self._view.copy_to(target)

    def close(self) -> None:
        """Let go of the store."""
        self._drop()

    def _begin_patiently(self) -> View:
        until = time.monotonic() + driver.PATIENCE
        while True:
            try:
                return self._begin()
            except NotNow as error:
                self._drop()
                if time.monotonic() > until:
                    raise error.fault from None
                time.sleep(AGAIN)
            except StoreError:
                self._drop()
                raise

    def _begin(self) -> View:
        view = self._fitting(look(self._path))
        view.begin()
        return view

    def _fitting(self, state: State) -> View:
        """The open view if it still shows what is on the disk, else a new one."""
        if self._view is None or not self._view.fits(state):
            self._drop()
            if not state.is_live and not state.is_closed:
                raise NotNow(_half_open(self._path))
            self._view = open_view(self._path, state, writes_too=self._writes_too)
            self._opened += 1
        return self._view

    def _end(self) -> None:
        if self._view is not None:
            self._view.end()

    def _drop(self) -> None:
        if self._view is not None:
            self._view.close()
            self._view = None


class _Picture:
    """Fetches from one view; from another one only as long as nothing was given away."""

    def __init__(self, begin: Callable[[], View]) -> None:
        self._begin = begin
        self._view = begin()
        self._given = False

    def fetch(self, sql: str, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        """Run one statement and give its rows."""
        while True:
            try:
                rows = self._view.fetch(sql, values)
            except Moved:
                if self._given:
                    raise
                self._view = self._begin()
            else:
                self._given = True
                return rows


def _half_open(path: Path) -> StoreError:
    return StoreError(
        _("{where} was left without being closed: open the desk once, it will mend that").format(
            where=name_of(path)
        )
    )
