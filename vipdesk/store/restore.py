"""Puts a backup back: everything is verified before anything is replaced."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from vipdesk.domain.errors import BadInput, Refusal, StoreError
from vipdesk.domain.text import clean_line
from vipdesk.store import driver
from vipdesk.store.archive import NoBackup
from vipdesk.store.durable import make_folder, publish, sync_folder
from vipdesk.store.faults import name_of, store_error
from vipdesk.store.files import Files, files_beside
from vipdesk.store.manifest import Manifest
from vipdesk.store.place import BESIDE, beside, store_path
from vipdesk.store.presence import Presence, announce, at_the_desk
from vipdesk.store.unpack import Unpacked, unpack

RESTORING = "a restore"


Finish = Callable[[Path, Manifest], object]
"""Writes into the store of a copy, before it is anybody's, what is to be known of it."""


def as_it_is(_: Path, __: Manifest) -> None:
    """There is nothing to be known."""


def restore(source: Path, where: str, replace: bool = False, finish: Finish = as_it_is) -> Manifest:
    """Make the backup in `source` the store at `where`, and say what it holds.

    Refuses while a desk is open, and where a store is unless `replace`: then that one stays beside
    the new one under a name with `before-restore`. Raises Refusal for that, BadInput for what is no
    sound backup, StoreError for a store that can't be written; then it has changed nothing.
    """
    path = store_path(where)
    try:
        make_folder(path.parent)
        place = _alone(where)
        try:
            _check_room(path, replace)
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".restore-") as folder:
                unpacked = _verified(source, Path(folder))
                _put_files(unpacked, Files(files_beside(where)))
                finish(unpacked.store, unpacked.manifest)
                _put_store(unpacked.store, path)
                return unpacked.manifest
        finally:
            place.close()
    except OSError as error:
        raise store_error(error, path) from None


def _alone(where: str) -> Presence:
    """A place at the desk, when nobody else has one."""
    place = announce(where, RESTORING)
    others = list(at_the_desk(where))
    others.remove(RESTORING)
    if others:
        place.close()
        raise Refusal(f"a desk is open on this store ({', '.join(others)}): close it first")
    return place


def _check_room(path: Path, replace: bool) -> None:
    if path.exists() and not path.is_file():
        raise StoreError(f"{name_of(path)} is no plain file: give another path")
    if replace:
        return
    if os.path.lexists(path):
        raise Refusal(f"{name_of(path)} is there already: say `--replace` to put it aside")
    for left in (beside(path, ending) for ending in BESIDE):
        if left.exists():
            name = clean_line(str(left))
            raise StoreError(f"{name} is left over from another store: move it away first")


def _verified(source: Path, folder: Path) -> Unpacked:
    name = clean_line(str(source))
    try:
        if not stat.S_ISREG(source.stat().st_mode):  # a pipe would be waited for without end
            raise BadInput(f"{name} is no plain file: name a backup file")
        with source.open("rb") as file:
            return unpack(file, folder)
    except NoBackup as error:
        raise BadInput(f"{name} can't be restored: {error}; nothing was changed") from None
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise BadInput(f"{name} can't be read: {reason}; name a backup file") from None


def _put_files(unpacked: Unpacked, files: Files) -> None:
    for digest, file in unpacked.files.items():
        files.put(file.read_bytes())
        file.unlink()
        if not files.path(digest).is_file():
            raise StoreError(f"{digest} could not be put back: try again")
    files.sync()


def _put_store(new: Path, path: Path) -> None:
    new.chmod(0o640)
    _settle(new)
    if os.path.lexists(path):
        _put_aside(path)
    publish(new, path, replace=True)


def _put_aside(path: Path) -> None:
    """Give the old store a second name; what SQLite keeps beside it must not meet the new one."""
    _settle(path)
    aside = next(name for n in count(1) if not os.path.lexists(name := _aside(path, n)))
    for ending in BESIDE:
        side = beside(path, ending)
        if side.exists():
            side.rename(beside(aside, ending))
    try:
        os.link(path, aside)
    except OSError:
        shutil.copy2(path, aside)
    sync_folder(path.parent)


def _aside(path: Path, number: int) -> Path:
    return beside(path, f".before-restore-{number}")


def _settle(path: Path) -> None:
    """Bring what was committed into the main file; an old store that is damaged stays as it is."""
    try:
        connection = driver.connect(path, "mode=rw")
    except driver.DriverError:
        return
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except driver.DriverError:
        return
    finally:
        connection.close()
