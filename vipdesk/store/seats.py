"""Where people sat when their desk was last heard of: a small file for each, beside the store.

It is no part of the store: it changes with every glance, nobody waits for it, and a desk without
it begins at the top.
"""

from msgspec.structs import asdict

from vipdesk.domain.seat import Seat
from vipdesk.store.own_file import OwnFile
from vipdesk.store.own_reading import seat_of
from vipdesk.store.presence import Presence


class SeatKeeper:
    """Keeps the seat of who sits there; what can't be kept or read is as if it had never been."""

    def __init__(self, where: str, who: str, place: Presence | None = None) -> None:
        """`place` is theirs at the desk, and bears the name of who sits there."""
        self._where, self._who, self._place = where, who, place
        self._file = OwnFile(where, who)

    def read(self) -> Seat | None:
        """The seat that was kept last; None where there is none that makes sense."""
        return seat_of(self._where, self._who)

    def keep(self, seat: Seat, who: str = "") -> None:
        """Keep this one instead, whole or not at all; another may sit there from now on."""
        if who not in ("", self._who):
            self.leave()
            if self._place is not None:
                self._place.rename(who)
            self._who, self._file = who, OwnFile(self._where, who)
        self._file.keep(asdict(seat))

    def leave(self) -> None:
        """Forget it: the desk was left in order."""
        self._file.forget()
