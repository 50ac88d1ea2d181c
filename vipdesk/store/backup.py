"""A consistent copy of a store and its files in one file, while the desk is in use."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vipdesk.domain.errors import BadInput, Refusal, StoreError
from vipdesk.domain.text import clean_line
from vipdesk.store import driver
from vipdesk.store.archive import Archive
from vipdesk.store.connections import open_reader
from vipdesk.store.durable import publish
from vipdesk.store.faults import store_error
from vipdesk.store.files import Files, files_beside
from vipdesk.store.manifest import Manifest, count_rows, digests
from vipdesk.store.read_only import CLOSED
from vipdesk.store.restore import restore
from vipdesk.store.shape import HEAD

__all__ = ["backup", "restore"]


def backup(where: str, target: Path) -> Manifest:
    """Write everything that is committed now into `target`.

    Raises Refusal where that is there already, BadInput where it can't be written, StoreError for
    whatever is wrong with the store. A file that is missing or was altered is named in the
    manifest and holds nothing up.
    """
    reader = open_reader(where)
    try:
        with _in_place(target) as part, tempfile.TemporaryDirectory(dir=target.parent) as folder:
            copy = Path(folder) / "desk.db"
            reader.copy_to(copy)
            with part.open("wb") as file:
                return _write(file, copy, Files(files_beside(where)))
    except FileExistsError:
        raise Refusal(f"{_named(target)} is there already: choose another name") from None
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise BadInput(f"{_named(target)} can't be written: {reason}; choose another") from None
    finally:
        reader.close()


@contextmanager
def _in_place(target: Path) -> Iterator[Path]:
    """A file to write, which gets its name when the block has gone well."""
    if os.path.lexists(target):
        raise FileExistsError
    part = target.with_name(f".{target.name}.part-{secrets.token_hex(4)}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        publish(part, target, replace=False)
    finally:
        part.unlink(missing_ok=True)


def _write(target: BinaryIO, copy: Path, files: Files) -> Manifest:
    rows, wanted = _contents(copy)
    archive, missing = Archive(target), []
    with copy.open("rb") as store:
        archive.add_file("desk.db", store)
        store.seek(0)
        sha256 = hashlib.file_digest(store, "sha256").hexdigest()
    for digest in wanted:
        try:
            archive.add_bytes(f"files/{digest}", files.get(digest))
        except StoreError:
            missing.append(digest)
    size, there = copy.stat().st_size, len(wanted) - len(missing)
    manifest = Manifest(HEAD, size, sha256, rows, there, missing)
    archive.add_bytes("manifest.json", manifest.to_json())
    archive.close()
    return manifest


def _contents(copy: Path) -> tuple[dict[str, int], list[str]]:
    connection = driver.connect(copy, CLOSED)

    def rows(sql: str) -> list[tuple[object, ...]]:
        return list(connection.execute(sql).fetchall())

    try:
        return count_rows(rows), digests(rows)
    except driver.DriverError as error:
        raise store_error(error, copy) from None
    finally:
        connection.close()


def _named(target: Path) -> str:
    return clean_line(str(target))
