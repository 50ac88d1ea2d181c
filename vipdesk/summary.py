"""What an import came to, counted."""

from collections import Counter

from msgspec import Struct, field

from vipdesk.desk import Executed
from vipdesk.domain.circumstances import Change
from vipdesk.domain.commands import KeepUnreadable, Receive, ReceiveCall
from vipdesk.domain.event import What


class Taken(Struct, frozen=True):
    """One thing found on disk and what came of it; no command where nothing was to be taken."""

    size: int
    command: Receive | ReceiveCall | KeepUnreadable | None = None
    done: Executed = field(default_factory=Executed)


class Summary(Struct):
    """What an import came to; `rejected` holds where and why for each that could not be read.

    `unknown` counts the messages of each sender whom nobody knows, `not_entitled` the new tickets
    that came while the client was not entitled.
    """

    tickets_new: int = 0
    callbacks_new: int = 0
    messages_new: int = 0
    duplicates: int = 0
    skipped: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    not_entitled: int = 0

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
            self._count_ticket(taken.done.change)

    def _count_ticket(self, change: Change) -> None:
        opened, ticket = any(e.what is What.OPENED for e in change.events), change.ticket
        self.tickets_new += opened
        if ticket is not None:
            self.not_entitled += opened and not ticket.entitled
            if ticket.sender_unknown:
                self.unknown.update([change.messages[0].author.address])
