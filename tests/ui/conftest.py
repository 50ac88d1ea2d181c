"""What holds for all screens in tests."""

from collections.abc import Iterator

import pytest

from tests.ui.rest import Rest
from vipdesk.screens.own_zone import own_zone


@pytest.fixture(autouse=True)
def fresh_zone() -> Iterator[None]:
    """No test sees the zone that another one has looked up."""
    own_zone.cache_clear()
    yield
    own_zone.cache_clear()


@pytest.fixture(autouse=True)
def _rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for an app waits until it is at rest."""
    rest = Rest(monkeypatch)
    for place in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{place}.wait_for_idle", rest.come)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.001)  # no eye looks on
