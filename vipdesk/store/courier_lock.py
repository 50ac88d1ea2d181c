"""One courier a store, and one who tells: each holds a lock, which the system lets go."""

from pathlib import Path

from vipdesk.store.place import store_path
from vipdesk.store.presence import Presence, hold, holders


def take_courier(where: str, name: str) -> Presence | None:
    """The right to carry mail, until it is closed; None while another has it. StoreError."""
    return hold(_side(where, ".courier"), name, 1)


def take_pusher(where: str, name: str) -> Presence | None:
    """The right to tell people off the terminal, as above."""
    return hold(_side(where, ".pusher"), name, 1)


def courier_of(where: str) -> str:
    """Who carries the mail, in whatever process; empty for nobody. StoreError."""
    return next(iter(holders(_side(where, ".courier"), 1)), "")


def _side(where: str, ending: str) -> Path:
    path = store_path(where)
    return path.with_name(path.name.removesuffix(".db") + ending)
