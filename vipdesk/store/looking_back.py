"""What the store tells of what is over: the audit, the queue of an instant, a month's figures.

Nobody waits for it with the first picture, so it is imported when it is asked.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from vipdesk.domain.policy import Policy
from vipdesk.store import queries
from vipdesk.store.queries import Fetch

if TYPE_CHECKING:
    from vipdesk.domain.audit import Entry, Head, Wanted
    from vipdesk.domain.callback import Callback
    from vipdesk.domain.figures import Figures
    from vipdesk.domain.hindsight import Hindsight
    from vipdesk.domain.month import Month
    from vipdesk.domain.report import Report
    from vipdesk.store.audit_queries import Pasts


class Connection(Protocol):
    """A way to read that leaves no trace."""

    def snapshot(self) -> AbstractContextManager[Fetch]:
        """One picture: all that is fetched inside belongs to the same commit."""
        ...

    @property
    def opened(self) -> int:
        """Counts the times at which what was read before may have been of another store."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


class LookingBack:
    """Reads what is over; for one thread at a time."""

    _connection: Connection
    _policy_for: Callable[[str], Policy]
    _pasts: "Pasts | None" = None

    def hindsight(self, at: datetime) -> "Hindsight":
        """The queue as it stood at `at` (aware), under the policy of then."""
        from vipdesk.store.hindsight import hindsight

        with self._connection.snapshot() as fetch:
            return hindsight(fetch, at, self._policy_for)

    def callbacks_then(self, at: datetime) -> "tuple[Callback, ...]":
        """The callbacks that were known at `at` (aware), in their order of then."""
        from vipdesk.domain.callback import in_order
        from vipdesk.store.callbacks_then import callbacks_then

        with self._connection.snapshot() as fetch:
            policy = self._policy_for(queries.registration(fetch).policy_text)
            return in_order(callbacks_then(fetch, at), policy)

    def audit(self, wanted: "Wanted") -> "tuple[Entry, ...]":
        """The latest entries that are wanted, oldest first."""
        from vipdesk.store.audit_queries import Pasts, entries

        self._pasts = self._pasts or Pasts(self._connection)
        with self._connection.snapshot() as fetch:
            return entries(fetch, wanted, self._pasts)

    def audit_head(self) -> "Head":
        """The last entry there is."""
        from vipdesk.store.audit_queries import last_entry

        with self._connection.snapshot() as fetch:
            return last_entry(fetch)

    def figures(self, month: "Month", now: datetime) -> "Figures":
        """How the promises of a month were kept, as it stands at `now` (aware)."""
        from vipdesk.store.figures import figures

        with self._connection.snapshot() as fetch:
            policy = self._policy_for(queries.registration(fetch).policy_text)
            return figures(fetch, month, policy, now)

    def report(self, month: "Month", now: datetime) -> "Report":
        """What the client is told of a month, as it stands at `now` (aware)."""
        from vipdesk.store.report import report

        with self._connection.snapshot() as fetch:
            registered = queries.registration(fetch)
            return report(fetch, month, registered, self._policy_for(registered.policy_text), now)
