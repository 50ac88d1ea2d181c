"""The client's own door, open on a desk with a clock that is set by hand."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium

from tests.desk.conftest import RealDesk, policy, real
from tests.door.browsers import chromium
from tests.door.kit import Doorway, open_door

__all__ = ["policy", "real"]


@pytest.fixture
def doorway(real: RealDesk) -> Iterator[Doorway]:
    """A door on Monday morning at half past nine."""
    with open_door(real) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """One Chromium for all tests of a file; for as long as it is driven, no other loop runs."""
    with chromium() as started:
        yield started
