"""A senior's desk in Italian, at every size: the list, the acts, the dialogs."""

import pytest

from tests.ui.acting.stage import SIZES, Scene
from tests.ui.italian.reading import left_over
from tests.ui.senior.conftest import asked
from tests.ui.senior.stage import senior_sits

__all__ = ["asked"]
KEPT = {"escalated", "nobody"}
"""Words of what the client wrote and of what was kept: these are told as they are."""
pytestmark = pytest.mark.usefixtures("italian")


@pytest.mark.parametrize("size", SIZES)
async def test_a_seniors_desk_says_all_in_italian(asked: Scene, size: tuple[int, int]) -> None:
    async with senior_sits(asked, size=size) as here:
        await here.shows("Passati a te · 1 da accettare")
        assert "a accetta" in here.shown
        assert left_over(here.shown, KEPT) == []
        await here.keys("d")
        await here.shows("Rifiuta #101")
        assert left_over(here.shown, KEPT) == []
        await here.keys("escape", "a")
        await here.shows("#101 è in mano a Pavel Horák")
        await here.keys("h")
        await here.shows("Restituisci #101")
        assert left_over(here.shown, KEPT) == []
