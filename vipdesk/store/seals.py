"""How rows of the store are sealed as they stand after an act: by a digest."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from vipdesk.store.chain import canonical

Rows = Callable[[str], Iterable[Sequence[Any]]]
"""Runs one statement and gives its rows."""

AT_ONCE = 300
ALL = "0"
"""The key of a table that is sealed as one: a row that was put in shows too."""


class Part(Struct, frozen=True):
    """The columns of a table that are sealed, in this order, under its column `key`."""

    table: str
    key: str
    columns: str
    order: str


class Sealed(Struct, frozen=True):
    """A kind of what is sealed; `called` is how it is told of, with the key for `{key}`."""

    kind: str
    called: str
    parts: tuple[Part, ...]


def seals(rows: Rows, sealed: Sealed, keys: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Each key with the digest of its rows as they stand now; empty where there are none."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found: dict[int, Any] = {}
        for part in sealed.parts:
            for key, *row in rows(_of(part, some)):
                seal = found.get(key) or found.setdefault(key, hashlib.sha256())
                seal.update(canonical((part.table, *row)))
        yield from ((key, found[key].hexdigest() if key in found else "") for key in some)


def _of(part: Part, keys: Iterable[int]) -> str:
    numbers = ", ".join(str(int(key)) for key in keys)
    return (
        f"SELECT {part.key}, {part.columns} FROM {part.table} WHERE {part.key} IN ({numbers})"
        f" ORDER BY {part.order}"
    )
