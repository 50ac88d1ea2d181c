"""The sockets of the server: who sends what no page of ours does is hung up on."""

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from vipdesk.door.stalling import Stalling

MOST_ODD, AGAIN_EACH = 100, 1.0
"""Pings, pongs, parts of words and words after the end that are borne; seconds for one more."""


class PatientSocket(Stalling, WebSocketsSansIOProtocol):
    """A socket of which only whole words come up to the application, one after the other."""

    most_odd: int = MOST_ODD

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to count."""
        super().connection_made(transport)
        self._since, self._odd = self.loop.time(), 0

    def handle_ping(self) -> None:
        """Answer it."""
        if self._is_borne():
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:
        """It lives."""
        if self._is_borne():
            super().handle_pong(event)

    def handle_cont(self, event: Any) -> None:
        """A word goes on; it is made of few parts."""
        if self._is_borne():
            super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        """A word is whole; after the end none is taken any more."""
        if not self.close_sent or self._is_borne():
            super().send_receive_event_to_app()

    def _is_borne(self) -> bool:
        """Whether one more is; where it is not, the line is cut."""
        self._odd += 1
        room = self.most_odd + (self.loop.time() - self._since) / AGAIN_EACH
        if self._odd > room:
            self.transport.abort()
        return self._odd <= room
