"""The process that tells: it tells one address once, says what came of it, and ends.

Whatever the library logs is looked through for what went wrong and never repeated: it may hold
what lets into somebody's telephone.
"""

import json
import logging
import os
import re
import resource
import signal
from http import HTTPStatus
from typing import Any

CONNECT, READ = 10.0, 15.0
"""Seconds that a server has for each step, whatever the address says."""

NO_APPRISE = "apprise is not installed"
INSTALL = "install it: `python3 -m pip --python .venv/bin/python install apprise`"
NAME_IT = "have it mended, or name the file of who signed it in REQUESTS_CA_BUNDLE"
NO_ADDRESS = "Apprise knows no such address"
FAULT = "Socket Exception"
"""How a line begins that says more of a fault; the rest of such lines is what is sent."""

LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")

_STATUS = re.compile(r"error=(\d{3})\b")
_SIGNS = (
    ("certificate", "its server's certificate does not hold", NAME_IT),
    ("resolve", "nobody knows its server's name", "mend the name, or look whether the net is up"),
    ("timed out", "its server did not answer in time", "look again in a while"),
    ("refused", "its server takes no line", "mend the port, or look whether the server runs"),
    ("connection", "its server can't be reached", "look whether the net is up"),
)


class Heard(logging.Handler):
    """Keeps what is logged of faults, and not what is sent, for this process alone."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        said = record.getMessage()
        if record.levelno >= logging.WARNING or said.startswith(FAULT):
            self.lines.append(said)


def main() -> None:
    """Read one request, answer it; the clock ends it where it takes too long."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, sink = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library might print is no answer
    request = json.loads(source.read())
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, request["patience"])
    sink.write(json.dumps(_answer(request)).encode())
    sink.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    heard = Heard()
    logger = logging.getLogger("apprise")
    logger.handlers, logger.propagate = [heard], False
    logger.setLevel(logging.DEBUG)
    try:
        place = _place(request["address"])
        if place is None:
            mend = "look at https://appriseit.com for how it is written"
            return _said(NO_ADDRESS, mend)
        if "text" not in request:
            return _said("", "", place)
        if place.notify(request["text"], title=request["subject"]):
            return _said("", "", place)
        return _said(*_why(heard.lines), place)
    except ImportError:
        return _said(NO_APPRISE, INSTALL)
    except Exception as error:  # each service has errors of its own
        return _said(f"telling it failed ({type(error).__name__})", "look again in a while")


def _place(address: str) -> Any:
    """What the address stands for; None where it stands for nothing."""
    import apprise

    asset = apprise.AppriseAsset(
        app_id="vipdesk",
        app_desc="vipdesk",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        body_format=apprise.NotifyFormat.TEXT,
        async_mode=False,
        http_redirects=False,  # a key goes to whom it is for
        interpret_escapes=False,
        allow_templates=False,
        storage_mode=apprise.PersistentStoreMode.MEMORY,
        pgp_autogen=False,
        pem_autogen=False,
    )
    place = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    if place is not None:
        place.socket_connect_timeout, place.socket_read_timeout = CONNECT, READ
    return place


def _why(lines: list[str]) -> tuple[str, str]:
    """What went wrong and the mend, in words of our own."""
    said = "\n".join(lines).lower()
    if found := _STATUS.search(said):
        return _answered(int(found[1]))
    for sign, why, mend in _SIGNS:
        if sign in said:
            return why, mend
    return "it was not taken", "look at the service whether the address is still good"


def _answered(status: int) -> tuple[str, str]:
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    if status in (401, 403, 404, 410):
        return f"its server answered {status}{phrase}", "mend the address: it is not let in there"
    return f"its server answered {status}{phrase}", "look again in a while"


def _said(why: str, mend: str, place: Any = None) -> dict[str, Any]:
    service = str(getattr(place, "service_name", "") or "")
    return {"why": why, "mend": mend, "service": service, "private": _is_private(place)}


def _is_private(place: Any) -> bool:
    """Whether nobody on the way reads along, as far as the address says."""
    host = getattr(place, "host", None)
    in_clear = getattr(place, "secure", True) is False and getattr(place, "mode", "") != "cloud"
    return not (host and in_clear and host not in LOOPBACK)
