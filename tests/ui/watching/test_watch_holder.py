"""Who has the desk, on the wallboard."""

import pytest
from msgspec.structs import replace

from tests.kit import JANA
from tests.ui.watching.on_the_wall import morning, opened, wall
from tests.ui.watching.stage import (
    SMALL,
    SMALLEST,
    WIDE,
    Pulled,
    a_watch,
    until,
)
from vipdesk.domain.handover import Passing


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_it_tells_who_has_the_desk(size: tuple[int, int]) -> None:
    boards, feed = morning(), Pulled()
    app = a_watch(boards, feed=feed)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        assert f"▸ {JANA.name} has the desk" in wall(app).text
        passed = Passing(number=1, giver=JANA.name, taker="Petra Nová", back=False)
        boards.board_now = replace(boards.board_now, cover=passed)
        feed.pull()
        await until(pilot, lambda: "▸ Petra Nová has the desk" in wall(app).text)
