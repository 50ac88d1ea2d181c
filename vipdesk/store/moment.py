"""What is so for a moment only: who is on the client's page, who types there, who types here.

It goes through no store: each process says it in a small file of its own beside it, again and
again. What a process said that has died is old within seconds, and says nothing any more.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from vipdesk.store.own_reading import read_own
from vipdesk.store.place import store_path
from vipdesk.store.whole import write_whole

AGAIN, OLD = 2.0, 6.0
"""Seconds after which the same is said again, and after which what was said says nothing."""

LONG_GONE = 60.0
"""Seconds after which a file is in nobody's use."""

LONGEST = 500_000
MODE, FOLDER_MODE = 0o640, 0o750
PAGE, DESK = "page", "desk"


class OnPages(Struct, frozen=True):
    """Who is on the client's page, and whether they look at it; on which ticket each types."""

    here: Mapping[str, bool] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)


class PageMoments:
    """Says what is so on the pages, for the process that serves them; hears the desks."""

    def __init__(self, where: str) -> None:
        self._folder = _folder(where)
        self._word = _Word(self._folder, PAGE)

    def keep(self, here: Mapping[str, bool], types: Mapping[str, tuple[int, float]]) -> None:
        """Say who is on the page (and looks at it), and who types on which ticket until when.

        `until` is seconds since 1970. It is to be called at least every other second.
        """
        said = {who: list(what) for who, what in types.items()}
        self._word.say({"here": dict(here), "types": said})

    def types(self) -> frozenset[int]:
        """The tickets on which somebody at a desk types now."""
        now = time.time()
        said = (one.get("types") for one in _heard(self._folder, DESK, now))
        return frozenset(ticket for each in said if (ticket := _typed(each, now)) is not None)

    def close(self) -> None:
        """Say nothing any more."""
        self._word.forget()


class DeskMoments:
    """Says on which ticket this desk types, and hears the pages."""

    def __init__(self, where: str) -> None:
        self._folder = _folder(where)
        self._word = _Word(self._folder, DESK)

    def keep(self, ticket: int | None, until: float = 0.0) -> None:
        """Say on which ticket somebody types, until when (seconds since 1970); None for none."""
        self._word.say({"types": [ticket, until]} if ticket is not None else {})

    def pages(self) -> OnPages:
        """What is so on the pages now."""
        now = time.time()
        here: dict[str, bool] = {}
        types: dict[str, int] = {}
        for said in _heard(self._folder, PAGE, now):
            for who, looks in _pairs(said.get("here")):
                here[who] = here.get(who, False) or looks is True
            for who, what in _pairs(said.get("types")):
                if (ticket := _typed(what, now)) is not None:
                    types[who] = ticket
        return OnPages(here, types)

    def close(self) -> None:
        """Say nothing any more."""
        self._word.forget()


class _Word:
    """One process's own file; what can't be kept is as if it had never been said."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._path = folder / f"{os.getpid()}-{id(self):x}.{kind}"
        self._last: tuple[object, float] = ({}, 0.0)
        with suppress(OSError):
            _sweep(folder)

    def say(self, said: dict[str, object]) -> None:
        """Have it in the file, where it is not there already."""
        now, (before, at) = time.time(), self._last
        if said == before and 0 <= now - at < AGAIN:
            return
        self._last = said, now
        with suppress(OSError):
            self._path.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
            write_whole(self._path, json.dumps({"at": now} | said).encode(), MODE)

    def forget(self) -> None:
        """Have it no more."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _folder(where: str) -> Path:
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


def _sweep(folder: Path) -> None:
    """Take away what processes left that were killed."""
    now = time.time()
    for path in folder.iterdir():
        with suppress(OSError):
            if now - path.stat().st_mtime > LONG_GONE:
                path.unlink()
