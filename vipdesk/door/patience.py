"""The HTTP of the server, with an end to its patience: who sends too slowly is hung up on.

The server's own has a time for connections that idle after an answer, and none for one that
never finishes its first line, nor for one that takes nothing of what it asked for.
"""

import asyncio
import socket
from collections import Counter
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from vipdesk.door.stalling import Stalling
from vipdesk.door.whose import network_of

HEAD_WITHIN = 10.0
"""Seconds in which a request's head has to be there, whole, once a connection stands."""

MOST_CONNECTIONS = 256
"""Of one address, where it is not that of a proxy; an office shares one."""

CROWDED, FEW, MOST_OF_ALL = 500, 32, 900
"""While so many stand, one address may have few; and so many there are of all together."""

_open: Counter[str] = Counter()


class PatientHttp(Stalling, H11Protocol):
    """A connection that has to say what it wants."""

    head_within: float = HEAD_WITHIN
    most_connections: int = MOST_CONNECTIONS
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # its own says Transport, too
        """Begin to count the seconds, and the connections of that address."""
        super().connection_made(transport)
        if (line := transport.get_extra_info("socket")) is not None:
            with suppress(OSError):  # it may be gone already
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._whose = network_of(self.client[0] if self.client else "")
        _open[self._whose] += 1
        self._hangs_up: asyncio.TimerHandle | None = None
        if self._is_too_many() and not self._is_proxy():
            transport.abort()
            return
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no more."""
        self._leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """What comes after an answer is the next head, with seconds of its own."""
        if self._hangs_up is None and not self._answers():
            self._await_head()
        super().data_received(data)
        if self._answers():
            self._head_is_here()

    def handle_websocket_upgrade(self, event: Any) -> None:
        """From here on the socket's own rules hold."""
        self._leave()
        self.be_patient()
        super().handle_websocket_upgrade(event)

    def _leave(self) -> None:
        self._head_is_here()
        _open[self._whose] -= 1
        if _open[self._whose] <= 0:
            del _open[self._whose]

    def _is_too_many(self) -> bool:
        of_all, own = _open.total(), _open[self._whose]
        most = self.most_connections if of_all <= CROWDED else min(FEW, self.most_connections)
        return own > most or of_all > MOST_OF_ALL

    def _is_proxy(self) -> bool:
        try:
            address = ip_address(self.client[0] if self.client else "")
        except ValueError:
            return False
        return any(address in network for network in self.proxies)

    def _answers(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _await_head(self) -> None:
        self._hangs_up = self.loop.call_later(self.head_within, self.transport.abort)

    def _head_is_here(self) -> None:
        if self._hangs_up is not None:
            self._hangs_up.cancel()
            self._hangs_up = None
