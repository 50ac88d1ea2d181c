"""What is around one agent's desk: a telephone, a shelf for files, answers, their seat and mail."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from vipdesk.domain.message import Attachment
from vipdesk.domain.news import UnreadBook
from vipdesk.domain.on_pages import Moments
from vipdesk.domain.seat import Seat
from vipdesk.telephone import OpenTelephone

if TYPE_CHECKING:
    from vipdesk.domain.canned import Canned
    from vipdesk.domain.handing import Handing
    from vipdesk.domain.handover_commands import Templates


class Shelf(Protocol):
    """Files that came with messages; all of it may be slow, so none of it is called on the loop."""

    @property
    def opens(self) -> bool:
        """Whether there is a screen here to open a file on; over SSH there is none."""
        ...

    def save(self, attachment: Attachment) -> Path:
        """Put the file among the agent's downloads; raises BadInput or StoreError."""
        ...

    def open(self, attachment: Attachment) -> Path:
        """Save the file and open it with its program; raises BadInput or StoreError."""
        ...


class Satchel(Protocol):
    """Files on this machine that go with an answer; all of it may be slow."""

    @property
    def most(self) -> int:
        """How many bytes of files go with one mail."""
        ...

    def complete(self, typed: str) -> tuple[str, ...]:
        """The paths that begin as it was typed."""
        ...

    def measure(self, path: str, others: Iterable[int]) -> int:
        """How many bytes a file has that goes with `others`; BadInput where it can't."""
        ...

    def real(self, path: str) -> str:
        """The same for every way in which one file is called."""
        ...

    def enclose(self, paths: Sequence[str], others: Iterable[int] = ()) -> tuple[Attachment, ...]:
        """Keep them for the answer that `others` go with; raises BadInput or StoreError."""
        ...


class Seats(Protocol):
    """Where the agent sits; each call may block, and none of them fails."""

    def read(self) -> Seat | None:
        """Where they sat when the desk was last heard of; None for nowhere."""
        ...

    def keep(self, seat: Seat, who: str = "") -> None:
        """They sit here now: `who`, where that may be another than before."""
        ...

    def leave(self) -> None:
        """They left in order."""
        ...


ReadCanned = Callable[[], "tuple[tuple[Canned, ...], tuple[str, ...]]"]
"""Reads the answers that are kept ready, and says of what could not be read why; slow."""


ReadTemplates = Callable[[], "tuple[Templates, tuple[str, ...]]"]
"""Reads how the client is told who has the desk, and says of what could not be read why; slow."""


class Machine(Struct, frozen=True):
    """Each is opened, or read, when it is first needed: they are slow to load."""

    telephone: OpenTelephone
    shelf: Callable[[], Shelf]
    canned: ReadCanned
    seats: Seats
    satchel: Callable[[], Satchel]
    unread: UnreadBook
    handing: "Callable[[], Handing]"
    templates: ReadTemplates
    moments: Callable[[], Moments]
