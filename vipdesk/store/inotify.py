"""Tells that something stirs around a file, by the system's own notice."""

import ctypes
import os
import struct
from collections.abc import Iterator
from pathlib import Path

MODIFIED, MOVED, MADE, GONE = 0x2, 0xC0, 0x100, 0x200
LOST, ENDED = 0x4000, 0x8000 | 0x2000
"""The queue ran over; the folder went away."""

ALL, NONE = -1, -2
"""What stands for every watch, and what for none."""

_EVENT = struct.Struct("iIII")
_ROOM = 65536


class FolderNotice:
    """Notices on the files of one folder that are called one of `names`."""

    def __init__(self, folder: Path, names: frozenset[bytes]) -> None:
        """OSError where the system has no such notices, or no more of them."""
        self._folder, self._names = os.fsencode(folder), names
        self._library = ctypes.CDLL(None, use_errno=True)
        if not hasattr(self._library, "inotify_init1"):
            raise OSError("no inotify on this system")
        self.descriptor = _checked(self._library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        try:
            self.want()
        except OSError:
            self.close()
            raise

    def want(self) -> None:
        """Have notices from here on; OSError where the folder is gone."""
        wanted = MODIFIED | MOVED | MADE | GONE
        add = self._library.inotify_add_watch
        self._watch = _checked(add(self.descriptor, self._folder, wanted))

    def want_none(self) -> None:
        """Have no notices until they are wanted again: to close would take the system 20 ms."""
        self._library.inotify_rm_watch(self.descriptor, self._watch)
        self._watch = NONE

    def stirred(self) -> bool:
        """Whether anything happened to the files since the last call; OSError when it is over."""
        stirred = False
        for watch, mask, name in self._events():
            if watch not in (self._watch, ALL):
                continue
            if mask & ENDED:
                raise OSError("the folder is gone")
            stirred = stirred or bool(mask & LOST) or name in self._names
        return stirred

    def close(self) -> None:
        """Want no more notices."""
        os.close(self.descriptor)

    def _events(self) -> Iterator[tuple[int, int, bytes]]:
        try:
            noted = os.read(self.descriptor, _ROOM)
        except BlockingIOError:
            return
        at = 0
        while at < len(noted):
            watch, mask, _, length = _EVENT.unpack_from(noted, at)
            at += _EVENT.size + length
            yield watch, mask, noted[at - length : at].rstrip(b"\0")


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
