"""A limit on the processor time that one step of reading may take."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlow(Exception):
    """The step used up its time."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise TooSlow inside after so many seconds of this process's own work.

    It works in a main thread, as the reader's process has; in another there is no limit but that
    of the process.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _lose)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.2)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:  # the time may have run out on the way to the line above
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _lose(number: int, frame: FrameType | None) -> None:
    raise TooSlow
