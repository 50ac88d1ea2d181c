"""Examines a store without changing it, and says of each thing whether it is well."""

import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from vipdesk.domain.audit import Head
from vipdesk.domain.errors import StoreError
from vipdesk.domain.text import clean_line
from vipdesk.store import driver
from vipdesk.store.audit_check import audit_faults, head
from vipdesk.store.connections import open_reader
from vipdesk.store.faults import store_error
from vipdesk.store.files import files_beside
from vipdesk.store.files_check import check_files
from vipdesk.store.place import BESIDE, beside, store_path
from vipdesk.store.read_only import CLOSED, LIVE, limit, open_read_only
from vipdesk.store.search_check import index_faults
from vipdesk.store.shape import HEAD, OtherShape, guards_gone, has_its_tables
from vipdesk.store.state import State, look

SAFE_LIBRARY = (3, 51, 3)
"""Older SQLite libraries can damage a store when two processes write and checkpoint at once."""

LARGE_WAL = 64 * 2**20
LITTLE_SPACE = 500 * 2**20
EVIDENCE = "keep this file as evidence, then put a backup back: `vipdesk restore`"
NAMED = 5
"""How many findings of one kind are named one by one."""


Rows = Callable[[str], list[tuple[object, ...]]]


class Severity(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Finding(Struct, frozen=True):
    """What was found, where, and what to do about it; the mend is empty where all is well."""

    what: str
    where: str
    mend: str = ""
    severity: Severity = Severity.OK


def examine(where: str, kept: Head | None = None) -> list[Finding]:
    """Everything that can be said about the store; never raises for what is wrong with it.

    `kept` is the head of its audit as it was written down elsewhere.
    """
    found = [_library()]
    try:
        path = store_path(where)
        open_reader(where).close()
        state = look(path)
        found.append(Finding("it is a store of this version of the program", _named(path)))
        found += _inside(path, state, kept)
        for check in (_wal, _modes, _owners, _space, _files):
            found += check(path, state)
    except OtherShape as error:
        found += [_fault(error, clean_line(where)), *_audit_all_the_same(path, kept)]
    except StoreError as error:
        found.append(_fault(error, clean_line(where)))
    except OSError as error:
        found.append(_fault(store_error(error, path), clean_line(where)))
    return found


def _fault(error: StoreError, where: str) -> Finding:
    what, _, mend = str(error).partition(": ")
    return Finding(what, where, mend, Severity.ERROR)


def _library() -> Finding:
    version = ".".join(map(str, driver.library_version()))
    if driver.library_version() >= SAFE_LIBRARY:
        return Finding(f"the SQLite library is {version}", "this program")
    safe = ".".join(map(str, SAFE_LIBRARY))
    mend = f"install pysqlite3, or SQLite {safe} or newer; until then let one desk write at a time"
    return Finding(f"the SQLite library is {version}", "this program", mend, Severity.WARNING)


def _inside(path: Path, state: State, kept: Head | None) -> list[Finding]:
    connection = None
    try:
        connection = driver.connect(path, LIVE if state.is_live else CLOSED)

        def rows(sql: str) -> list[tuple[object, ...]]:
            return list(connection.execute(sql).fetchall())

        sound = [*_integrity(path, rows), *_references(path, rows), *_search(path, rows)]
        return [*sound, *_audit(path, rows, kept)]
    except driver.DriverError as error:
        raise store_error(error, path) from None
    finally:
        if connection is not None:
            connection.close()


def _integrity(path: Path, rows: Rows) -> Iterator[Finding]:
    told = [clean_line(str(row[0]), 120) for row in rows(f"PRAGMA integrity_check({NAMED})")]
    # Newer libraries look into the search index too: that is told by itself, with its own mend.
    said = [each for each in told if "fts5" not in each.lower()]
    if said in (["ok"], []):
        yield Finding("every page and index is sound", _named(path))
        return
    for each in said:
        yield _bad(f"it is damaged ({each})", path)


def _references(path: Path, rows: Rows) -> Iterator[Finding]:
    broken = rows("PRAGMA foreign_key_check")
    if not broken:
        yield Finding("nothing in it refers to what is not there", _named(path))
    for table in sorted({clean_line(str(row[0])) for row in broken}):
        count = sum(row[0] == table for row in broken)
        yield _bad(f"{count} rows of `{table}` refer to what is not there", path)


def _search(path: Path, rows: Rows) -> Iterator[Finding]:
    faults = list(index_faults(rows))
    if not faults:
        yield Finding("all that is written can be found", _named(path))
    for fault in faults:
        mend = "make it anew, nothing else is touched: `vipdesk reindex`"
        yield Finding(fault, _named(path), mend, Severity.ERROR)


def _audit(path: Path, rows: Rows, kept: Head | None) -> Iterator[Finding]:
    faults = list(audit_faults(rows, kept))
    for fault in faults:
        yield Finding(fault, _named(path), EVIDENCE, Severity.ERROR)
    if not faults and (last := head(rows)) is not None:
        whole = f"all {last.number} audit entries are as they were made, none is gone"
        yield Finding(whole, f"to be kept elsewhere, for --audit-head: {last}")
        if kept is not None:
            goes_on = f"the audit goes on from entry {kept.number} as it was kept elsewhere"
            yield Finding(goes_on, _named(path))


def _audit_all_the_same(path: Path, kept: Head | None) -> Iterator[Finding]:
    """Who takes the audit's guards away has something in mind: what, the audit still tells.

    Nothing is said where the tables are others too: what they hold could be anything.
    """
    try:
        connection = open_read_only(path, LIVE if look(path).is_live else CLOSED)
        with closing(connection):
            patience = limit(connection)

            def rows(sql: str) -> list[tuple[object, ...]]:
                patience.renew()
                return list(connection.execute(sql).fetchall())

            if has_its_tables(rows, HEAD):
                yield from _guards(path, rows)
                yield from _audit(path, rows, kept)
    except driver.DriverError as error:
        yield _fault(store_error(error, path), _named(path))


def _guards(path: Path, rows: Rows) -> Iterator[Finding]:
    for name in guards_gone(rows, HEAD):
        told = f"`{name}` was taken away or changed: it keeps what is entered as it was entered"
        yield Finding(told, _named(path), EVIDENCE, Severity.ERROR)


def _bad(what: str, path: Path) -> Finding:
    return Finding(what, _named(path), "put a backup back: `vipdesk restore`", Severity.ERROR)


def _wal(path: Path, state: State) -> Iterator[Finding]:
    named = _named(beside(path, "-wal"))
    if state.wal_size > LARGE_WAL:
        mend = "close the desk and every watcher once: one of them reads without end"
        what = f"{state.wal_size >> 20} MiB wait to be taken into the store"
        yield Finding(what, named, mend, Severity.WARNING)
    elif state.is_live or state.is_closed:
        yield Finding("what was written last can be read", named)
    else:
        mend = "open the desk once: it will mend that"
        yield Finding("the desk was left without closing it", named, mend, Severity.WARNING)


def _modes(path: Path, state: State) -> Iterator[Finding]:
    wanted = [(each, mode, 0o137, "chmod 640") for each, mode in _modes_of(_present(path))]
    wanted += [(each, mode, 0o027, "chmod 2750") for each, mode in _modes_of([path.parent])]
    too_open = [each for each in wanted if each[1] & each[2]]
    for each, mode, _, mend in too_open:
        what = f"its mode is {mode:o}: others can read or write it"
        yield Finding(what, _named(each), f"{mend} {_named(each)}", Severity.WARNING)
    if not too_open:
        yield Finding("nobody but its owner and group can reach it", _named(path))


def _owners(path: Path, state: State) -> Iterator[Finding]:
    mine = path.stat()
    for each in _present(path)[1:]:
        found = each.stat()
        if (found.st_uid, found.st_gid) != (mine.st_uid, mine.st_gid):
            mend = f"chown {mine.st_uid}:{mine.st_gid} {_named(each)}; chmod 2750 its folder"
            what = f"it belongs to {found.st_uid}:{found.st_gid}, the store does not"
            yield Finding(what, _named(each), mend, Severity.ERROR)
    if path.parent.stat().st_gid != mine.st_gid:
        mend = f"chgrp {mine.st_gid} {_named(path.parent)}; chmod 2750 {_named(path.parent)}"
        what = "its group is not the store's: watchers may be shut out"
        yield Finding(what, _named(path.parent), mend, Severity.WARNING)


def _space(path: Path, state: State) -> Iterator[Finding]:
    free = shutil.disk_usage(path.parent).free
    what, where = f"{free >> 20} MiB are free", _named(path.parent)
    if free < LITTLE_SPACE:
        mend = "free some space before the desk can't write"
        yield Finding(what, where, mend, Severity.WARNING)
    else:
        yield Finding(what, where)


def _files(path: Path, state: State) -> Iterator[Finding]:
    folder = _named(files_beside(str(path)))
    checked = check_files(str(path))
    for fault in checked.faults[:NAMED]:
        yield _fault(fault, folder)
    if len(checked.faults) > NAMED:
        what = f"{len(checked.faults) - NAMED} further files are missing or were altered"
        mend = "put a backup back with `vipdesk restore`"
        yield Finding(what, folder, mend, Severity.ERROR)
    if not checked.faults:
        yield Finding(f"all {checked.files} files are there ({checked.read} were read)", folder)


def _present(path: Path) -> list[Path]:
    return [each for each in (path, *(beside(path, end) for end in BESIDE)) if each.exists()]


def _modes_of(paths: list[Path]) -> list[tuple[Path, int]]:
    return [(each, stat.S_IMODE(each.stat().st_mode)) for each in paths]


def _named(path: Path) -> str:
    return clean_line(str(path))
