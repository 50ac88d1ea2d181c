"""The two ways to see a store: live, beside whoever has it open, or closed, when nobody has."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from vipdesk.domain.errors import OlderStore, StoreError
from vipdesk.domain.language import _
from vipdesk.store import driver
from vipdesk.store.faults import kind, name_of, store_error
from vipdesk.store.read_only import (
    CLOSED,
    LIVE,
    LIVE_BESIDE_OWN_WRITER,
    limit,
    open_read_only,
    restrict,
)
from vipdesk.store.shape import HEAD, check_shape, known, revision
from vipdesk.store.state import State, look

COPIED = 64 * 2**20
"""Bytes up to which a closed store is read at once into memory, where nothing can change it."""

PASSING = frozenset({"BUSY", "LOCKED", "PROTOCOL", "READONLY", "CANTOPEN", "IOERR"})
"""Errors of a store that is just being opened, closed or mended by its writer."""

Rows = Sequence[tuple[Any, ...]]


class NotNow(Exception):
    """The store can't be read at this instant; `fault` is what to say if that lasts."""

    def __init__(self, fault: StoreError) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Moved(StoreError):
    """The store was written to while a closed one was looked at: read it again."""


class View(Protocol):
    """An open way to read."""

    def fits(self, state: State) -> bool:
        """Whether this view still shows what is on the disk."""
        ...

    def begin(self) -> None:
        """Take a picture; NotNow or StoreError."""
        ...

    def fetch(self, sql: str, values: Sequence[Any]) -> Rows:
        """The rows of one statement, from the picture; StoreError."""
        ...

    def ask(self, sql: str) -> Rows:
        """The rows of one statement, outside any picture; driver errors as they are."""
        ...

    def copy_to(self, target: Path) -> None:
        """Write the picture into a new file; StoreError."""
        ...

    def end(self) -> None:
        """Let the picture go."""
        ...

    def close(self) -> None:
        """Let the store go."""
        ...


def open_view(path: Path, state: State, *, writes_too: bool = False) -> View:
    """The view that suits the state; NotNow where it is changing, StoreError where it can't be."""
    if state.is_live:
        return _Live(path, state, LIVE_BESIDE_OWN_WRITER if writes_too else LIVE)
    if not state.is_settled:
        raise NotNow(_changing(path))
    return _Copied(path, state) if state.size <= COPIED else _Closed(path, state)


class _Live:
    """Sees each commit as its writer makes it."""

    def __init__(self, path: Path, state: State, options: str) -> None:
        self._path = path
        self._state = state
        self._connection = _open(path, options)
        self._patience = limit(self._connection)

    def fits(self, state: State) -> bool:
        return state.files == self._state.files

    def begin(self) -> None:
        self._patience.renew()
        try:
            self._connection.execute("BEGIN").close()
            versions = self.ask("SELECT version_num FROM alembic_version")
        except driver.DriverError as error:
            raise _passing(error, self._path) from None
        _check_revision(known(versions, self._path), self._path)

    def fetch(self, sql: str, values: Sequence[Any]) -> Rows:
        self._patience.renew()
        try:
            return list(self._connection.execute(sql, tuple(values)).fetchall())
        except driver.DriverError as error:
            raise store_error(error, self._path) from None

    def ask(self, sql: str) -> Rows:
        return list(self._connection.execute(sql).fetchall())

    def copy_to(self, target: Path) -> None:
        _copy(self._connection, self._path, target)

    def end(self) -> None:
        if self._connection.in_transaction:
            self._connection.rollback()

    def close(self) -> None:
        self._connection.close()


class _Closed:
    """Sees the main file, and says so when it has changed."""

    def __init__(self, path: Path, state: State) -> None:
        self._path = path
        self._state = state
        self._connection = self._opened()
        self._patience = limit(self._connection)

    def _opened(self) -> driver.Raw:
        try:
            return _open(self._path, CLOSED)
        except StoreError:
            if look(self._path) != self._state:
                raise NotNow(_changing(self._path)) from None
            raise

    def fits(self, state: State) -> bool:
        return state == self._state

    def begin(self) -> None:
        """The file itself is the picture, as long as it stays the same."""

    def fetch(self, sql: str, values: Sequence[Any]) -> Rows:
        self._patience.renew()
        try:
            rows = self._rows(sql, values)
        except driver.DriverError as error:
            self._check_unchanged()
            raise store_error(error, self._path) from None
        self._check_unchanged()
        return rows

    def ask(self, sql: str) -> Rows:
        return self._rows(sql, ())

    def _rows(self, sql: str, values: Sequence[Any]) -> Rows:
        return list(self._connection.execute(sql, tuple(values)).fetchall())

    def copy_to(self, target: Path) -> None:
        _copy(self._connection, self._path, target)
        self._check_unchanged()

    def end(self) -> None:
        """There is no picture to let go."""

    def close(self) -> None:
        self._connection.close()

    def _check_unchanged(self) -> None:
        now, then = look(self._path), self._state
        if (now.main, now.size, now.changed) != (then.main, then.size, then.changed):
            raise Moved(
                _("{where} was written to while it was read: read it again").format(
                    where=name_of(self._path)
                )
            )


class _Copied(_Closed):
    """Sees a copy of the main file that was taken while nobody wrote."""

    def _opened(self) -> driver.Raw:
        source, copy = super()._opened(), driver.in_memory()
        try:
            source.backup(copy)
            if look(self._path) != self._state:
                raise NotNow(_changing(self._path))
            return restrict(copy)
        except driver.DriverError as error:
            copy.close()
            raise store_error(error, self._path) from None
        except (NotNow, StoreError):
            copy.close()
            raise
        finally:
            source.close()

    def _check_unchanged(self) -> None:
        """The copy can't change."""


def _copy(connection: driver.Raw, path: Path, target: Path) -> None:
    copy = driver.sqlite.connect(target)
    try:
        connection.backup(copy)
    except driver.DriverError as error:
        raise store_error(error, path) from None
    finally:
        copy.close()


def _open(path: Path, options: str) -> driver.Raw:
    try:
        return _checked(open_read_only(path, options), path)
    except driver.DriverError as error:
        raise _passing(error, path) from None


def _checked(connection: driver.Raw, path: Path) -> driver.Raw:
    def rows(sql: str) -> Rows:
        return list(connection.execute(sql).fetchall())

    try:
        found = revision(rows, path)
        check_shape(rows, path, found)
        _check_revision(found, path)
    except (StoreError, driver.DriverError):
        connection.close()
        raise
    return connection


def _check_revision(found: str, path: Path) -> None:
    if found != HEAD:
        raise OlderStore(
            _(
                "{where} is of an older vipdesk: open the desk once, it will bring it up to date"
            ).format(where=name_of(path))
        )


def _passing(error: Exception, path: Path) -> Exception:
    fault = store_error(error, path)
    return NotNow(fault) if kind(error) in PASSING else fault


def _changing(path: Path) -> StoreError:
    return StoreError(
        _("{where} is being written all the time: try again").format(where=name_of(path))
    )
