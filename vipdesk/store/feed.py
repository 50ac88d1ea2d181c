"""Tells a process that another one, or itself, has committed something."""

import asyncio
import os
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager

from vipdesk.domain.errors import StoreError
from vipdesk.store.connections import ReadConnection, Version
from vipdesk.store.inotify import FolderNotice
from vipdesk.store.place import BESIDE, beside, store_path
from vipdesk.store.views import NotNow

AGAIN = (0.0015, 0.0025, 0.016, 0.040, 0.140)
"""Seconds between the looks after a notice: a commit shows later than its write, unannounced."""

SLOW = 2.0
"""Seconds between looks while nothing stirs."""

QUICK = 0.05
"""Seconds between looks where the system gives no notice."""

AT_ONCE = 0.5
"""Seconds of processor time that looking at changes may take before it has to make pauses."""

SHARE = 0.03
"""Of a processor, for looking at changes without end; more than any person's pace asks for."""

CROWDED = 0.01
"""Seconds for which a look has waited for a processor where too many want one."""

SLOWLY, MOST_CROWDED = 0.8, 1.0
"""By how much a pause becomes shorter again, and the longest in seconds for want of a processor."""

SHORTEST_REST, HASTY_REST, LONGEST_REST = 0.05, 0.1, 2.0
"""Seconds of the first pause, and of the longest: each look that finds more come doubles it.

The one between is the longest where somebody waits for the next word of a talk.
"""


class Feed:
    """Notices commits on a store from when it is made; for one event loop."""

    def __init__(
        self, where: str, *, poll: bool = False, writes_too: bool = False, eager: bool = False
    ) -> None:
        """`poll` looks every 50 ms instead of waiting for the system's notice.

        `writes_too` is for a process that also writes, or is going to; `eager` for one that tells
        many others at once, who wait for an answer: it makes the shortest pauses only.
        """
        self._eager, self.in_haste = eager, False
        self._path = store_path(where)
        self._connection = ReadConnection(self._path, writes_too=writes_too)
        self._last: Version = ()
        self._last = self._version()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stirred = asyncio.Event()
        self._closed = False
        self._debt, self._reckoned = 0.0, time.monotonic()
        self._rests, self._waited = 0.0, waited_for_processor()
        self._notice = None if poll else self._notices()

    async def changes(self) -> AsyncGenerator[None, None]:
        """Yields after commits; several in quick succession may count as one.

        It also yields when the store goes away or comes back. Ends when the feed is closed.
        """
        again: Iterator[float] = iter(())
        with self._listening():
            while not self._closed:
                if await self._stirs_within(next(again, SLOW if self._notice else QUICK)):
                    again = iter(AGAIN)
                if self._has_moved():
                    begun = time.process_time()
                    yield
                    await self._rest(time.process_time() - begun)

    async def _rest(self, spent: float) -> None:
        """Make a pause where changes come faster than one may look at them."""
        if self._eager:
            await self._rest_for(SHORTEST_REST)
            return
        now = time.monotonic()
        self._debt = max(self._debt - SHARE * (now - self._reckoned), 0) + spent
        self._reckoned = now
        self._rests = self._next_rest()
        owed = max(self._debt - AT_ONCE, 0) / SHARE
        rest = min(max(self._rests, owed), HASTY_REST if self.in_haste else LONGEST_REST)
        if rest and not self._closed:
            await self._rest_for(rest)

    async def _rest_for(self, seconds: float) -> None:
        """Want no notices meanwhile: each costs the writer, with each write, heard or not."""
        if self._notice is not None:
            self._ignore()
            self._notice.want_none()
        self._stirred.clear()
        await self._stirs_within(seconds)
        if not self._closed:
            self._want_notices_again()
        self._stirred.set()  # what came meanwhile was not heard

    def _want_notices_again(self) -> None:
        try:
            if self._notice is not None:
                self._notice.want()
                self._hear_again()
        except OSError:
            self._be_deaf()

    def _next_rest(self) -> float:
        """Longer where the store changed again while it was looked at, shorter where it did not.

        What changes in a pause says nothing: at any person's pace something does in a long one.
        Nor need it change where many look: whoever writes waits until they have looked.
        """
        waited, self._waited = self._waited, waited_for_processor()
        if not self._closed and self._version() != self._last:
            return min(max(2 * self._rests, SHORTEST_REST), LONGEST_REST)
        if self._waited - waited > CROWDED:
            return min(max(2 * self._rests, SHORTEST_REST), MOST_CROWDED)
        return less if (less := self._rests * SLOWLY) >= SHORTEST_REST else 0.0

    def close(self) -> None:
        """Let go of the store, and end `changes`."""
        if self._closed:
            return
        self._closed = True
        self._stirred.set()
        self._connection.close()
        self._be_deaf()

    def _notices(self) -> FolderNotice | None:
        names = [self._path, *(beside(self._path, ending) for ending in BESIDE)]
        try:
            return FolderNotice(
                self._path.parent, frozenset(os.fsencode(path.name) for path in names)
            )
        except OSError:
            return None

    @contextmanager
    def _listening(self) -> Iterator[None]:
        self._hear_again()
        try:
            yield
        finally:
            self._ignore()

    def _hear_again(self) -> None:
        if self._notice is not None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._notice.descriptor, self._hear)

    def _hear(self) -> None:
        try:
            if self._notice is not None and self._notice.stirred():
                self._stirred.set()
        except OSError:
            self._be_deaf()

    def _be_deaf(self) -> None:
        """Want no notices any more; looking goes on."""
        if self._notice is not None:
            self._ignore()
            self._notice.close()
            self._notice = None

    def _ignore(self) -> None:
        if self._notice is not None and self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._notice.descriptor)
        self._loop = None

    async def _stirs_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._stirred.wait()
        except TimeoutError:
            return False
        self._stirred.clear()
        return True

    def _has_moved(self) -> bool:
        if self._closed:
            return False
        now = self._version()
        moved = now != self._last
        self._last = now
        return moved

    def _version(self) -> Version:
        try:
            return self._connection.version()
        except NotNow:
            return self._last
        except StoreError as error:
            return (str(error),)


def waited_for_processor() -> float:
    """Seconds for which this thread could have gone on and had no processor; 0 if nobody knows."""
    try:
        with open("/proc/thread-self/schedstat", "rb") as told:
            return int(told.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
