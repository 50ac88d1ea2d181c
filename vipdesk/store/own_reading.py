"""Reads the small files of people beside the store; it can't write them."""

import os
from pathlib import Path

from msgspec import json
from msgspec.structs import fields

from vipdesk.domain.digest import digest_of
from vipdesk.domain.seat import Seat
from vipdesk.domain.text import clean_line
from vipdesk.store.place import store_path

LONGEST = 10_000


def own_path(where: str, who: str, about: str = "") -> Path:
    """One person's file, named by what it is about."""
    path = store_path(where)
    folder = path.with_name(path.name.removesuffix(".db") + ".seats")
    name = digest_of(who.encode(errors="backslashreplace"))[:16]
    return folder / f"{name}{about}.json"


def read_own(path: Path, longest: int = LONGEST) -> object:
    """What it says; ValueError or OSError where that makes no sense."""
    # a pipe in its place would wait for a writer for ever
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), encoding="utf-8") as file:
        return json.decode(file.read(longest))


def seat_of(where: str, who: str) -> Seat | None:
    """Where somebody sat when their desk was last heard of; None for nowhere that makes sense."""
    try:
        return _seat(read_own(own_path(where, who)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _seat(said: object) -> Seat:
    """The seat that a file says; ValueError for what no desk wrote."""
    if not isinstance(said, dict) or set(said) != {field.name for field in fields(Seat)}:
        raise ValueError("no seat")
    numbers = said["entry"], said["row"], said["ticket"] or 0
    plain = all(type(number) is int and 0 <= number < 2**31 for number in numbers)
    if not plain or type(said["reading"]) is not bool or type(said["search"]) is not str:
        raise ValueError("no seat")
    return Seat(**said | {"search": clean_line(said["search"])})
