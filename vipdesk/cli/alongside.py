"""What goes on beside the desk or the worker, each in a thread of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

LONGEST_FAREWELL = 2.0
"""Seconds that leaving waits for it: a server that does not answer must not keep the agent."""


@contextmanager
def alongside(name: str, attend: Callable[[Event], None]) -> Iterator[Thread]:
    """Attends until it is left; what that cuts off is made whole by whoever attends next."""
    stop = Event()
    thread = Thread(target=attend, args=(stop,), name=name, daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(timeout=LONGEST_FAREWELL)
