"""Tells every page that listens what has changed: a look at the store for each topic that it is
about."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from vipdesk.domain.errors import DeskError
from vipdesk.door.threads import OneThread
from vipdesk.door.topics import Asked, Event, Talk, Told, Topic, look, place
from vipdesk.store.door_news import Looked
from vipdesk.store.door_reader import DoorReader

MOST_UNHEARD = 200
"""Events that may wait for a slow line; then it is cut, and asks on from what it has."""

MOST_LINES = 20
"""Of one contact at once: many tabs, and not a flood of them."""

TRIES = 5
"""Looks at a store that can't be read, before the next change is waited for."""

CHECK_APART = 1.0
"""Seconds at the least between looks at who was signed out, however much is said meanwhile."""

ENDED: Event = {"type": "ended"}
LATER: Event = {"type": "later"}


class Listener:
    """One page's line: what it is told, in order, and what it has: None until that is known."""

    def __init__(self, address: str, visit: str) -> None:
        self.address, self.visit = address, visit
        self.after: str | None = None
        self.missed, self.behind, self.over = False, False, False
        self._queue: asyncio.Queue[Event] = asyncio.Queue(MOST_UNHEARD)

    def tell(self, event: Event) -> None:
        """Put it in the row; who does not keep up is told nothing more."""
        if self.over:
            return
        try:
            self._queue.put_nowait(event)
        except asyncio.QueueFull:
            self.over = True

    async def next(self, within: float) -> Event | None:
        """What is next; None where nothing came in time."""
        try:
            async with asyncio.timeout(within):
                return await self._queue.get()
        except TimeoutError:
            return None


class Hub:
    """The listeners of one process, on its one event loop."""

    again: float = 1.0
    """Seconds until a look that failed is tried again."""

    def __init__(self, reading: OneThread[DoorReader], clock: Callable[[], datetime]) -> None:
        self._reading, self._clock = reading, clock
        self._listeners: dict[Listener, Topic] = {}
        self._again, self._looked = asyncio.Lock(), Looked()
        self._checked = 0.0

    def lines(self, address: str) -> int:
        """How many lines a contact holds."""
        return sum(each.address == address for each in self._listeners)

    @contextmanager
    def listening(self, topic: Topic, listener: Listener) -> Iterator[None]:
        """For so long it is told what is new, from when it has caught up."""
        self._listeners[listener] = topic
        try:
            yield
        finally:
            del self._listeners[listener]

    async def catch_up(self, listener: Listener, after: str) -> Told:
        """What this one has not; from then on it is told what comes."""
        topic, now = self._listeners[listener], self._clock()
        # in the thread of the looks, behind those that it is too late for
        told = await self._reading(lambda reader: topic.read(reader, now, after))
        listener.after = told.after
        if listener.missed:
            listener.behind = True
            await self.look()
        return told

    async def follow(self, changes: AsyncIterator[None]) -> None:
        """Tell what each commit brought, for ever; a store that can't be read is asked again."""
        async for _ in changes:
            for _ in range(TRIES):  # it may be the last change for hours
                try:
                    await self.look()
                except DeskError:
                    await asyncio.sleep(self.again)
                else:
                    break
            if time.monotonic() - self._checked >= CHECK_APART:
                with suppress(DeskError):
                    await self.check_visits()

    async def look(self) -> None:
        """Look once at each thing that is listened to and may be otherwise than they have it."""
        async with self._again:
            now, asked, before = self._clock(), self._asked(), self._looked
            if not asked:
                return
            behind = {key for key, those in asked.items() if any(one.behind for one in those)}
            found, failed, self._looked = await self._reading(
                lambda reader: look(reader, now, before, asked, behind)
            )
            for listener in (one for key in failed for one in asked[key]):
                listener.behind = True
            for key, told in found.items():
                self._tell(asked[key], key[1], told)

    def _asked(self) -> dict[Asked, list[Listener]]:
        """Who has the same of the same; who is still catching up may have looked too early."""
        asked: dict[Asked, list[Listener]] = {}
        for listener, topic in self._listeners.items():
            if listener.after is None:
                listener.missed = True
            else:
                asked.setdefault((topic, listener.after), []).append(listener)
        return asked

    def _tell(self, listeners: list[Listener], after: str, told: Told) -> None:
        for listener in listeners:
            if listener.after != after:
                continue
            listener.after, listener.behind = told.after, False
            for event in (ENDED,) if told.gone else told.events:
                listener.tell(event)

    def whisper(self, tickets: frozenset[int], event: Event) -> None:
        """Tell those on these conversations what is so for a moment only."""
        for listener, ticket in self._talks():
            if ticket in tickets:
                listener.tell(event)

    def talks(self) -> Iterator[tuple[str, int]]:
        """Whose conversations are on a page now, with the ticket of each (0 for none yet)."""
        return ((listener.address, ticket) for listener, ticket in self._talks())

    def _talks(self) -> Iterator[tuple[Listener, int]]:
        for listener, topic in self._listeners.items():
            if isinstance(topic, Talk):
                yield listener, place(listener.after or "").ticket

    async def check_visits(self) -> None:
        """Hang up on who was signed out meanwhile."""
        self._checked = time.monotonic()
        now, asked = self._clock(), {each.visit for each in self._listeners}
        if not asked:
            return
        good = await self._reading(lambda reader: reader.good_visits(asked, now))
        for listener in self._listeners:
            if listener.visit not in good:
                listener.tell(ENDED)

    def close(self) -> None:
        """Hang up on everybody: they will ask on elsewhere, or later."""
        for listener in self._listeners:
            listener.tell(LATER)
