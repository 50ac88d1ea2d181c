"""The orders that a list of tickets can be seen in."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from vipdesk.domain.language import N_, _
from vipdesk.domain.queue import QueueLine


class Order(StrEnum):
    """What comes first; `due` is the order of the queue."""

    DUE = "due"
    SEVERITY = "severity"
    NEWEST = "newest"
    UNANSWERED = "unanswered"
    SENDER = "sender"

    @property
    def words(self) -> str:
        """How the head of a list names it."""
        return _(WORDS[self])

    @property
    def after(self) -> "Order":
        """The one that a key goes on to."""
        every = list(Order)
        return every[(every.index(self) + 1) % len(every)]


WORDS = {
    Order.DUE: N_("by due"),
    Order.SEVERITY: N_("by severity"),
    Order.NEWEST: N_("newest first"),
    Order.UNANSWERED: N_("longest unanswered first"),
    Order.SENDER: N_("by sender"),
}


def in_order(lines: Iterable[QueueLine], order: Order) -> tuple[QueueLine, ...]:
    """The rows, given in the order of the queue, in this one; equals keep their places."""
    by = _BY.get(order)
    return tuple(lines) if by is None else tuple(sorted(lines, key=by))


def _unanswered(line: QueueLine) -> tuple[bool, int]:
    since = line.client_waits_since
    return since is None, since or 0


_BY: dict[Order, Callable[[QueueLine], Any]] = {
    Order.SEVERITY: lambda line: line.severity,
    Order.NEWEST: lambda line: -line.received,
    Order.UNANSWERED: _unanswered,
    Order.SENDER: lambda line: line.requester.casefold(),
}
