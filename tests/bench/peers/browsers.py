"""Browsers that have a page of the door open and hear of nothing: a line of each, kept alive.

    python browsers.py ORIGIN COOKIE < secrets, one a line

Says `open` once all lines are, and ends with its standard input.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from websockets.asyncio.client import ClientConnection, connect


@asynccontextmanager
async def line(origin: str, cookie: str) -> AsyncIterator[ClientConnection]:
    """A socket as a page opens one, and its first word."""
    where = origin.replace("http", "ws", 1) + "/live?topic=chat"
    async with connect(where, origin=origin, additional_headers={"Cookie": cookie}) as opened:  # type: ignore[arg-type] # a word for an origin
        await opened.recv()
        yield opened


async def main() -> None:
    """All of them, until nobody wants them any more."""
    origin, cookie = sys.argv[1:]
    secrets = sys.stdin.readline().split()
    async with AsyncExitStack() as stack:
        lines = [
            await stack.enter_async_context(line(origin, f"{cookie}={secret}"))
            for secret in secrets
        ]
        print("open", flush=True)
        hears = [asyncio.ensure_future(_hear(each)) for each in lines]
        await asyncio.to_thread(sys.stdin.read)
        for each in hears:
            each.cancel()


async def _hear(opened: ClientConnection) -> None:
    async for _ in opened:
        pass


asyncio.run(main())
