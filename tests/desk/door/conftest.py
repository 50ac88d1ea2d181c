"""A desk whose client comes in by their own door."""

from collections.abc import Iterator

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.door.kit import Door, door_of


@pytest.fixture
def door(real: RealDesk) -> Iterator[Door]:
    """The door of a new desk, on Monday morning at half past nine."""
    with door_of(real) as opened:
        yield opened
