"""A connection that can read and nothing else, whoever asks and whatever is in the file."""

import time
from pathlib import Path

from vipdesk.store import driver
from vipdesk.store.driver import sqlite

LONGEST = 10.0
"""How long one statement may take, in seconds: a store that was tampered with may never end."""

LIVE = "mode=ro&readonly_shm=1"
"""For a store that somebody has open: locks are taken, nothing is made or written."""

LIVE_BESIDE_OWN_WRITER = "mode=ro"
"""The same in a process that writes too: its connections share the map of the log, so that one
opened without leave to write would take that leave from the writer as well."""

CLOSED = "mode=ro&immutable=1"
"""For a store that nobody has open: the main file alone, without locks."""

_STEPS = 100_000
_ASKED = frozenset({"data_version", "application_id"})
_ALLOWED = frozenset(
    {sqlite.SQLITE_SELECT, sqlite.SQLITE_READ, sqlite.SQLITE_TRANSACTION, sqlite.SQLITE_RECURSIVE}
)


class Patience:
    """Ends a statement that takes too long."""

    def __init__(self) -> None:
        self._until = time.monotonic() + LONGEST

    def renew(self) -> None:
        """Another statement begins."""
        self._until = time.monotonic() + LONGEST

    def is_over(self) -> bool:
        """Whether the statement has to end."""
        return time.monotonic() > self._until


def open_read_only(path: Path, options: str) -> driver.Raw:
    """Open the file under `LIVE` or `CLOSED`; driver errors are the caller's, who may try again."""
    connection = driver.connect(path, options, patience=0)
    return restrict(connection)


def restrict(connection: driver.Raw) -> driver.Raw:
    """Refuse on this connection, from now on, everything but reading."""
    connection.execute("PRAGMA query_only = ON").close()
    connection.execute("PRAGMA trusted_schema = OFF").close()
    connection.set_authorizer(_authorize)
    return connection


def limit(connection: driver.Raw) -> Patience:
    """End every statement that takes too long; the caller renews the patience for each."""
    patience = Patience()
    connection.set_progress_handler(patience.is_over, _STEPS)
    return patience


def _authorize(
    action: int, first: str | None, second: str | None, schema: str | None, inner: str | None
) -> int:
    allowed = action in _ALLOWED
    if action == sqlite.SQLITE_FUNCTION:
        allowed = second != "load_extension"
    elif action == sqlite.SQLITE_PRAGMA:
        allowed = first in _ASKED and second is None
    elif action == sqlite.SQLITE_UPDATE:
        # So older libraries ask when they open the search index; nothing is written by that, and
        # no statement could: the schema is not writable, and queries are all that is allowed.
        allowed = first == "sqlite_master"
    return int(sqlite.SQLITE_OK if allowed else sqlite.SQLITE_DENY)
