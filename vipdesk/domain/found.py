"""What a search of the store came to."""

from dataclasses import dataclass, field

from vipdesk.domain.queue import QueueLine
from vipdesk.domain.term import Known


@dataclass(frozen=True, slots=True)
class Found:
    """`known` is of the open tickets; `resolved` are the first that match.

    `more` is how many others do, counted up to a bound only.
    """

    known: Known = field(default_factory=dict)
    resolved: tuple[QueueLine, ...] = ()
    more: int = 0
