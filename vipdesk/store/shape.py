"""Whether a file is a store of ours, of which revision, and with nothing added to it."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from vipdesk.domain.errors import StoreError
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line
from vipdesk.store.faults import name_of

APPLICATION_ID = 0x76_69_70_64
"""Marks our files: `vipd` in the header."""

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
)
"""Every schema that was ever released, oldest first."""

HEAD = REVISIONS[-1]

SHAPES = Path(__file__).parent / "shapes"

Rows = Callable[[str], Sequence[Sequence[Any]]]
"""Runs one statement and gives its rows."""

_OBJECTS = (
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND substr(name, 1, 7) <>"
    " 'sqlite_' AND NOT (type = 'table' AND name = 'alembic_version') ORDER BY type, name"
)
_TABLE = ("createtable", "createvirtualtable")
_TRIGGER = re.compile(r"createtrigger(\w+?)(?:before|after)")
_INSIGNIFICANT = re.compile(r"[\s\"`\[\];]+")


def revision(rows: Rows, path: Path) -> str:
    """The revision of the store's schema; StoreError for what is no store, or a newer one."""
    tables = rows("SELECT type FROM sqlite_schema WHERE name = 'alembic_version'")
    ((application,),) = rows("PRAGMA application_id")
    if application != APPLICATION_ID or tables != [("table",)]:
        raise StoreError(
            _("{where} belongs to another program: check the path").format(where=name_of(path))
        )
    return known(rows("SELECT version_num FROM alembic_version"), path)


def known(versions: Sequence[Sequence[Any]], path: Path) -> str:
    """The one revision that `versions` names, if this program knows it."""
    if len(versions) != 1:
        raise StoreError(
            _("{where} is damaged: put a backup back with `vipdesk restore`").format(
                where=name_of(path)
            )
        )
    found = str(versions[0][0])
    if found not in REVISIONS:
        raise StoreError(
            _("{where} was made by a newer vipdesk: update the program").format(where=name_of(path))
        )
    return found


class OtherShape(StoreError):
    """The schema is not to the word the one that was released."""


def check_shape(rows: Rows, path: Path, revision: str) -> None:
    """OtherShape where the schema is not, to the word, that of `revision`."""
    expected = set(released(revision))
    found = {_words(sql): f"{what} {name}" for what, name, sql in rows(_OBJECTS)}
    strange = [named for words, named in found.items() if words not in expected]
    if strange:
        named = clean_line(strange[0], 60)
        told = _("{where} holds what no vipdesk made ({named}): {mend}")
        raise OtherShape(told.format(where=name_of(path), named=named, mend=_(MEND)))
    if len(found) < len(expected):
        told = _("{where} lacks a part of its schema: {mend}")
        raise OtherShape(told.format(where=name_of(path), mend=_(MEND)))


def has_its_tables(rows: Rows, revision: str) -> bool:
    """Whether what can be read is what was released: every table there is, and no view."""
    expected = {statement for statement in released(revision) if statement.startswith(_TABLE)}
    found = [(what, _words(sql)) for what, _, sql in rows(_OBJECTS) if what in ("table", "view")]
    tables = {words for what, words in found if what == "table"}
    return len(tables) == len(found) and tables == expected


def guards_gone(rows: Rows, revision: str) -> list[str]:
    """The triggers that are not there as they were released."""
    found = {_words(sql) for _, _, sql in rows(_OBJECTS)}
    missing = (words for words in released(revision) if words not in found)
    return sorted(name[1] for words in missing if (name := _TRIGGER.match(words)))


MEND = N_("put a backup back with `vipdesk restore`")


def written(rows: Rows) -> str:
    """The schema of an open store, as `shapes/` keeps the released ones."""
    return "".join(f"{sql};\n\n" for _, _, sql in rows(_OBJECTS))


@cache
def released(revision: str) -> tuple[str, ...]:
    """The statements of a released schema, without spaces and quotes."""
    text = (SHAPES / f"{revision}.sql").read_text(encoding="utf-8")
    return tuple(_words(statement) for statement in text.split(";\n\n") if statement.strip())


@lru_cache(maxsize=512)
def _words(sql: str) -> str:
    """A store is opened more than once, and is nearly always what was released, to the letter."""
    return _INSIGNIFICANT.sub("", sql).lower()
