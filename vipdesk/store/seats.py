"""Where people sat when their desk was last heard of: a small file for each, beside the store.

It is no part of the store: it changes with every glance, nobody waits for it, and a desk without
it begins at the top.
"""

from msgspec.structs import asdict, fields

from vipdesk.domain.seat import Seat
from vipdesk.domain.text import clean_line
from vipdesk.store.own_file import OwnFile


class SeatKeeper:
    """Keeps the seat of one person; what can't be kept or read is as if it had never been."""

    def __init__(self, where: str, who: str) -> None:
        self._file = OwnFile(where, who)

    def read(self) -> Seat | None:
        """The seat that was kept last; None where there is none that makes sense."""
        try:
            return _seat(self._file.read())
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def keep(self, seat: Seat) -> None:
        """Keep this one instead, whole or not at all."""
        self._file.keep(asdict(seat))

    def leave(self) -> None:
        """Forget it: the desk was left in order."""
        self._file.forget()


def _seat(said: object) -> Seat:
    """The seat that a file says; ValueError for what no desk wrote."""
    if not isinstance(said, dict) or set(said) != {field.name for field in fields(Seat)}:
        raise ValueError("no seat")
    numbers = said["entry"], said["row"], said["ticket"] or 0
    plain = all(type(number) is int and 0 <= number < 2**31 for number in numbers)
    if not plain or type(said["reading"]) is not bool or type(said["search"]) is not str:
        raise ValueError("no seat")
    return Seat(**said | {"search": clean_line(said["search"])})
