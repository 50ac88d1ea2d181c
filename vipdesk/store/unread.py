"""What each person has not read yet: a small file beside the store, as their seat is."""

from collections.abc import Callable

from vipdesk.domain.news import News, Unread, read_in_either
from vipdesk.store.own_file import OwnFile

LONGEST = 1_000_000
MOST = 20_000
"""Tickets that are kept as unread: nobody catches up with more one by one."""

Latest = Callable[[int | None], tuple[int, tuple[News, ...]]]
"""Gives the latest message, and the words of the client's behind another one."""


class UnreadKeeper:
    """Keeps what one person has not read; without it everything there is counts as read."""

    def __init__(self, where: str, who: str, news: Latest) -> None:
        self.news, self._where = news, where
        self._file = OwnFile(where, who, ".unread", LONGEST)

    def of(self, who: str) -> "UnreadKeeper":
        """The same of somebody else."""
        return UnreadKeeper(self._where, who, self.news)

    def read(self) -> Unread | None:
        """As it was kept last; None where nothing was that makes sense."""
        try:
            said = self._file.read()
            if not isinstance(said, dict):
                return None
            return Unread(int(said["seen"]), {int(t): int(m) for t, m in said["tickets"].items()})
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def keep(self, unread: Unread) -> Unread:
        """Keep this, without what another desk of theirs has read; gives that."""
        unread = read_in_either(unread, self.read())
        latest = sorted(unread.tickets.items(), key=lambda one: one[1])[-MOST:]
        self._file.keep({"seen": unread.seen, "tickets": dict(latest)})
        return unread
