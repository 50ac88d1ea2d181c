"""Raw mails and attachments, kept beside the store under the digest of their bytes."""

import ctypes
import hashlib
import os
import re
from pathlib import Path

from vipdesk.domain.errors import StoreError
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line
from vipdesk.store.durable import make_folder, sync_file, sync_folder
from vipdesk.store.place import store_path
from vipdesk.store.whole import write_whole

DIGEST = re.compile(r"[0-9a-f]{64}")
FILE_MODE = 0o640

FEW = 4
"""Up to so many files are synced one by one; for more, one sync of the file system is faster."""


def files_beside(where: str) -> Path:
    """The folder of the files that belong to a store: `desk.files` beside `desk.db`."""
    path = store_path(where)
    return path.with_name(path.name.removesuffix(".db") + ".files")


class Lost(StoreError):
    """The bytes are not there any more: waiting for them is in vain."""


class Files:
    """Files that are named by what is in them; the same bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unsynced: set[Path] = set()

    def put(self, content: bytes) -> str:
        """Keep `content` and give its digest; durable after the next `sync`."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        try:
            if not _holds(path, content):
                self._write(path, content)
        except OSError as error:
            raise _unwritable(path, error) from None
        self._unsynced.add(path)
        return digest

    def sync(self) -> None:
        """Wait until all that was put is on the disk; StoreError where that can't be known."""
        try:
            if len(self._unsynced) <= FEW or not _sync_file_system(self._folder):
                _sync_each(self._unsynced, self._folder)
        except OSError as error:
            raise _unwritable(self._folder, error) from None
        self._unsynced.clear()

    def get(self, digest: str) -> bytes:
        """The bytes under a digest; Lost where they are gone or altered, else StoreError."""
        path = self.path(digest)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise _unreadable(path, error) from None
        if hashlib.sha256(content).hexdigest() != digest:
            told = _("the file {path} was altered: {mend}")
            raise Lost(told.format(path=clean_line(str(path)), mend=_(_MEND)))
        return content

    def size(self, digest: str) -> int:
        """How many bytes are kept under a digest; StoreError where the file is missing."""
        path = self.path(digest)
        try:
            return path.stat().st_size
        except OSError as error:
            raise _unreadable(path, error) from None

    def free(self) -> int:
        """How many bytes the disk has left; StoreError where it does not say."""
        there = next(path for path in (self._folder, *self._folder.parents) if path.exists())
        try:
            disk = os.statvfs(there)
        except OSError as error:
            raise _unreadable(there, error) from None
        return disk.f_bavail * disk.f_frsize

    def path(self, digest: str) -> Path:
        """Where the bytes under a digest are kept; StoreError for what is no digest."""
        if not DIGEST.fullmatch(digest):
            told = _("{digest!r} is no SHA-256 digest: {mend}")
            raise StoreError(told.format(digest=clean_line(digest, 80), mend=_(_MEND)))
        return self._folder / digest[:2] / digest[2:]

    def _write(self, path: Path, content: bytes) -> None:
        for folder in (self._folder, path.parent):
            make_folder(folder)
        write_whole(path, content, FILE_MODE)


_MEND = N_("put a backup back with `vipdesk restore`")


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file is there and whole: a power cut or a bad disk can leave other bytes."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


def _sync_each(paths: set[Path], folder: Path) -> None:
    for path in paths:
        sync_file(path)
    for parent in {path.parent for path in paths}:
        sync_folder(parent)
    if paths:
        sync_folder(folder)
        sync_folder(folder.parent)


def _sync_file_system(folder: Path) -> bool:
    """Sync the whole file system; False where the system can't, or would hide an error."""
    release = tuple(int(part) for part in re.findall(r"\d+", os.uname().release)[:2])
    sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if sync is None or release < (5, 8):
        return False
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        return bool(sync(opened) == 0)
    finally:
        os.close(opened)


def _unreadable(path: Path, error: OSError) -> StoreError:
    name = clean_line(str(path))
    if isinstance(error, FileNotFoundError):
        told = _("the file {path} is missing: {mend}")
        return Lost(told.format(path=name, mend=_(_MEND)))
    told = _("the file {path} can't be read ({why}): check its mode")
    return StoreError(told.format(path=name, why=error.strerror))


def _unwritable(path: Path, error: OSError) -> StoreError:
    why = error.strerror or _("unknown")
    told = _("{path} can't be written ({why}): make room or mend it")
    return StoreError(told.format(path=clean_line(str(path)), why=why))
