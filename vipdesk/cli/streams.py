"""Standard input, output and error as every command may count on them."""

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


def let_output_go() -> None:
    """Send what is still to be written nowhere, so that nothing fails on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nowhere(mode: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(os.devnull, mode), encoding="utf-8", write_through=True)
