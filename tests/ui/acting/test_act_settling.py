"""A call that stands otherwise in the calendar elsewhere is settled from the keyboard."""

from datetime import datetime

import pytest

from tests.ui.acting.planning import at, booked, opened_small, stored
from tests.ui.acting.stage import SIZES, Scene, sitting
from vipdesk.domain.calendar import BookingStatus
from vipdesk.domain.elsewhere import Item, RecordItems, Standing


def otherwise(scene: Scene, start: datetime | None) -> None:
    """A training at ten that begins at `start` elsewhere, or was removed."""
    booking = booked(scene, "24 10:00")
    item = Item(
        href="https://cal.example.org/jana/work/a.ics",
        etag='"1"',
        uid=booking.uid,
        seen=scene.clock(),
        booking=booking.number,
        standing=Standing.MOVED if start else Standing.REMOVED,
        start_there=start,
    )
    scene.do(RecordItems((item,)))


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_marked_and_the_call_is_moved_as_it_is_there(
    scene: Scene, size: tuple[int, int]
) -> None:
    otherwise(scene, at("24 15:00"))
    async with sitting(scene, size) as desk:
        await opened_small(desk)
        await desk.until(lambda: "≠" in desk.shown)
        await desk.keys("=")
        await desk.until(lambda: "Which is right" in desk.shown)
        await desk.until(lambda: "15:00" in desk.shown)
        await desk.keys("t")
        await desk.until(lambda: "settled: as it is there" in desk.shown)
        await desk.until(lambda: "15:00-16:00" in desk.shown)
        assert "≠" not in desk.shown
    assert stored(scene).start == at("24 15:00")


async def test_the_pane_of_today_tells_of_a_call_on_another_day(scene: Scene) -> None:
    otherwise(scene, at("24 15:00"))
    async with sitting(scene) as desk:
        await desk.until(lambda: "≠ elsewhere · Tue 24 Nov · training · Marta" in desk.shown)


async def test_ours_is_kept_by_the_other_key(scene: Scene) -> None:
    otherwise(scene, at("24 15:00"))
    async with sitting(scene) as desk:
        await opened_small(desk)
        await desk.until(lambda: "in the calendar elsewhere it begins Tue 24 Nov" in desk.shown)
        await desk.keys("=", "o")
        await desk.until(lambda: "settled: ours is written there again" in desk.shown)
        assert "≠" not in desk.shown
    assert stored(scene).start == at("24 10:00")


async def test_what_was_removed_there_can_be_cancelled_here(scene: Scene) -> None:
    otherwise(scene, None)
    async with sitting(scene) as desk:
        await opened_small(desk)
        await desk.until(lambda: "in the calendar elsewhere it was removed" in desk.shown)
        await desk.keys("=", "escape")
        await desk.until(lambda: "Which is right" not in desk.shown)
        assert stored(scene).status is BookingStatus.BOOKED
        await desk.keys("=", "t")
        await desk.until(lambda: "settled: as it is there" in desk.shown)
    assert stored(scene).status is BookingStatus.CANCELLED


async def test_nothing_is_to_settle_where_both_say_the_same(scene: Scene) -> None:
    booked(scene, "24 10:00")
    async with sitting(scene) as desk:
        await opened_small(desk)
        assert "= settle" not in desk.shown
