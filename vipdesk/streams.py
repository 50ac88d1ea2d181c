"""Standard input, output and error, as one may count on them from the first line to the last."""

import io
import os
import sys


def ready_streams() -> None:
    """Give each closed stream /dev/null, and let output replace what its encoding can't say.

    A file opened later would else get a closed stream's number, and our output with it.
    """
    if sys.stdin is None:
        sys.stdin = _nowhere("r")
    if sys.stdout is None:
        sys.stdout = _nowhere("w")
    if sys.stderr is None:
        sys.stderr = _nowhere("w")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def settle_streams() -> None:
    """Write out what is still to be written; what nobody takes any more goes nowhere.

    Python would else fail on its way out and give another exit code than was meant.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _nowhere(mode: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(os.devnull, mode), encoding="utf-8", write_through=True)
