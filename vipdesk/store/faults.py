"""What a database error means for a person: one line with what, where and the mend."""

from pathlib import Path

from vipdesk.domain.errors import StoreError
from vipdesk.domain.text import clean_line

MEANING = {
    "BUSY": "{where} is locked by another program: close that one, or try again",
    "LOCKED": "{where} is locked by another program: close that one, or try again",
    "PROTOCOL": "{where} is locked by another program: close that one, or try again",
    "FULL": "no space is left for {where}: nothing was written; free some space and try again",
    "READONLY": "{where} can't be written: check who owns it and its folder, and their modes",
    "CANTOPEN": "{where} can't be opened: check who owns it and its folder, and their modes",
    "PERM": "{where} can't be opened: check who owns it and its folder, and their modes",
    "AUTH": "{where} is only read here: use the desk to change it",
    "IOERR": "the disk failed {where} ({code}): nothing was written; check the disk",
    "NOMEM": "the memory did not suffice for {where}: close other programs and try again",
    "CORRUPT": "{where} is damaged: put a backup back with `vipdesk restore`",
    "CORRUPT_VTAB": "the search index of {where} is damaged: make it anew with `vipdesk reindex`",
    "NOTADB": "{where} is no store, or damaged: check the path, or put a backup back",
    "INTERRUPT": "{where} took too long to answer: run `vipdesk doctor` on it",
    "CONSTRAINT": "{where} refuses a row that breaks its rules ({said}): nothing was written",
    "TOOBIG": "{where} can't hold a value that large: shorten it",
}
OTHERWISE = "{where} did not take it ({said}): run `vipdesk doctor`"


def store_error(error: BaseException, path: Path) -> StoreError:
    """The error of SQLite (or of the system) about the store at `path`."""
    code = str(getattr(error, "sqlite_errorname", ""))
    if isinstance(error, OSError):
        return StoreError(f"{name_of(path)} can't be used: {clean_line(error.strerror or '')}")
    family = "CORRUPT_VTAB" if is_of_an_index(error) else kind(error)
    meaning = MEANING.get(family, OTHERWISE)
    said = clean_line(str(error), 200)
    return StoreError(meaning.format(where=name_of(path), code=code, said=said))


def kind(error: BaseException) -> str:
    """The family of an SQLite error, as `BUSY` or `IOERR`; empty where the error has none."""
    name = str(getattr(error, "sqlite_errorname", ""))
    return name.removeprefix("SQLITE_").split("_")[0]


def is_of_an_index(error: BaseException) -> bool:
    """Whether the search index is what is damaged."""
    name = str(getattr(error, "sqlite_errorname", ""))
    return name == "SQLITE_CORRUPT_VTAB" or (kind(error) == "CORRUPT" and "fts5" in str(error))


def replaced(path: Path) -> StoreError:
    """What is said where the file under an open store is no longer the one that was opened."""
    return StoreError(
        f"{name_of(path)} was moved, deleted or replaced while it was open: nothing was written;"
        " put it back and start again"
    )


def name_of(path: Path) -> str:
    """A store, as error lines call it."""
    return f"the store at {clean_line(str(path))}"
