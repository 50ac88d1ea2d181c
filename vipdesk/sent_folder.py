"""Copies of what was sent, put into a folder of the mailbox."""

from collections.abc import Callable
from contextlib import suppress

from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.domain.errors import DeskError


class SentFolder:
    """Keeps its way into the mailbox open from one copy to the next; for one thread."""

    def __init__(self, folder: str, enter: Callable[[], Mailbox]) -> None:
        self._folder, self._enter = folder, enter
        self._mailbox: Mailbox | None = None

    def keep(self, raw: bytes) -> None:
        """Put a copy there; DeskError where that can't be. A line that was cut is opened anew."""
        if self._mailbox is not None:
            with suppress(DeskError):
                self._mailbox.append(self._folder, raw)
                return
            self.close()
        self._mailbox = self._enter()
        self._mailbox.append(self._folder, raw)

    def close(self) -> None:
        """Leave the mailbox."""
        if self._mailbox is not None:
            with suppress(DeskError):
                self._mailbox.close()
            self._mailbox = None
