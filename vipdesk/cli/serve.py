"""`vipdesk serve`: the client's own door beside the desk, on the same store, until stopped."""

import argparse
import os
from ipaddress import ip_address
from typing import TYPE_CHECKING

from vipdesk.cli.older import bring_up_to_date
from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput
from vipdesk.door_key import fetch_door_key
from vipdesk.door_settings import DoorSettings, read_door_settings
from vipdesk.store.place import check_writable, store_path

if TYPE_CHECKING:
    from vipdesk.door.guard import Guard

SERVE = "serve"
PORT = 8630


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="where to listen")
    parser.add_argument("--port", type=_port, default=PORT, metavar="N")
    parser.set_defaults(run=_run)


def _port(said: str) -> int:
    if not said.isdecimal() or not 1 <= int(said[:6]) <= 65535:
        raise argparse.ArgumentTypeError(f"{said} is no port: give 1 to 65535")
    return int(said)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Runs until SIGTERM or SIGINT; pages find their way back to the next one."""
    _check_installed()
    bring_up_to_date(settings)
    check_writable(store_path(settings.store))
    door = read_door_settings(settings.own_file)
    _check_reachable(door, arguments.host)
    key = fetch_door_key(door, os.environ)
    from vipdesk.cli.serving import serving  # slow to import: complaints come first

    serving(settings, door, key.encode() if key else None, arguments.host, arguments.port)
    return 0


def _check_installed() -> None:
    try:
        import starlette  # noqa: F401 an extra: whether it is there
        import uvicorn  # noqa: F401 the same
    except ImportError:
        mend = 'pip install "vipdesk[door]"'
        raise BadInput(f"serve: what the door needs is not installed: {mend}") from None


def _check_reachable(door: DoorSettings, host: str) -> None:
    """No browser keeps a visit that could be read on its way."""
    if not door.address and not _is_local(host):
        mend = 'give address = "https://desk.example.com" in [door], with nginx before it'
        raise BadInput(f"serve: browsers elsewhere sign in by https only: {mend}")


def guard_for(door: DoorSettings, host: str, port: int) -> "Guard":
    """Who may ask for what: pages of the address that is set, or of where it listens."""
    from vipdesk.door.guard import Guard

    shown = f"[{host}]" if ":" in host else host
    near = {f"http://{shown}:{port}", f"http://localhost:{port}"}
    local = near if _is_local(host) else set()
    main = door.address.rstrip("/") or f"http://{shown}:{port}"
    return Guard(frozenset({main, *local}), main, door.embedded_on, door.most_upload)


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
