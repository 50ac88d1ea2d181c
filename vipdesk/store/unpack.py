"""Takes a backup apart into a folder and verifies that it is whole."""

import hashlib
import re
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct, field

from vipdesk.domain.errors import StoreError
from vipdesk.store import driver
from vipdesk.store.archive import NoBackup, Part, parts
from vipdesk.store.manifest import Manifest, count_rows, digests, manifest_from
from vipdesk.store.read_only import CLOSED
from vipdesk.store.shape import check_shape, revision

MANIFEST_LIMIT = 2**26

_FILE = re.compile(r"files/([0-9a-f]{64})")


class Unpacked(Struct, frozen=True):
    """A backup that was verified: its store, and its files by digest."""

    manifest: Manifest
    store: Path
    files: dict[str, Path]


class _Found(Struct):
    store: Path | None = None
    sha256: str = ""
    files: dict[str, Path] = field(default_factory=dict)
    manifest: Manifest | None = None


def unpack(source: BinaryIO, folder: Path) -> Unpacked:
    """Unpack into `folder` (empty); NoBackup where anything is missing, altered or added."""
    found = _Found()
    for part in parts(source):
        _take(part, found, folder)
    if found.store is None or found.manifest is None:
        raise NoBackup("it is not whole")
    if found.sha256 != found.manifest.sha256 or len(found.files) != found.manifest.files:
        raise NoBackup("it was altered")
    _verify(found.store, found.manifest, found.files)
    return Unpacked(found.manifest, found.store, found.files)


def _take(part: Part, found: _Found, folder: Path) -> None:
    named = _FILE.fullmatch(part.name)
    if part.name == "desk.db" and found.store is None:
        found.store = folder / "desk.db"
        found.sha256 = _write(part, found.store)
    elif part.name == "manifest.json" and found.manifest is None and part.size < MANIFEST_LIMIT:
        found.manifest = manifest_from(b"".join(part.chunks()))
    elif named and named[1] not in found.files:
        found.files[named[1]] = folder / named[1]
        if _write(part, folder / named[1]) != named[1]:
            raise NoBackup("a file in it was altered")
    else:
        raise NoBackup("it holds what no backup holds")


def _write(part: Part, path: Path) -> str:
    """Write the part to a new file and give the digest of what was written."""
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for chunk in part.chunks():
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _verify(store: Path, manifest: Manifest, files: dict[str, Path]) -> None:
    connection = driver.connect(store, CLOSED)

    def rows(sql: str) -> list[tuple[object, ...]]:
        return list(connection.execute(sql).fetchall())

    try:
        found = revision(rows, store)
        check_shape(rows, store, found)
        if rows("PRAGMA integrity_check") != [("ok",)] or rows("PRAGMA foreign_key_check"):
            raise NoBackup("its store is damaged")
        if count_rows(rows) != manifest.rows or found != manifest.schema:
            raise NoBackup("its store is not the one that its manifest tells of")
        if set(digests(rows)) != {*files, *manifest.missing}:
            raise NoBackup("its files are not those that its store refers to")
    except StoreError as error:
        raise NoBackup(str(error).replace(str(store), "desk.db in it")) from None
    except driver.DriverError:
        raise NoBackup("its store is damaged") from None
    finally:
        connection.close()
