"""Opens stores for writing: the one place, with the readers' driver, that knows the database."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from vipdesk.domain.errors import Refusal, StoreError
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line
from vipdesk.store import driver
from vipdesk.store.durable import make_folder, publish, sync_folder
from vipdesk.store.faults import replaced, store_error
from vipdesk.store.place import BESIDE, beside, check_file, check_writable, store_path
from vipdesk.store.shape import APPLICATION_ID, HEAD, check_shape, revision

PRAGMAS = ("trusted_schema = OFF", "recursive_triggers = ON", "synchronous = FULL")

Connect = Callable[[], driver.Raw]


def create_store(where: str, fill: Callable[[Engine], None] = lambda _: None) -> Engine:
    """Make a new store, whole or not at all, and open it; Refusal where one is already.

    `fill` writes what it is to begin with, before anyone can find it in its place.
    """
    path = store_path(where)
    try:
        make_folder(path.parent)
        sync_folder(path.parent.parent)
    except OSError as error:
        raise store_error(error, path.parent) from None
    try:
        new = path.with_name(f".{path.name}.new-{secrets.token_hex(4)}")
        _build_and_publish(new, path, fill)
    except FileExistsError:
        at = clean_line(str(path))
        raise Refusal(
            _("there is a store at {path} already: open it with `vipdesk`").format(path=at)
        ) from None
    except OSError as error:
        raise store_error(error, path) from None
    return open_writer(where)


def open_writer(where: str, held: Callable[[driver.Raw], driver.Raw] | None = None) -> Engine:
    """An engine on the store for one writer at a time, on any thread.

    It holds one connection for as long as it lives, which keeps the -wal and -shm files that
    readers of other accounts need. Every transaction is immediate and durable when committed. An
    older schema is brought up to date first, with a copy of the old one kept beside it. `held`
    has each connection write less. Raises StoreError now or later, with the mend, for whatever is
    wrong with the store.
    """
    path = store_path(where)
    check_file(path)
    check_writable(path)
    if (found := _revision(path)) != HEAD:
        _bring_up_to_date(path, found)
    opened = _Opened(path, held)
    engine = _engine(path, opened.connect)
    event.listen(engine, "begin", opened.check)
    event.listen(engine, "commit", opened.check)
    try:
        engine.connect().close()
    except StoreError:
        engine.dispose()
        raise
    return engine


class _Opened:
    """The files under an open connection, to notice when others have taken their place."""

    def __init__(self, path: Path, held: Callable[[driver.Raw], driver.Raw] | None = None) -> None:
        self._path, self._held = path, held
        self._files = [path, *(beside(path, ending) for ending in BESIDE)]
        self._identity: list[tuple[int, int]] = []

    def connect(self) -> driver.Raw:
        """A checked connection."""
        before = check_file(self._path)
        connection = _open(self._path, ("foreign_keys = ON", "journal_mode = WAL"))
        try:
            self._check_schema(connection)
            self._identity = self._look()
            if self._identity[0] != (before.st_dev, before.st_ino):
                raise replaced(self._path)
        except OSError:
            connection.close()
            raise replaced(self._path) from None
        except StoreError:
            connection.close()
            raise
        return connection if self._held is None else self._held(connection)

    def _check_schema(self, connection: driver.Raw) -> None:
        rows = _rows(connection)
        try:
            check_shape(rows, self._path, revision(rows, self._path))
        except driver.DriverError as error:
            raise store_error(error, self._path) from None

    def check(self, connection: Connection) -> None:
        """StoreError where a file was replaced or deleted: a commit would be lost in silence."""
        try:
            same = self._look() == self._identity
        except OSError:
            same = False
        if not same:
            raise replaced(self._path)

    def _look(self) -> list[tuple[int, int]]:
        return [(found.st_dev, found.st_ino) for found in map(os.stat, self._files)]


def _engine(path: Path, connect: Connect) -> Engine:
    engine = create_engine(
        "sqlite:///",
        module=driver.sqlite,
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    def begin(connection: Connection) -> None:
        # Deferred, a transaction that has read could no longer wait for its turn to write.
        try:
            driver.begin(connection.connection.dbapi_connection)
        except driver.DriverError as error:
            raise store_error(error, path) from None

    event.listen(engine, "begin", begin)

    def translate(context: ExceptionContext) -> None:
        error = context.original_exception
        if getattr(error, "sqlite_errorname", None):
            raise store_error(error, path) from None

    event.listen(engine, "handle_error", translate)
    return engine


def _open(path: Path, more: tuple[str, ...] = ()) -> driver.Raw:
    try:
        connection = driver.connect(path, "mode=rw")
        for pragma in (*PRAGMAS, *more):
            connection.execute(f"PRAGMA {pragma}").close()
    except driver.DriverError as error:
        raise store_error(error, path) from None
    return connection


def _rows(connection: driver.Raw) -> Callable[[str], list[tuple[object, ...]]]:
    return lambda sql: list(connection.execute(sql).fetchall())


def _revision(path: Path) -> str:
    connection = _open(path)
    try:
        rows = _rows(connection)
        found = revision(rows, path)
        check_shape(rows, path, found)
        return found
    except driver.DriverError as error:
        raise store_error(error, path) from None
    finally:
        connection.close()


def _migrate(path: Path) -> None:
    from vipdesk.store.upgrade import upgrade  # slow to import, and seldom needed

    engine = _engine(path, lambda: _open(path, ("foreign_keys = OFF",)))
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _fill(path: Path, fill: Callable[[Engine], None]) -> None:
    engine = _engine(path, lambda: _open(path, ("foreign_keys = ON",)))
    try:
        fill(engine)
    finally:
        engine.dispose()


def _bring_up_to_date(path: Path, found: str) -> None:
    copy = beside(path, f".before-{found}")
    part = beside(path, f".before-{found}.part-{secrets.token_hex(4)}")
    connection = _open(path)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
        part.chmod(0o640)
        publish(part, copy, replace=True)
    except driver.DriverError as error:
        raise store_error(error, path) from None
    except OSError as error:
        raise store_error(error, copy) from None
    finally:
        connection.close()
        part.unlink(missing_ok=True)
    _migrate(path)


def _build_and_publish(new: Path, path: Path, fill: Callable[[Engine], None]) -> None:
    if os.path.lexists(path):
        raise FileExistsError
    for left in (beside(path, ending) for ending in BESIDE):
        if left.exists():
            name = clean_line(str(left))
            raise StoreError(
                _("{name} is left over from another store: move it away first").format(name=name)
            )
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o640))
        new.chmod(0o640)
        _migrate(new)
        _fill(new, fill)
        connection = _open(new, (f"application_id = {APPLICATION_ID}", "journal_mode = WAL"))
        connection.close()
        publish(new, path, replace=False)
    finally:
        for ending in ("", "-journal", *BESIDE):
            beside(new, ending).unlink(missing_ok=True)
