"""Stores of tests that are about something else: quickly founded, and lost if the power goes."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from vipdesk.store import engine

run_steps = engine._migrate


def be_quick(patch: pytest.MonkeyPatch) -> None:
    """The steps of the schema run once a process, and nobody waits for a disk."""
    patch.setattr(engine, "_migrate", lay_schema)
    at_ease = tuple(each.replace("= FULL", "= OFF") for each in engine.PRAGMAS)
    patch.setattr(engine, "PRAGMAS", at_ease)
    patch.setattr("os.fsync", lambda descriptor: None)


def lay_schema(path: Path) -> None:
    """What the steps make of an empty store is laid down; an older store goes through them."""
    if path.stat().st_size:
        run_steps(path)
    else:
        path.write_bytes(_new_schema())


@cache
def _new_schema() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        path.touch()
        run_steps(path)
        return path.read_bytes()
