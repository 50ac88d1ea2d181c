"""A small file of one person's beside the store, whole or as it was before.

It is no part of the store: nobody waits for it, and what can't be kept or read is as if it had
never been.
"""

import hashlib
import json
import os
from contextlib import suppress

from vipdesk.store.place import store_path
from vipdesk.store.whole import write_whole

MODE = 0o640


class OwnFile:
    """One person's, named by what it is about."""

    def __init__(self, where: str, who: str, about: str = "", longest: int = 10_000) -> None:
        path = store_path(where)
        folder = path.with_name(path.name.removesuffix(".db") + ".seats")
        name = hashlib.sha256(who.encode(errors="backslashreplace")).hexdigest()[:16]
        self._path, self._longest = folder / f"{name}{about}.json", longest

    def read(self) -> object:
        """What it says; ValueError or OSError where that makes no sense."""
        # a pipe in its place would wait for a writer for ever
        with open(os.open(self._path, os.O_RDONLY | os.O_NONBLOCK), encoding="utf-8") as file:
            return json.loads(file.read(self._longest))

    def keep(self, said: object) -> None:
        """Keep this instead, whole or not at all."""
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o750, exist_ok=True)
            write_whole(self._path, json.dumps(said).encode(), MODE)

    def forget(self) -> None:
        """Have it no more."""
        with suppress(OSError):
            self._path.unlink()
