"""The SQLite driver: the newest library that is to be had, opened by address, never created."""

import os
import time
from pathlib import Path
from typing import Any

try:
    from pysqlite3 import dbapi2 as _newest
except ImportError:
    import sqlite3 as _newest

sqlite = _newest
"""Two SQLite libraries in one process would break each other's locks: all use this one."""

DriverError: type[Exception] = sqlite.Error

Raw = Any
"""A connection of the driver in use: two drivers share no type."""

PATIENCE = 5.0
"""How long a lock is waited for, in seconds."""

LOOKS_EVERY = 0.002
"""Seconds between two looks for one's turn to write."""

LONGEST_WORD, MOST_WORDS = 16, 500
_WORDS: dict[bytes, str] = {}

_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.~")


def address(path: Path, options: str) -> str:
    """The file as SQLite's URI form has it, whatever characters its name holds."""
    name = "".join(
        chr(byte) if byte in _PLAIN else f"%{byte:02x}" for byte in os.fsencode(path.absolute())
    )
    return f"file://{name}?{options}"


def connect(path: Path, options: str, patience: float = PATIENCE) -> Raw:
    """Open an existing file; transactions are the caller's, bad UTF-8 is shown as such."""
    connection = sqlite.connect(
        address(path, options),
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    return _prepared(connection)


def begin(connection: Raw, patience: float = PATIENCE) -> None:
    """Begin a transaction that may write, as soon as nobody else does; busy after `patience`.

    SQLite itself looks less and less often, ten times a second in the end: somebody who writes
    without a pause may be in the way each time.
    """
    until = time.monotonic() + patience
    connection.execute("PRAGMA busy_timeout = 0").close()
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE").close()
            except DriverError as error:
                if not _is_busy(error) or time.monotonic() >= until:
                    raise
                time.sleep(LOOKS_EVERY)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}").close()


def _is_busy(error: Exception) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def in_memory() -> Raw:
    """An empty database that is gone when it is closed."""
    return _prepared(sqlite.connect(":memory:", isolation_level=None, check_same_thread=False))


def library_version() -> tuple[int, int, int]:
    """The version of the SQLite library in use."""
    major, minor, patch = sqlite.sqlite_version_info
    return major, minor, patch


def _prepared(connection: Raw) -> Raw:
    connection.text_factory = _text
    connection.create_function("folded", 1, _folded, deterministic=True)
    return connection


def _folded(text: object) -> str:
    """SQLite itself folds the letters of English only."""
    return str(text).casefold()


def _text(stored: bytes) -> str:
    """Words that come with every row, like a status, are held once."""
    if len(stored) > LONGEST_WORD:
        return stored.decode("utf-8", "replace")
    if (known := _WORDS.get(stored)) is None:
        known = stored.decode("utf-8", "replace")
        if len(_WORDS) < MOST_WORDS:
            _WORDS[stored] = known
    return known
