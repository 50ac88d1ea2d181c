"""When an app is at rest: nothing is left to it but to wait for somebody.

Textual's own tests take a process for idle that used little of the processor for a while: that
waits longer than is needed after every key, and not long enough on a busy machine.
"""

import asyncio
import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

SOON = 0.061
"""Seconds within which a timer still belongs to what was begun: a selection has settled then."""

AGAIN = 2 * SOON
"""Seconds after which a timer that is still about to come is one that comes again and again."""

A_LOOK = 0.001

STUCK = 0.02
"""Seconds without any reckoning after which a thread waits for the test itself."""


class Rest:
    """Knows what the threads of one test have been given to do, and waits for all of it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._jobs: set[Future[Any]] = set()
        self._follow(patch)

    async def come(self, min_sleep: float = 0, max_sleep: float = 1) -> None:
        """Wait for it, `max_sleep` seconds at the most; in the place of `wait_for_idle`."""
        begun, stuck = time.monotonic(), _Stuck()
        while (waited := time.monotonic() - begun) < max_sleep:
            await asyncio.sleep(0)
            left, soon = _left(), SOON if waited < AGAIN else 0
            if left > soon and (not self._at_work() or stuck.is_so()):
                return
            if left:
                await asyncio.sleep(min(left, A_LOOK))

    def _at_work(self) -> bool:
        return not all(job.cancelled() for job in tuple(self._jobs))

    def _follow(self, patch: pytest.MonkeyPatch) -> None:
        submit = ThreadPoolExecutor.submit

        def given(pool: ThreadPoolExecutor, *work: Any, **more: Any) -> Future[Any]:
            job = submit(pool, *work, **more)
            self._jobs.add(job)
            if job.done():
                self._jobs.discard(job)
            return job

        patch.setattr(ThreadPoolExecutor, "submit", given)
        for name in ("set_result", "set_exception"):
            patch.setattr(Future, name, self._ended(getattr(Future, name)))

    def _ended(self, end: Callable[[Future[Any], Any], None]) -> Callable[..., None]:
        def ended(job: Future[Any], outcome: Any) -> None:
            end(job, outcome)  # whoever waits for it has been told by now
            self._jobs.discard(job)

        return ended


class _Stuck:
    """Whether no thread has reckoned for a while."""

    def __init__(self) -> None:
        self._since, self._spent = time.monotonic(), time.process_time()

    def is_so(self) -> bool:
        now, spent = time.monotonic(), time.process_time()
        if now - self._since < STUCK:
            return False
        reckoned = spent - self._spent
        self._since, self._spent = now, spent
        return reckoned < STUCK / 10


def _left() -> float:
    """Seconds until the loop has something to do; 0 where it has it now."""
    loop: Any = asyncio.get_running_loop()  # for what is no part of its interface
    if loop._ready:
        return 0
    due = [float(timer.when()) for timer in loop._scheduled if not timer.cancelled()]
    return max(min(due, default=math.inf) - float(loop.time()), 0)
