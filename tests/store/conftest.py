"""Stores to try things on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from vipdesk.store.engine import create_store


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A place for a store, in a folder of its own."""
    return str(tmp_path / "data" / "desk.db")


@pytest.fixture
def engine(where: str) -> Iterator[Engine]:
    """A new store, open for writing."""
    made = create_store(where)
    yield made
    made.dispose()
