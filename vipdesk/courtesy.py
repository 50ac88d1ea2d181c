"""Making way: who only looks takes what time the others leave."""

import os
import random
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

STEPS = 10
"""Of niceness: where the machine is busy, a tenth of what somebody who works gets."""

TRIES, TRIED_EACH = 100, 0.2
"""The system takes the weight of a session ten times a second, whoever asks."""

_AUTOGROUP = Path("/proc/self/autogroup")


def make_way() -> None:
    """Be of less weight than whoever works on this machine, where the system knows of that."""
    with suppress(OSError, AttributeError):
        os.nice(STEPS)
    with suppress(OSError, AttributeError):
        if os.getsid(0) == os.getpid() and not _weigh_less():
            Thread(target=_weigh_less_soon, daemon=True).start()


def _weigh_less() -> bool:
    """Linux shares time among sessions first, all of one weight: as each who comes by SSH has one.

    Ours is our own where nobody's shell has begun it. False where it is to be tried again.
    """
    try:
        _AUTOGROUP.write_text(str(STEPS), "ascii")
    except BlockingIOError:
        return False
    return True


def _weigh_less_soon() -> None:
    with suppress(OSError):
        for _ in range(TRIES):
            time.sleep(random.uniform(0.5, 1.5) * TRIED_EACH)  # noqa: S311 (no secret)
            if _weigh_less():
                return
