"""The server around the application: how long it waits, how much it takes, when it ends."""

import asyncio
import logging
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network

import uvicorn
from starlette.types import ASGIApp

from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line
from vipdesk.door.guard import LONGEST_HEAD
from vipdesk.door.patience import PatientHttp
from vipdesk.door.sockets import PatientSocket

MOST_AT_ONCE = 1_000
LONGEST_SOCKET_WORD = 4 * 1024
BACKLOG = 512
MOST_FILES = 8_192
GRACE = 2
"""Seconds that open lines have to end in: a stream of events would never."""


class Server(uvicorn.Server):
    """The server; `stopping` is called as soon as it is to end, to hang up in good order."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in good order where the process is told to; who told it so is not told an error."""
        main = threading.current_thread() is threading.main_thread()
        told = (signal.SIGTERM, signal.SIGINT) if main else ()
        before = {each: signal.signal(each, self.handle_exit) for each in told}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell the pages, then wait for what is under way."""
        self._stopping()
        await asyncio.sleep(0)
        await super().shutdown(sockets)


def server(
    app: ASGIApp,
    stopping: Callable[[], None],
    proxies: tuple[str, ...] = (),
) -> Server:
    """The server of an application; what it listens on is given when it is run."""
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # forms, as below
    patient = type("Patient", (PatientHttp,), {"proxies": tuple(map(ip_network, proxies))})
    config = uvicorn.Config(
        app,
        http=patient,
        ws=PatientSocket,
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="critical",  # what others send wrong is nobody's news; mistakes of ours are told
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


def take_room() -> None:
    """Be allowed as many open files as the system grants: each line of a page is one."""
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
    if few != resource.RLIM_INFINITY and few < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; BadInput says why none can."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _no_place(host, port, error) from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(where)
        made.listen(BACKLOG)
        made.setblocking(False)
    except OSError as error:
        made.close()
        raise _no_place(host, port, error) from None
    return made


def _no_place(host: str, port: int, error: OSError) -> BadInput:
    why = (error.strerror or type(error).__name__).lower()
    mend = "stop what listens there, or give --host and --port"
    return BadInput(f"serve: {clean_line(host, 100)}, port {port}, can't be had ({why}): {mend}")
