"""A small file of one person's beside the store, whole or as it was before.

It is no part of the store: nobody waits for it, and what can't be kept or read is as if it had
never been.
"""

from contextlib import suppress

from vipdesk.store.own_reading import LONGEST, own_path, read_own
from vipdesk.store.whole import write_whole

MODE = 0o640


class OwnFile:
    """One person's, named by what it is about."""

    def __init__(self, where: str, who: str, about: str = "", longest: int = LONGEST) -> None:
        self._path, self._longest = own_path(where, who, about), longest

    def read(self) -> object:
        """What it says; ValueError or OSError where that makes no sense."""
        return read_own(self._path, self._longest)

    def keep(self, said: object) -> None:
        """Keep this instead, whole or not at all."""
        from json import dumps  # not before the first paint

        with suppress(OSError):
            self._path.parent.mkdir(mode=0o750, exist_ok=True)
            write_whole(self._path, dumps(said).encode(), MODE)

    def forget(self) -> None:
        """Have it no more."""
        with suppress(OSError):
            self._path.unlink()
