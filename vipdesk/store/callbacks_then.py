"""Who was to be called back at an instant that is over, reckoned from what still counts.

A try that was taken back since is not there, nor what was planned next where that has changed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace

from vipdesk.domain.callback import Callback, CallbackStatus
from vipdesk.domain.queue import instant, microseconds
from vipdesk.store.callback_queries import callbacks
from vipdesk.store.queries import AT_ONCE, Fetch

CAME = "received <= ?"
WAITED = f"{CAME} AND (closed IS NULL OR closed > ?)"
HAPPENED = "SELECT callback, min(at), max(at) FROM event WHERE callback IN ({}) GROUP BY callback"
"""When each was entered, which may be long after it came, and when it was changed last."""


def callbacks_then(fetch: Fetch, at: datetime) -> tuple[Callback, ...]:
    """All that were known at `at` (aware), those that were done with too."""
    return tuple(_as_of(fetch, callbacks(fetch, CAME, (microseconds(at),)), at))


def waiting_then(fetch: Fetch, at: datetime) -> tuple[Callback, ...]:
    """Those that somebody still had to call."""
    stamp = microseconds(at)
    found = _as_of(fetch, callbacks(fetch, WAITED, (stamp, stamp)), at)
    return tuple(one for one in found if one.status is CallbackStatus.OPEN)


def _as_of(fetch: Fetch, found: tuple[Callback, ...], at: datetime) -> Iterator[Callback]:
    happened = dict(_happened(fetch, (one.number for one in found)))
    for one in found:
        entered, changed = happened.get(one.number, (one.received, one.received))
        if entered <= at:
            yield one if changed <= at else _before(one, at)


def _before(callback: Callback, at: datetime) -> Callback:
    """The same without what came of it later; nobody knows what was planned then."""
    closed, heard = callback.closed, callback.heard
    return replace(
        callback,
        attempts=tuple(one for one in callback.attempts if one.at <= at),
        closed=closed if closed is not None and closed <= at else None,
        heard=heard if heard is not None and heard <= at else None,
        next_try=None,
        ticket=None,
    )


def _happened(
    fetch: Fetch, numbers: Iterable[int]
) -> Iterator[tuple[int, tuple[datetime, datetime]]]:
    wanted = sorted(numbers)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for number, first, last in fetch(HAPPENED.format(", ".join("?" * len(some))), some):
            yield number, (instant(first), instant(last))
