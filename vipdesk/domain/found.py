"""What a search of the store came to."""

from msgspec import Struct, field

from vipdesk.domain.queue import QueueLine
from vipdesk.domain.term import Known


class Found(Struct, frozen=True):
    """`known` is of the open tickets; `resolved` are the first that match.

    `more` is how many others do, counted up to a bound only.
    """

    known: Known = field(default_factory=dict)
    resolved: tuple[QueueLine, ...] = ()
    more: int = 0
