"""The server around the application: how long it waits, how much it takes, when it ends."""

import asyncio
import socket
from collections.abc import Callable
from ipaddress import ip_network

import uvicorn
from starlette.types import ASGIApp

from vipdesk.door.guard import LONGEST_HEAD
from vipdesk.door.patience import PatientHttp

MOST_AT_ONCE = 1_000
LONGEST_SOCKET_WORD = 4 * 1024
GRACE = 2
"""Seconds that open lines have to end in: a stream of events would never."""


class Server(uvicorn.Server):
    """The server; `stopping` is called as soon as it is to end, to hang up in good order."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell the pages, then wait for what is under way."""
        self._stopping()
        await asyncio.sleep(0)
        await super().shutdown(sockets)


def server(
    app: ASGIApp,
    stopping: Callable[[], None],
    *,
    host: str,
    port: int,
    proxies: tuple[str, ...] = (),
    http: type[PatientHttp] = PatientHttp,
) -> Server:
    """The server of an application on this address."""
    patient = type("Patient", (http,), {"proxies": tuple(map(ip_network, proxies))})
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=patient,
        ws="websockets-sansio",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        limit_concurrency=MOST_AT_ONCE,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        ws_max_size=LONGEST_SOCKET_WORD,
        ws_max_queue=8,
        ws_per_message_deflate=False,
    )
    return Server(config, stopping)
