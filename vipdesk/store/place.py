"""Where a store is: the path in an address, and what must be true before it is opened."""

import os
import re
import stat
from pathlib import Path

from vipdesk.domain.errors import ReadOnlyStore, StoreError
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line
from vipdesk.store.faults import name_of, store_error

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SQLITE = "sqlite:///"

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a store that is open."""


def store_path(where: str) -> Path:
    """The file that a path or a `sqlite:///` address means; StoreError for any other."""
    scheme = _SCHEME.match(where)
    if scheme and scheme[1] != "sqlite":
        name = clean_line(scheme[1])
        raise StoreError(
            _("only SQLite for now: {name} can't hold a store; give a path").format(name=name)
        )
    path = where.removeprefix(_SQLITE) if scheme else where
    if not path or "\0" in path or path.startswith("sqlite:"):
        raise StoreError(_("a store is a file: give its path, as `--store /some/folder/desk.db`"))
    if scheme and "?" in path:
        raise StoreError(
            _("the address of a store takes no options: leave out what follows the `?`")
        )
    # SQLite follows links, and keeps its side files beside the real one
    place = Path(os.path.realpath(path))
    if not place.name:
        raise StoreError(
            _("{path} is a folder: give the path of the store in it").format(path=place)
        )
    return place


def beside(path: Path, ending: str) -> Path:
    """The file next to the store whose name has `ending` behind the store's."""
    return path.with_name(path.name + ending)


def check_file(path: Path) -> os.stat_result:
    """What is at `path`; StoreError unless it is a plain file with something in it."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(
            _("there is no store at {path}: `vipdesk init` makes one").format(path=_at(path))
        ) from None
    except OSError as error:
        raise store_error(error, path) from None
    if stat.S_ISDIR(found.st_mode):
        raise StoreError(
            _("{path} is a folder: give the path of the store in it").format(path=_at(path))
        )
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(
            _("{path} is no plain file: give the path of a store").format(path=_at(path))
        )
    if not found.st_size:
        raise StoreError(
            _("{where} is empty: put a backup back, or remove it and init").format(
                where=name_of(path)
            )
        )
    return found


def check_writable(path: Path) -> None:
    """ReadOnlyStore where this account may not write the store or beside it."""
    if not os.access(path, os.W_OK):
        raise ReadOnlyStore(
            _("{where} can't be written by this account: use `vipdesk watch`").format(
                where=name_of(path)
            )
        )
    if not os.access(path.parent, os.W_OK | os.X_OK):
        folder = clean_line(str(path.parent))
        told = _("the folder {folder} can't be written, as a desk must: check its mode")
        raise ReadOnlyStore(told.format(folder=folder))


def _at(path: Path) -> str:
    return clean_line(str(path))
