"""Who is at the desk: a lock for each writing desk, which the system lets go when it dies."""

import errno
import fcntl
import os
import struct
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from vipdesk.domain.errors import StoreError
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line
from vipdesk.store.faults import store_error
from vipdesk.store.place import store_path

PLACES = 64
"""How many desks may be open on one store at once."""

WIDTH = 256
"""Bytes of one place in the side file: the lock covers them, the name stands in them."""

CalledNow = Callable[[], str]
"""Under which name a process is at work: another one, once the desk has gone to somebody else."""

_TAKEN = (errno.EAGAIN, errno.EACCES)


class Presence:
    """A place at the desk, held until it is closed or the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor
        self._place, self.name = 0, ""
        _HELD.add(self)

    def stand(self, place: int, name: str) -> None:
        """Be known under a name at that place, which was taken; raises OSError."""
        if self._descriptor is not None:
            os.pwrite(self._descriptor, _padded(name), place * WIDTH)
            self._place, self.name = place, name

    def rename(self, name: str) -> None:
        """Somebody else is there from now on; where that can't be written, the old name stands."""
        if name != self.name:
            with suppress(OSError):
                self.stand(self._place, name)

    def close(self) -> None:
        """Leave the desk."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


_HELD: weakref.WeakSet[Presence] = weakref.WeakSet()


def announce(where: str, name: str) -> Presence:
    """Take a place under `name`; StoreError where that can't be written down."""
    presence = hold(_side_file(where), name, PLACES)
    if presence is None:
        told = _("{count} desks are open on this store already: close one of them")
        raise StoreError(told.format(count=PLACES))
    return presence


def desk_is_open(where: str) -> bool:
    """Whether any desk that writes is open, in whatever process."""
    return bool(at_the_desk(where))


def at_the_desk(where: str) -> tuple[str, ...]:
    """The names under which desks are open, cleaned; permission to read is enough."""
    return holders(_side_file(where), PLACES)


def hold(side: Path, name: str, places: int) -> Presence | None:
    """One of so many places in a side file, under `name`; None where all of them are taken."""
    try:
        descriptor = os.open(side, os.O_RDWR | os.O_CREAT, 0o640)
    except OSError as error:
        raise store_error(error, side) from None
    presence = Presence(descriptor)
    try:
        for place in range(places):
            if _take(descriptor, place):
                presence.stand(place, name)
                return presence
    except OSError as error:
        presence.close()
        raise store_error(error, side) from None
    presence.close()
    return None


def holders(side: Path, places: int) -> tuple[str, ...]:
    """The names of who holds places in a side file, cleaned; permission to read is enough."""
    try:
        descriptor = os.open(side, os.O_RDONLY)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise store_error(error, side) from None
    try:
        taken = [place for place in range(places) if _is_taken(descriptor, place)]
        return tuple(_name(os.pread(descriptor, WIDTH, place * WIDTH)) for place in taken)
    except OSError as error:
        raise store_error(error, side) from None
    finally:
        os.close(descriptor)


def _side_file(where: str) -> Path:
    path = store_path(where)
    return path.with_name(path.name.removesuffix(".db") + ".open")


def _lock(kind: int, place: int) -> bytes:
    return struct.pack("hhqqi0q", kind, os.SEEK_SET, place * WIDTH, WIDTH, 0)


def _take(descriptor: int, place: int) -> bool:
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _lock(fcntl.F_WRLCK, place))
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


def _is_taken(descriptor: int, place: int) -> bool:
    answer = fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, _lock(fcntl.F_WRLCK, place))
    (found,) = struct.unpack_from("h", answer)
    return bool(found != fcntl.F_UNLCK)


def _padded(name: str) -> bytes:
    return name.encode("utf-8", "replace")[:WIDTH].ljust(WIDTH, b"\0")


def _name(stored: bytes) -> str:
    return clean_line(stored.rstrip(b"\0").decode("utf-8", "ignore"))


def _leave_in_child() -> None:
    """A forked child must not hold the place of a parent that has died."""
    for presence in list(_HELD):
        presence.close()


os.register_at_fork(after_in_child=_leave_in_child)
