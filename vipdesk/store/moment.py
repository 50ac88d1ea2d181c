"""What is so for a moment only: who is on the client's page, who types there, who types here.

It goes through no store: each process says it in a small file of its own beside it, again and
again. What a process said that has died is old within seconds, and says nothing any more.
"""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from vipdesk.domain.on_pages import OnPages
from vipdesk.store.moment_reading import (
    DESK,
    LONG_GONE,
    PAGE,
    moments_folder,
    on_pages,
    typed_at_desks,
)
from vipdesk.store.whole import write_whole

AGAIN = 2.0
"""Seconds after which the same is said again."""

TYPES_FOR = 5.0
"""Seconds that somebody at a desk types from a key on."""

MODE, FOLDER_MODE = 0o640, 0o750


class PageMoments:
    """Says what is so on the pages, for the process that serves them; hears the desks."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._word = _Word(moments_folder(where), PAGE)

    def keep(self, here: Mapping[str, bool], types: Mapping[str, tuple[int, float]]) -> None:
        """Say who is on the page (and looks at it), and who types on which ticket until when.

        `until` is seconds since 1970. It is to be called at least every other second.
        """
        said = {who: list(what) for who, what in types.items()}
        self._word.say({"here": dict(here), "types": said})

    def types(self) -> frozenset[int]:
        """The tickets on which somebody at a desk types now."""
        return typed_at_desks(self._where)

    def close(self) -> None:
        """Say nothing any more."""
        self._word.forget()


class DeskMoments:
    """Says on which ticket this desk types, and hears the pages."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._word = _Word(moments_folder(where), DESK)

    def keep(self, ticket: int | None, until: float = 0.0) -> None:
        """Say on which ticket somebody types, until when (seconds since 1970); None for none."""
        self._word.say({"types": [ticket, until]} if ticket is not None else {})

    def types(self, ticket: int | None) -> None:
        """Somebody types on a ticket now, for some seconds; None for on none."""
        self.keep(ticket, time.time() + TYPES_FOR)

    def pages(self) -> OnPages:
        """What is so on the pages now."""
        return on_pages(self._where)

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


def _sweep(folder: Path) -> None:
    """Take away what processes left that were killed."""
    now = time.time()
    for path in folder.iterdir():
        with suppress(OSError):
            if now - path.stat().st_mtime > LONG_GONE:
                path.unlink()
