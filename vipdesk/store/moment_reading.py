"""Reads what processes say of the moment beside the store; it can't say anything itself."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vipdesk.domain.on_pages import OnPages
from vipdesk.store.own_reading import read_own
from vipdesk.store.place import store_path

OLD = 6.0
"""Seconds after which what was said says nothing any more."""

LONG_GONE = 60.0
"""Seconds after which a file is in nobody's use."""

LONGEST = 500_000
PAGE, DESK = "page", "desk"


def on_pages(where: str) -> OnPages:
    """What is so on the client's pages now."""
    now = time.time()
    here: dict[str, bool] = {}
    types: dict[str, int] = {}
    for said in _heard(moments_folder(where), PAGE, now):
        for who, looks in _pairs(said.get("here")):
            here[who] = here.get(who, False) or looks is True
        for who, what in _pairs(said.get("types")):
            if (ticket := _typed(what, now)) is not None:
                types[who] = ticket
    return OnPages(here, types)


def typed_at_desks(where: str) -> frozenset[int]:
    """The tickets on which somebody at a desk types now."""
    now = time.time()
    said = (one.get("types") for one in _heard(moments_folder(where), DESK, now))
    return frozenset(ticket for each in said if (ticket := _typed(each, now)) is not None)


def moments_folder(where: str) -> Path:
    """Where each process has a file of its own."""
    path = store_path(where)
    return path.with_name(path.name.removesuffix(".db") + ".moments")


def _heard(folder: Path, kind: str, now: float) -> Iterator[dict[str, object]]:
    """What processes of a kind said a moment ago; what makes no sense is not heard."""
    with suppress(OSError):
        for path in sorted(folder.glob(f"*.{kind}")):
            with suppress(OSError, ValueError, RecursionError):
                said = read_own(path, LONGEST)
                if isinstance(said, dict) and _is_fresh(said.get("at"), now):
                    yield said


def _is_fresh(at: object, now: float) -> bool:
    return isinstance(at, int | float) and abs(now - at) < OLD


def _typed(said: object, now: float) -> int | None:
    """The ticket that somebody types on still."""
    match said:
        case [int(ticket), int() | float() as until] if now < until < now + LONG_GONE:
            return ticket
    return None


def _pairs(said: object) -> Iterator[tuple[str, object]]:
    if isinstance(said, dict):
        yield from said.items()
