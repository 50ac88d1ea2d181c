"""What an import came to, counted."""

from dataclasses import dataclass, field

from vipdesk.desk import Executed
from vipdesk.domain.commands import KeepUnreadable, Receive, ReceiveCall
from vipdesk.domain.event import What


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing found on disk and what came of it; no command where nothing was to be taken."""

    size: int
    command: Receive | ReceiveCall | KeepUnreadable | None = None
    done: Executed = field(default_factory=Executed)


@dataclass(slots=True)
class Summary:
    """What an import came to; `rejected` holds where and why for each that could not be read."""

    tickets_new: int = 0
    callbacks_new: int = 0
    messages_new: int = 0
    duplicates: int = 0
    skipped: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many files, mails and voicemails were looked at."""
        return self.messages_new + self.duplicates + self.skipped + len(self.rejected)

    def count(self, taken: Taken) -> None:
        """Add one thing that was found."""
        if taken.done.duplicate:
            self.duplicates += 1
        elif taken.command is None:
            self.skipped += 1
        elif isinstance(taken.command, KeepUnreadable):
            self.rejected.append((taken.command.what.label, taken.command.what.reason))
        else:
            self.messages_new += 1
            self.callbacks_new += isinstance(taken.command, ReceiveCall)
            self.tickets_new += any(e.what is What.OPENED for e in taken.done.change.events)
