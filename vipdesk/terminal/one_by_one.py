"""Keys are handed out one by one: each goes where the one before it has led.

The library hands all keys that are there to whoever has the focus. Of a burst, as a slow line
brings it, the first opens a line to type into, and the others would be acts on the queue.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol, TypeGuard, runtime_checkable

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen

LONGEST_HELD = 1.0
"""Seconds that keys are held back for one before them: whoever has it may be gone."""


@runtime_checkable
class Standing(Protocol):
    """A screen that knows when a key may come."""

    async def stands(self) -> object:
        """Wait for what the keys before have asked for, unless it takes long."""


class OneByOne:
    """What is typed waits here; `hand_out` is how the library hands it to the focus."""

    def __init__(self, app: App[Any], hand_out: Callable[[Event], Awaitable[None]]) -> None:
        self._app, self._hand_out = app, hand_out
        self._waiting: deque[Event] = deque()
        self._under_way: Event | None = None
        self._gives_up: asyncio.TimerHandle | None = None
        self._hangs: MessagePump | None = None
        self._stood: Screen[Any] | None = None

    async def take(self, event: Key | Paste) -> None:
        """Hand out what was typed, or keep it until its turn comes."""
        self._waiting.append(event)
        await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and self._under_way is None:
            if not await self._stands(self._app.screen):
                # First the app does what a screen was opened for that has gone: it has to be free.
                self._app.call_later(self._go_on)
                return
            event = self._under_way = self._waiting.popleft()
            has_it = self._app.focused or self._app.screen
            await self._hand_out(event)
            if event.is_forwarded and has_it is not self._hangs:
                self._give_up_in_time(event, has_it)
                self._follow(event, has_it)
            else:
                self._under_way = None

    async def _stands(self, screen: Screen[Any]) -> bool:
        """Whether it is still this screen when all is done that the keys before have asked for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_HELD):
                if not screen.is_mounted:
                    await screen._mounted_event.wait()
                if isinstance(screen, Standing):
                    await screen.stands()
        before, self._stood = self._stood, self._app.screen
        return self._stood is screen and before in (None, screen)

    def _give_up_in_time(self, event: Event, has_it: MessagePump) -> None:
        if self._gives_up is not None:
            self._gives_up.cancel()
        loop = asyncio.get_running_loop()
        self._gives_up = loop.call_later(LONGEST_HELD, self._give_up, event, has_it)

    def _give_up(self, event: Event, has_it: MessagePump) -> None:
        """Hold nothing more for who has it, until that is done after all."""
        if event is self._under_way:
            self._hangs = has_it
            self._go_on_soon()

    def _follow(self, event: Event, has_it: MessagePump) -> None:
        """Hear of it when whoever has the key has seen to all that came before, and to it."""
        if not has_it.call_later(self._was_at, event, has_it):
            self._is_done(event)

    def _was_at(self, event: Event, had_it: MessagePump) -> None:
        """Go on to who has it next; the library marks a key as stopped on its last way, to us."""
        above = had_it._parent
        if above is None or (event._stop_propagation and above is not self._app):
            self._is_done(event)
        else:
            self._follow(event, above)

    def _is_done(self, event: Event) -> None:
        if event is self._under_way:
            self._go_on_soon()
        else:
            self._hangs = None

    def _go_on_soon(self) -> None:
        self._under_way = None
        if self._waiting:
            self._app.call_later(self._go_on)


def is_typed(event: Event) -> TypeGuard[Key | Paste]:
    """Whether it comes from the keyboard, and nobody has had it yet."""
    return isinstance(event, Key | Paste) and not event.is_forwarded
