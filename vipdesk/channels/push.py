"""Tells somebody by one address, in a process of its own: the library stays out of ours.

What that process is told goes in by a pipe and what it says comes out as plain data, so that no
address shows in a list of processes or a log, and it ends in time whatever the server does.
"""

import json
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

PATIENCE = 30.0
"""Seconds that an address has to take it, all in all."""

LAST_PATIENCE = 5.0
"""Seconds after that in which the process ends by itself."""

TOO_LATE = "it did not take it in time"
BROKE_OFF = "telling it broke off"

_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from vipdesk.channels.pushing import main; main()"
)
_ROOT = str(Path(__file__).parents[2])


class Pushed(Struct, frozen=True):
    """What came of it: `why` is empty where the address took it, or could.

    `service` is what kind of place it is, `private` whether the way there is.
    """

    why: str = ""
    mend: str = ""
    service: str = ""
    private: bool = True


def push(address: str, subject: str, text: str, patience: float = PATIENCE) -> Pushed:
    """Tell it; never raises, and never says anything of the address."""
    return _asked({"address": address, "subject": subject, "text": text}, patience)


def look(address: str, patience: float = PATIENCE) -> Pushed:
    """Whether it can be an address, and of what; nothing is sent."""
    return _asked({"address": address}, patience)


def _asked(request: dict[str, str], patience: float) -> Pushed:
    said = json.dumps(request | {"patience": patience}).encode()
    try:
        ran = subprocess.run(  # noqa: S603 our own interpreter, and no shell
            [sys.executable, "-P", "-c", _PROGRAM, _ROOT],
            input=said,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience + LAST_PATIENCE,
            start_new_session=True,  # the terminal's signals are for the desk
        )
    except subprocess.TimeoutExpired:
        return Pushed(TOO_LATE)
    except OSError:
        return Pushed("no process can be started")
    if ran.returncode < 0:
        return Pushed(TOO_LATE)
    return _told(ran.stdout)


def _told(said: bytes) -> Pushed:
    try:
        told = json.loads(said)
        return Pushed(
            str(told["why"]), str(told["mend"]), str(told["service"]), bool(told["private"])
        )
    except (ValueError, TypeError, KeyError):
        return Pushed(BROKE_OFF)
