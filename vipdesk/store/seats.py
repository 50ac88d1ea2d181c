"""Where people sat when their desk was last heard of: a small file for each, beside the store.

It is no part of the store: it changes with every glance, nobody waits for it, and a desk without
it begins at the top.
"""

import hashlib
import json
import os
from contextlib import suppress

from msgspec.structs import asdict, fields

from vipdesk.domain.seat import Seat
from vipdesk.domain.text import clean_line
from vipdesk.store.place import store_path

LONGEST = 10_000
MODE = 0o640


class SeatKeeper:
    """Keeps the seat of one person; what can't be kept or read is as if it had never been."""

    def __init__(self, where: str, who: str) -> None:
        path = store_path(where)
        folder = path.with_name(path.name.removesuffix(".db") + ".seats")
        name = hashlib.sha256(who.encode(errors="backslashreplace")).hexdigest()[:16]
        self._path = folder / f"{name}.json"

    def read(self) -> Seat | None:
        """The seat that was kept last; None where there is none that makes sense."""
        try:
            # a pipe in its place would wait for a writer for ever
            with open(os.open(self._path, os.O_RDONLY | os.O_NONBLOCK), encoding="utf-8") as file:
                said = json.loads(file.read(LONGEST))
            return _seat(said)
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def keep(self, seat: Seat) -> None:
        """Keep this one instead, whole or not at all."""
        part = self._path.with_name(f".{os.urandom(8).hex()}.part")
        try:
            self._path.parent.mkdir(mode=0o750, exist_ok=True)
            with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, MODE), "w") as file:
                json.dump(asdict(seat), file)
            part.rename(self._path)
        except OSError:
            with suppress(OSError):
                part.unlink()

    def leave(self) -> None:
        """Forget it: the desk was left in order."""
        with suppress(OSError):
            self._path.unlink()


def _seat(said: object) -> Seat:
    """The seat that a file says; ValueError for what no desk wrote."""
    if not isinstance(said, dict) or set(said) != {field.name for field in fields(Seat)}:
        raise ValueError("no seat")
    numbers = said["entry"], said["row"], said["ticket"] or 0
    plain = all(type(number) is int and 0 <= number < 2**31 for number in numbers)
    if not plain or type(said["reading"]) is not bool or type(said["search"]) is not str:
        raise ValueError("no seat")
    return Seat(**said | {"search": clean_line(said["search"])})
