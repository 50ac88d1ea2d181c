"""What holds for all screens in tests."""

from collections.abc import Iterator

import pytest

from vipdesk.screens.own_zone import own_zone


@pytest.fixture(autouse=True)
def fresh_zone() -> Iterator[None]:
    """No test sees the zone that another one has looked up."""
    own_zone.cache_clear()
    yield
    own_zone.cache_clear()
