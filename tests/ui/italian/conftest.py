"""Screens in Italian; every other test finds the original again."""

from collections.abc import Iterator

import pytest

from hatch_build import build_catalogues
from tests.ui.acting.conftest import hand, pen, scene
from vipdesk.domain.language import Original, speak
from vipdesk.languages import translations

__all__ = ["hand", "italian", "pen", "scene"]


@pytest.fixture(scope="session")
def _built() -> None:
    """What the translators wrote is what the screens read."""
    build_catalogues()


@pytest.fixture
def italian(_built: None) -> Iterator[None]:
    """From now on the screens speak Italian."""
    speak(translations("it"))
    yield
    speak(Original())
