"""The acts that can be taken back, the latest first; quick to load."""

from typing import TYPE_CHECKING

from msgspec import Struct, field

from vipdesk.domain.language import N_

if TYPE_CHECKING:
    from vipdesk.domain.recutting import WayBack

MOST_KEPT = 50
NOTHING = N_("nothing is left to undo")


class Undo(Struct, frozen=True):
    """Commands that put tickets, a callback or a booking back, and what to say then.

    `ticket` is the one it is mainly about, if any.
    """

    ticket: int | None
    commands: "tuple[WayBack, ...]"
    said: str
    callback: int | None = None
    booking: int | None = None


class Undos(Struct):
    """What can be taken back one after the other, as long as nothing is built on it."""

    _kept: list[Undo] = field(default_factory=list)

    @property
    def next(self) -> Undo | None:
        """What takes the last act back; None where nothing can."""
        return self._kept[-1] if self._kept else None

    def add(self, undo: Undo | None) -> None:
        """Another act was done; one that can't be undone hides those before it."""
        if undo is None:
            self._kept.clear()
        else:
            self._kept = [*self._kept[1 - MOST_KEPT :], undo]

    def take(self) -> Undo | None:
        """The last act's undo, which is not there for a second time."""
        return self._kept.pop() if self._kept else None
