"""Work that can wait for a lull: it is done while nobody types, piece by piece."""

import asyncio
import gc
import math
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType

LULL = 0.6
"""Seconds without a key after which nobody is typing."""

PAINTED = 0.03
"""Seconds after a key in which its frame is painted, if nothing else reckons meanwhile."""

A_LOOK = 0.05

OLD, FULL = 100, 2_000
"""Clearings of what is young after which one of all may come, and comes whoever types."""

NEVER = 2**31 - 1


class Lull:
    """Knows when the last key came; one that is in a hurry no longer waits for anything."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._hurry = threading.Event()

    def stirred(self) -> None:
        """A key came."""
        self._last = time.monotonic()

    def hurry(self) -> None:
        """Somebody waits for the work: it goes on whoever types."""
        self._hurry.set()

    @property
    def left(self) -> float:
        """Seconds until nobody is typing; 0 where nobody is."""
        return max(self._last + LULL - time.monotonic(), 0)

    def breathe(self) -> None:
        """Wait in another thread than the loop's until the frame of the last key is painted."""
        left = self._last + PAINTED - time.monotonic()
        if left > 0:
            time.sleep(left)

    async def come(self, within: float = math.inf) -> None:
        """Wait until nobody is typing, so many seconds at the most."""
        until = time.monotonic() + within
        while True:
            left = min(self.left, until - time.monotonic())
            if left <= 0:
                return
            await asyncio.sleep(left)

    def wait(self) -> None:
        """The same for another thread than the loop's; it may be hurried."""
        while self.left and not self._hurry.wait(A_LOOK):
            pass


def clear_by_hand() -> None:
    """What is there by now is there to stay; of the rest, only what is young is cleared by itself.

    Looking through all that a desk of thousands of tickets holds stops every thread, for as long
    as several keys take to paint.
    """
    gc.freeze()
    young, younger, _ = gc.get_threshold()
    gc.set_threshold(young, younger, NEVER)


def clear_in(lull: Lull) -> None:
    """Look through all for garbage where enough was made, unless somebody types."""
    made = gc.get_count()[2]
    if made >= FULL or (made >= OLD and not lull.left):
        gc.collect()


async def beside(work: Callable[[], object]) -> None:
    """Wait for work in a thread of its own, one that never keeps the program from ending.

    Raises what the work raises.
    """
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    failed: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # raised anew where it is waited for
            failed.append(error)
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(done.set)

    threading.Thread(target=run, name="beside", daemon=True).start()
    await done.wait()
    for error in failed:
        raise error


def load_in_lulls(names: Sequence[str], heavy: frozenset[str], lull: Lull) -> None:
    """Import modules in this thread, one package of `heavy` after the other in lulls only."""
    pauses = _Pauses(heavy, lull)
    sys.meta_path.insert(0, pauses)
    try:
        for name in names:
            lull.wait()
            import_module(name)
    finally:
        sys.meta_path.remove(pauses)


class _Pauses:
    """Finds nothing, but makes its own thread wait for a lull before each heavy module."""

    def __init__(self, heavy: frozenset[str], lull: Lull) -> None:
        self._heavy, self._lull = heavy, lull
        self._thread = threading.get_ident()

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Wait, and leave the finding to those who can."""
        if threading.get_ident() == self._thread and name.partition(".")[0] in self._heavy:
            self._lull.wait()
        return None
