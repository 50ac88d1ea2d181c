"""What is so for a moment only: who types, who is on the page. It never goes through the store."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from vipdesk.door.hub import Hub
from vipdesk.door.topics import place

EVERY, SELDOM = 0.5, 1.5
"""Seconds between looks at what the desks say, while somebody is on a page and while nobody is."""

TYPES_FOR = 6.0
"""Seconds that a sign of typing holds; whoever goes on typing says so again before."""


class Signs(Protocol):
    """Where pages and desks tell each other."""

    def keep(self, here: dict[str, bool], types: dict[str, tuple[int, float]]) -> None:
        """Say who is on the page (and looks at it), and who types on which ticket until when."""

    def types(self) -> frozenset[int]:
        """The tickets on which somebody at a desk types now."""

    def close(self) -> None:
        """Say nothing any more."""


class Moments:
    """Both ways, for one process."""

    def __init__(self, signs: Signs, now: Callable[[], float] = time.time) -> None:
        self._signs, self._now = signs, now
        self._types: dict[str, tuple[int, float]] = {}
        self._looks: dict[str, bool] = {}
        self._desk: frozenset[int] = frozenset()
        self._stirred = asyncio.Event()

    def types(self, address: str, ticket: int, *, on: bool) -> None:
        """A visitor types, or does no more."""
        if on:
            self._types[address] = ticket, self._now() + TYPES_FOR
        else:
            self._types.pop(address, None)
        self._stirred.set()

    def looks(self, address: str, *, looks: bool) -> None:
        """A visitor has the page before them, or has turned away from it."""
        self._looks[address] = looks
        self._stirred.set()

    def desk_types(self, after: str) -> bool:
        """Whether somebody at a desk types now on the ticket of which a page has `after`."""
        return place(after).ticket in self._desk

    async def follow(self, hub: Hub) -> None:
        """Tell both sides, for as long as the process lives."""
        try:
            while True:
                here, types = self._said(hub)
                heard = await asyncio.to_thread(self._exchange, here, types)
                for tickets, on in ((heard - self._desk, True), (self._desk - heard, False)):
                    hub.whisper(tickets, {"type": "types", "on": on})
                self._desk = heard
                await self._stirs_within(EVERY if here else SELDOM)
        finally:
            self._signs.close()

    def _said(self, hub: Hub) -> tuple[dict[str, bool], dict[str, tuple[int, float]]]:
        """Who is on the page, and who types there."""
        now = self._now()
        self._types = {who: said for who, said in self._types.items() if said[1] > now}
        talks = set(hub.talks())
        here = {address: False for address, _ in talks}
        self._looks = {who: looks for who, looks in self._looks.items() if who in here}
        # a page can claim anything: it counts on a conversation that is its visitor's
        types = {who: said for who, said in self._types.items() if (who, said[0]) in talks}
        return here | self._looks, types

    def _exchange(
        self, here: dict[str, bool], types: dict[str, tuple[int, float]]
    ) -> frozenset[int]:
        self._signs.keep(here, types)
        return self._signs.types()

    async def _stirs_within(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stirred.wait()
        self._stirred.clear()
