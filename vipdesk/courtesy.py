"""Making way: who only looks takes what time the others leave."""

import os
from contextlib import suppress

STEPS = 10
"""Of niceness: where the machine is busy, a tenth of what somebody who works gets."""


def make_way() -> None:
    """Be of less weight than whoever works on this machine, where the system knows of that."""
    with suppress(OSError, AttributeError):
        os.nice(STEPS)
