"""Who takes nothing of what is sent to them is hung up on, and holds little of ours till then."""

import asyncio

STALLED = 30.0
"""Seconds that something may wait for its reader; each piece of a long answer has them anew."""

READ_AT_ONCE = 32 * 1024
"""Bytes of one connection that are looked at before it is somebody else's turn."""


class Stalling(asyncio.Protocol):
    """Any protocol of a server, for a transport that tells when nothing leaves it any more."""

    stalled_after: float = STALLED
    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop
    _gives_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Have it told as soon as anything waits, were it one byte."""
        super().connection_made(transport)
        if isinstance(transport, asyncio.Transport):
            transport.set_write_buffer_limits(high=0)
            # asyncio reads 256 kB: tiny frames or chunks in them would hold up everybody
            transport.max_size = READ_AT_ONCE  # type: ignore[attr-defined] # of its selectors' own

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for."""
        self.be_patient()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Something waits from now on."""
        super().pause_writing()
        self.be_patient()
        self._gives_up = self.loop.call_later(self.stalled_after, self.transport.abort)

    def resume_writing(self) -> None:
        """All of it has left."""
        super().resume_writing()
        self.be_patient()

    def be_patient(self) -> None:
        """Hang up on nobody for what waits now."""
        if self._gives_up is not None:
            self._gives_up.cancel()
            self._gives_up = None
