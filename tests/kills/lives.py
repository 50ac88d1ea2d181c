"""Processes that carry mail until they are killed: a desk on a terminal, or a worker."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import Event

from tests.bench.program import Program
from tests.whole.commands import VIPDESK

Rest = Callable[[float], None]
"""Lets the process go on for so many seconds."""


class Carrier(StrEnum):
    """What carries mail; a desk begins only when its screen stands and nobody types."""

    WORKER = "worker"
    DESK = "desk"


SHORTEST, LONGEST = 0.5, {Carrier.WORKER: 6.0, Carrier.DESK: 12.0}
"""Seconds of a life: some end before it carries anything, some while it starts to."""


@contextmanager
def life(carrier: Carrier, environment: dict[str, str]) -> Iterator[Rest]:
    """One life; it ends by kill -9, wherever it is."""
    if carrier is Carrier.DESK:
        with Program("-m", "vipdesk", environment=environment) as desk:
            yield desk.rest
        return
    told = {**os.environ, **environment}
    told.pop("VIPDESK_NOW", None)
    with subprocess.Popen([*VIPDESK, "worker"], env=told, stderr=subprocess.DEVNULL) as process:
        try:
            yield pause
        finally:
            process.kill()


def pause(seconds: float) -> None:
    """Let whatever runs go on."""
    Event().wait(seconds)
