"""What a database error means for a person: one line with what, where and the mend."""

from pathlib import Path

from vipdesk.domain.errors import ReadOnlyStore, StoreError
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line

MEANING = {
    "BUSY": N_("{where} is locked by another program: close that one, or try again"),
    "LOCKED": N_("{where} is locked by another program: close that one, or try again"),
    "PROTOCOL": N_("{where} is locked by another program: close that one, or try again"),
    "FULL": N_("no space is left for {where}: nothing was written; free some space and try again"),
    "READONLY": N_("{where} can't be written: check who owns it and its folder, and their modes"),
    "CANTOPEN": N_("{where} can't be opened: check who owns it and its folder, and their modes"),
    "PERM": N_("{where} can't be opened: check who owns it and its folder, and their modes"),
    "AUTH": N_("{where} is only read here: use the desk to change it"),
    "IOERR": N_("the disk failed {where} ({code}): nothing was written; check the disk"),
    "NOMEM": N_("the memory did not suffice for {where}: close other programs and try again"),
    "CORRUPT": N_("{where} is damaged: put a backup back with `vipdesk restore`"),
    "CORRUPT_VTAB": N_(
        "the search index of {where} is damaged: make it anew with `vipdesk reindex`"
    ),
    "NOTADB": N_("{where} is no store, or damaged: check the path, or put a backup back"),
    "INTERRUPT": N_("{where} took too long to answer: run `vipdesk doctor` on it"),
    "CONSTRAINT": N_("{where} refuses a row that breaks its rules ({said}): nothing was written"),
    "TOOBIG": N_("{where} can't hold a value that large: shorten it"),
}
NOT_THEIRS = "a senior agent may not write this"
"""What a connection that may write some rows says of any other."""
NO_MORE = "who works here may not do so any more"
"""What the connection of somebody says whose role became another while it was open."""
HAS_NO_MORE = N_("{where} takes nothing from who does not work at this desk any more")
MAY_NOT = N_("{where} takes from a senior agent what is on their escalations only")
OTHERWISE = N_("{where} did not take it ({said}): run `vipdesk doctor`")


def store_error(error: BaseException, path: Path) -> StoreError:
    """The error of SQLite (or of the system) about the store at `path`."""
    code = str(getattr(error, "sqlite_errorname", ""))
    if isinstance(error, OSError):
        told = _("{where} can't be used: {why}")
        return StoreError(told.format(where=name_of(path), why=clean_line(error.strerror or "")))
    family = "CORRUPT_VTAB" if is_of_an_index(error) else kind(error)
    if family == "AUTH" or NOT_THEIRS in str(error):
        refused = MEANING[family] if family == "AUTH" else MAY_NOT
        return ReadOnlyStore(_(refused).format(where=name_of(path)))
    if NO_MORE in str(error):
        return ReadOnlyStore(_(HAS_NO_MORE).format(where=name_of(path)))
    meaning = MEANING.get(family, OTHERWISE)
    said = clean_line(str(error), 200)
    return StoreError(_(meaning).format(where=name_of(path), code=code, said=said))


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
        _(
            "{where} was moved, deleted or replaced while it was open: nothing was written;"
            " put it back and start again"
        ).format(where=name_of(path))
    )


def name_of(path: Path) -> str:
    """A store, as error lines call it."""
    return _("the store at {path}").format(path=clean_line(str(path)))
