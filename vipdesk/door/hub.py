"""Tells every page that listens what has changed: one look at the store for each topic."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from msgspec import Struct, field

from vipdesk.domain.errors import DeskError
from vipdesk.door.threads import OneThread
from vipdesk.door.topics import Event, Talk, Told, Topic, place
from vipdesk.store.door_reader import DoorReader

MOST_UNHEARD = 200
"""Events that may wait for a slow line; then it is cut, and asks on from what it has."""

MOST_LINES = 20
"""Of one contact at once: many tabs, and not a flood of them."""

ENDED: Event = {"type": "ended"}


class Listener:
    """One page's line: what it is told, in order."""

    def __init__(self, address: str, visit: str) -> None:
        self.address, self.visit = address, visit
        self._queue: asyncio.Queue[Event] = asyncio.Queue(MOST_UNHEARD)
        self.over = False

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


class Group(Struct):
    """All who listen to one topic, and as far as they were told."""

    after: str = ""
    listeners: set[Listener] = field(default_factory=set)

    @property
    def ticket(self) -> int:
        """The ticket of a conversation; 0 where there is none yet."""
        return place(self.after)[0]


class Hub:
    """The listeners of one process, on its one event loop."""

    def __init__(self, reading: OneThread[DoorReader], clock: Callable[[], datetime]) -> None:
        self._reading, self._clock = reading, clock
        self._groups: dict[Topic, Group] = {}
        self._again = asyncio.Lock()

    def lines(self, address: str) -> int:
        """How many lines a contact holds."""
        groups = self._groups.values()
        return sum(each.address == address for group in groups for each in group.listeners)

    @contextmanager
    def listening(self, topic: Topic, listener: Listener) -> Iterator[None]:
        """For so long it is told what is new; ask for what was before after that has begun."""
        group = self._groups.setdefault(topic, Group())
        group.listeners.add(listener)
        try:
            yield
        finally:
            group.listeners.discard(listener)
            if not group.listeners and self._groups.get(topic) is group:
                del self._groups[topic]

    async def read(self, topic: Topic, after: str) -> Told:
        """What a page that has `after` has not."""
        now = self._clock()
        told = await self._reading(lambda reader: topic.read(reader, now, after))
        group = self._groups.get(topic)
        if group is not None and not group.after:
            group.after = told.after
        return told

    async def follow(self, changes: AsyncIterator[None]) -> None:
        """Tell what each commit brought, for ever; a store that can't be read is asked again."""
        async for _ in changes:
            try:
                await self.look()
            except DeskError:
                continue  # the next change, or the next page, says what is wrong

    async def look(self) -> None:
        """Look at each topic that somebody listens to."""
        async with self._again:
            now, asked = self._clock(), {t: g.after for t, g in self._groups.items()}
            if not asked:
                return
            found = await self._reading(
                lambda reader: {t: t.read(reader, now, after) for t, after in asked.items()}
            )
            for topic, told in found.items():
                self._tell(topic, told)

    def _tell(self, topic: Topic, told: Told) -> None:
        group = self._groups.get(topic)
        if group is None:
            return
        group.after = told.after
        for listener in tuple(group.listeners):
            for event in (ENDED,) if told.gone else told.events:
                listener.tell(event)

    def topics(self, tickets: frozenset[int]) -> Iterator[Topic]:
        """The conversations on these tickets that are on a page."""
        for topic, group in self._groups.items():
            if isinstance(topic, Talk) and group.ticket in tickets:
                yield topic

    def whisper(self, tickets: frozenset[int], event: Event) -> None:
        """Tell those on these conversations what is so for a moment only."""
        for topic in tuple(self.topics(tickets)):
            for listener in self._groups[topic].listeners:
                listener.tell(event)

    def talks(self) -> Iterator[tuple[str, int]]:
        """Whose conversations are on a page now, with the ticket of each (0 for none yet)."""
        for topic, group in self._groups.items():
            if isinstance(topic, Talk):
                yield topic.address, group.ticket

    async def check_visits(self) -> None:
        """Hang up on who was signed out meanwhile."""
        now = self._clock()
        listeners = [each for group in self._groups.values() for each in group.listeners]
        asked = {each.visit for each in listeners}
        if not asked:
            return
        good = await self._reading(
            lambda reader: {each for each in asked if reader.visit(each, now) is not None}
        )
        for listener in listeners:
            if listener.visit not in good:
                listener.tell(ENDED)

    def close(self) -> None:
        """Hang up on everybody: they will ask on elsewhere, or later."""
        for group in self._groups.values():
            for listener in group.listeners:
                listener.tell({"type": "later"})
