"""How mail stands, and what happened to it: two small files beside the store.

They are no part of the store: whoever carries mail writes them, every screen may read them, and
what can't be written or read is as if nothing had happened. No password and no word of a mail
ever comes here.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock

from msgspec import Struct

from vipdesk.domain.errors import StoreError
from vipdesk.domain.text import clean_line
from vipdesk.store.courier_lock import courier_of
from vipdesk.store.place import store_path
from vipdesk.store.whole import write_whole

LONGEST_WORDS = 400
LONGEST_STATE = 10_000
FULL = 256_000
"""Bytes at which a log is set aside for a new one; the one before is kept."""

MODE = 0o640


class Side(StrEnum):
    """Which way mail goes."""

    IN = "in"
    OUT = "out"


class Standing(StrEnum):
    """How one way stands."""

    WELL = "well"
    WORKING = "working"
    TROUBLE = "trouble"


class SideState(Struct, frozen=True):
    """How one way has stood since an instant (aware); `trouble` is one line, where there is any."""

    standing: Standing
    since: datetime
    trouble: str = ""


class MailState(Struct, frozen=True):
    """Who carries mail now, empty for nobody, and how each way stood when it was last told."""

    carrier: str
    sides: Mapping[Side, SideState]


class MailNote(Struct, frozen=True):
    """Something that happened, at an instant (aware)."""

    at: datetime
    words: str


class MailLog:
    """Written by whoever carries mail, from any of its threads."""

    def __init__(self, where: str, clock: Callable[[], datetime]) -> None:
        self._where, self._clock = where, clock
        self._sides = dict(_read_sides(where))
        self._lock = Lock()

    def note(self, words: str) -> None:
        """Something happened."""
        line = f"{self._clock().astimezone(UTC).isoformat()} {clean_line(words, LONGEST_WORDS)}\n"
        with self._lock, suppress(OSError):
            _append(_log(self._where), line)

    def stand(self, side: Side, trouble: str) -> None:
        """One way is well, where `trouble` is empty, or is not; told once while it stays so."""
        self._put(side, Standing.TROUBLE if trouble else Standing.WELL, trouble)

    def work(self, side: Side) -> None:
        """One way is being got going, or catches up."""
        self._put(side, Standing.WORKING, "")

    def _put(self, side: Side, standing: Standing, said: str) -> None:
        trouble = clean_line(said.removeprefix("mail: "), LONGEST_WORDS)
        with self._lock:
            before = self._sides.get(side)
            if before and (before.standing, before.trouble) == (standing, trouble):
                return
            self._sides[side] = SideState(standing, self._clock(), trouble)
            with suppress(OSError):
                _write_sides(self._where, self._sides)
        if trouble:
            self.note(f"{side.value}: {trouble}")
        elif standing is Standing.WELL and before and before.trouble:
            self.note(f"{side.value}: all is well again")


def mail_state(where: str) -> MailState:
    """How mail stands; permission to read is enough."""
    try:
        carrier = courier_of(where)
    except StoreError:
        carrier = ""
    return MailState(carrier, _read_sides(where))


def mail_notes(where: str, most: int = 200) -> tuple[MailNote, ...]:
    """What happened last, the newest last; permission to read is enough."""
    log = _log(where)
    lines = [line for path in (_older(log), log) for line in _lines(path)]
    return tuple(note for line in lines[-most:] if (note := _note(line)))


def _state(where: str) -> Path:
    return _beside(where, ".mail.json")


def _log(where: str) -> Path:
    return _beside(where, ".mail.log")


def _beside(where: str, ending: str) -> Path:
    path = store_path(where)
    return path.with_name(path.name.removesuffix(".db") + ending)


def _older(log: Path) -> Path:
    return log.with_name(f"{log.name}.1")


def _append(log: Path, line: str) -> None:
    opened = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK, MODE)
    try:
        os.write(opened, line.encode())
        full = os.fstat(opened).st_size >= FULL
    finally:
        os.close(opened)
    if full:
        log.rename(_older(log))


def _lines(path: Path) -> list[str]:
    """The last lines of a log; none where it can't be read, or is no plain file."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - FULL))
            return file.read(FULL + LONGEST_WORDS * 4).decode(errors="replace").splitlines()
    except OSError:
        return []


def _note(line: str) -> MailNote | None:
    at, _, words = line.partition(" ")
    try:
        return MailNote(_instant(at), clean_line(words, LONGEST_WORDS))
    except ValueError:
        return None


def _read_sides(where: str) -> Mapping[Side, SideState]:
    try:
        with open(os.open(_state(where), os.O_RDONLY | os.O_NONBLOCK), encoding="utf-8") as file:
            said = json.loads(file.read(LONGEST_STATE))
        return {Side(side): _side_state(told) for side, told in said.items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return {}


def _side_state(told: Mapping[str, str]) -> SideState:
    trouble = clean_line(told["trouble"], LONGEST_WORDS)
    return SideState(Standing(told["standing"]), _instant(told["since"]), trouble)


def _instant(said: str) -> datetime:
    at = datetime.fromisoformat(said)
    if at.tzinfo is None:
        raise ValueError("no zone")
    return at


def _write_sides(where: str, sides: Mapping[Side, SideState]) -> None:
    told = {
        side.value: {
            "standing": state.standing.value,
            "since": state.since.astimezone(UTC).isoformat(),
            "trouble": state.trouble,
        }
        for side, state in sides.items()
    }
    write_whole(_state(where), json.dumps(told).encode(), MODE)
