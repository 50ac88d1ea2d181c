"""How much one contact, or one address, may ask for: a bucket of tokens for each.

What fills again with time is reckoned by the process's own monotonic clock: nobody can turn it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum

from msgspec import Struct

from vipdesk.door.whose import network_of

MOST_BUCKETS = 20_000
"""So many contacts and addresses are remembered; whose bucket was touched last goes last."""


class Rate(Struct, frozen=True):
    """`burst` at once, and `a_second` from then on."""

    burst: float
    a_second: float


class What(Enum):
    """What is asked for, and how often one may."""

    ENTER = Rate(10, 1 / 6)
    ASK = Rate(600, 100)
    LOOK = Rate(120, 20)
    SAY = Rate(20, 1)
    UPLOAD = Rate(20, 1 / 3)
    SPACE = Rate(20, 1 / 360)  # in messages that are as large as one may be
    BOOK = Rate(15, 1 / 60)
    INVITE = Rate(20, 1 / 300)
    PROPOSE = Rate(5, 1 / 300)
    SMALL = Rate(60, 4)
    CONNECT = Rate(40, 2)


class _Bucket(Struct):
    left: float
    at: float


class Limits:
    """The buckets of one process."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._buckets: OrderedDict[tuple[What, str], _Bucket] = OrderedDict()

    def wait(self, what: What, whose: str, tokens: float = 1) -> float:
        """Take so many tokens; 0 where they were there, else the seconds until they are."""
        rate, now, key = what.value, self._now(), (what, network_of(whose))
        bucket = self._buckets.setdefault(key, _Bucket(rate.burst, now))
        self._buckets.move_to_end(key)
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        bucket.left = min(rate.burst, bucket.left + (now - bucket.at) * rate.a_second)
        bucket.at = now
        if bucket.left < tokens:
            return (tokens - bucket.left) / rate.a_second
        bucket.left -= tokens
        return 0.0

    def wait_of_all(self, what: What, *whose: str) -> float:
        """Take one from each of these; the longest of their waits."""
        return max(self.wait(what, each) for each in whose)

    def give_back(self, what: What, whose: str) -> None:
        """It was no attempt that counts."""
        if (bucket := self._buckets.get((what, network_of(whose)))) is not None:
            bucket.left = min(what.value.burst, bucket.left + 1)
